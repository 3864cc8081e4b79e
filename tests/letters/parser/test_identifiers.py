"""Identifiers of papers: as typed by people, and as cited in letters."""

from __future__ import annotations

import pytest

from letters.parser.citations import find_citations
from letters.parser.identifiers import parse_identifier


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("99 101, nr. 360", "kst-99101-360"),
        ("99101-360", "kst-99101-360"),
        ("Kamerstuk 99 101 nr 360", "kst-99101-360"),
        ("  kst-99101-360 ", "kst-99101-360"),
        ("KST-99124-b", "kst-99124-B"),
        ("99 570 X, nr. 32", "kst-99570-X-32"),
        ("99501-02-2164", "kst-99501-02-2164"),
        ("99 501–02, nr. 2164", "kst-99501-02-2164"),
        ("99 124, B", "kst-99124-B"),
        ("BZDOC-1234-40", "BZDOC-1234-40"),
        ("2024Z01234", "2024Z01234"),
        ("MINBUZA-2024.123-45", "MINBUZA-2024.123-45"),
        ("AH-TK-20202021-3235", "ah-tk-20202021-3235"),
        ("hallo", None),
        ("NAVO 2030", None),
        ("", None),
    ],
)
def test_an_identifier_is_known_as_typed(typed: str, identifier: str | None) -> None:
    assert parse_identifier(typed) == identifier


@pytest.mark.parametrize(
    ("written", "targets"),
    [
        ("(Kamerstuk 99 101, nr. 326)", ["kst-99101-326"]),
        ("(99 101, nr. 71)", ["kst-99101-71"]),
        ("Kamerstuk99101-500", ["kst-99101-500"]),
        ("Kamerstuk 99501-28-296", ["kst-99501-28-296"]),
        ("Kamerstuk99 373, nr. 1", ["kst-99373-1"]),
        ("Kamerstukken II 2019/20, 99 101, nr. 328", ["kst-99101-328"]),
        ("Kamerstukken I 2014/15, 99802, C, p. 3", ["kst-99802-C"]),
        ("99 000 V, nr. 81", ["kst-99000-V-81"]),
        ("Kamerstuk 99 101, nrs. 12 en 15", ["kst-99101-12", "kst-99101-15"]),
        ("Kamerstukken 99 101, nr. 3 en 99570-X, nr. 4", ["kst-99101-3", "kst-99570-X-4"]),
        ("kamerstuk 99501–20, nr. 1234", ["kst-99501-20-1234"]),
        ("Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 1028", ["ah-tk-20242025-1028"]),
        ("Handelingen II 2021/22, nr. 53, item 4", ["h-tk-20212022-53-4"]),
        ("Handelingen II 2021/22, nr. 53", [None]),
        ("Kamerstukken II 1999/2000, 2000/2001, 99 855", [None]),
        ("COM (2016) 950", []),
        ("COM(2020) 99 501, nr. 3", []),
        ("Stb. 2020, 118", []),
        ("PbEU 2016, L 119", []),
        ("10 000, 20 000 en 12 345 euro", []),
        ("tussen 20 000-30 000 man", []),
        ("postbus 20 061, 2500 EB", []),
    ],
)
def test_a_citation_is_normalised_and_nothing_else_is_one(written: str, targets: list[str | None]) -> None:
    found = find_citations(written)
    assert [citation.target for citation in found] == targets
    assert all(written[citation.start : citation.end] == citation.written for citation in found)

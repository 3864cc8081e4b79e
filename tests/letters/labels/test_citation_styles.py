"""Citations of letters with unknown values, and of letters whose text has special characters of the format."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.labels.citation_styles import (
    CitedPaper,
    apa,
    bibtex,
    described,
    footnote,
    plain,
    quoted,
    ris,
    series,
    tex,
)
from letters.parser.parsed_letter import ParsedSignatory

ADDRESS = "https://standpunt.example/brieven/kst-99301-12/"
HOSTILE = (
    "Vis} @misc{x, title={<script>alert(1)</script>\nER  - \r\nTY  - BOOK & 100% $x$ #1 a_b ~ ^ \\input \u202etxet"
)
KNOWN = CitedPaper(
    key="kst-99301-12",
    address=ADDRESS,
    sort="brief",
    title="Veiligheid op zee",
    signatories=(ParsedSignatory("J.K. van der Zeegers", "Minister van Verre Zaken"),),
    day=date(2019, 3, 4),
    chamber="Tweede Kamer",
    dossier="99 301",
    number="12",
    session="2018-2019",
    reference="kst-99301-12",
)
NOTHING = CitedPaper(key="tekst-1", address=ADDRESS, sort="brief")


def but(**changes) -> CitedPaper:
    return CitedPaper(**{name: getattr(KNOWN, name) for name in CitedPaper.__slots__} | changes)


def test_a_known_letter_in_a_footnote() -> None:
    assert footnote(KNOWN) == "Kamerstukken II 2018/19, 99 301, nr. 12."
    assert footnote(KNOWN, page=4) == "Kamerstukken II 2018/19, 99 301, nr. 12, p. 4."
    assert quoted(KNOWN, "Het  schip\nvaart.") == "«Het schip vaart.», Kamerstukken II 2018/19, 99 301, nr. 12."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"chamber": "Eerste Kamer", "number": "B"}, "Kamerstukken I 2018/19, 99 301, B"),
        ({"chamber": "Eerste en Tweede Kamer"}, "Kamerstukken I/II 2018/19, 99 301, nr. 12"),
        ({"dossier": "36 800 X", "number": "7"}, "Kamerstukken II 2018/19, 36 800 X, nr. 7"),
        ({"chamber": None}, "Kamerstukken 2018/19, 99 301, nr. 12"),
        ({"session": None}, "Kamerstukken II, 99 301, nr. 12"),
        ({"session": "1999-2000"}, "Kamerstukken II 1999/2000, 99 301, nr. 12"),
        ({"number": None}, None),
        ({"dossier": None}, None),
    ],
)
def test_a_kamerstuk_is_named_by_what_is_known_of_it(changes, expected) -> None:
    assert series(but(**changes)) == expected


def test_a_letter_without_number_is_described_and_none_is_made_up() -> None:
    paper = but(dossier=None, number=None, reference="BZ-2019-77")
    assert footnote(paper) == (
        "Brief van de Minister van Verre Zaken aan de Tweede Kamer van 4 maart 2019, "
        "«Veiligheid op zee», kenmerk BZ-2019-77."
    )


def test_a_letter_of_which_nothing_is_known() -> None:
    assert footnote(NOTHING) == "Brief zonder bekende datum."
    assert apa(NOTHING) == f"[Brief]. (z.d.). {ADDRESS}"
    assert "year" not in bibtex(NOTHING)
    assert not re.search(r"^(PY|DA|AU)", ris(NOTHING), re.MULTILINE)


def test_apa_in_dutch() -> None:
    assert apa(KNOWN) == (
        "Zeegers, J. K. van der (2019, 4 maart). Veiligheid op zee [Kamerbrief]. "
        f"Kamerstukken II 2018/19, 99 301, nr. 12. {ADDRESS}"
    )
    assert "(z.d.)" in apa(but(day=None))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["A.B. Cee", "D. Eef"], "Cee, A. B. & Eef, D. ("),
        (["A. Bee", "C. Dee", "E. Eef"], "Bee, A., Dee, C. & Eef, E. ("),
        (["Drs. A. Bee"], "Drs. A. Bee ("),
        (["Zeegers"], "Zeegers ("),
        (["Th. de la Cee-Dee"], "Cee-Dee, Th. de la ("),
    ],
)
def test_names_are_turned_around_only_where_they_are_understood(names, expected) -> None:
    assert apa(but(signatories=tuple(ParsedSignatory(name, "") for name in names))).startswith(expected)


def test_bibtex() -> None:
    lines = bibtex(KNOWN).splitlines()
    assert lines[0] == "@misc{kst-99301-12,"
    assert "  author = {van der {Zeegers}, J.K.}," in lines
    assert "  title = {{Veiligheid op zee}}," in lines
    assert lines[3:6] == ["  year = {2019},", "  month = {3},", "  day = {4},"]
    assert "  howpublished = {Kamerstukken II 2018/19, 99 301, nr. 12}," in lines


def test_ris() -> None:
    assert ris(KNOWN).split("\r\n") == [
        "TY  - GOVDOC",
        "AU  - van der Zeegers, J.K.",
        "TI  - Veiligheid op zee",
        "PY  - 2019",
        "DA  - 2019/03/04/",
        "M1  - Kamerstukken II 2018/19, 99 301, nr. 12",
        "LA  - nl",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


def test_an_invented_letter_is_never_cited_as_a_real_one() -> None:
    paper = but(invented=True)
    assert all("erzonnen voorbeeld" in form(paper) for form in (footnote, apa, bibtex, ris))


def test_hostile_words_stay_words() -> None:
    paper = but(title=HOSTILE, key='x},\n@evil{"', signatories=(ParsedSignatory(HOSTILE, HOSTILE),))
    entry = bibtex(paper)
    assert (entry.count("@misc{"), entry.count("\n@")) == (1, 0)
    assert "\\textbraceright{} @misc\\textbraceleft{}x" in entry
    assert r"100\% \$x\$ \#1 a\_b \textasciitilde{} \textasciicircum{} \textbackslash{}input" in entry
    assert ris(paper).count("\r\n") == len(ris(KNOWN).split("\r\n")) - 1
    assert not any("\u202e" in form(paper) for form in (footnote, apa, bibtex, ris))


@given(st.text())
def test_no_text_leaves_its_line_or_its_braces(text) -> None:
    entry = bibtex(but(title=text))
    title = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert title.count("{") == title.count("}")
    assert len(entry.splitlines()) == len(bibtex(KNOWN).splitlines())
    assert len(plain(text).splitlines()) <= 1
    assert plain(tex(text)) == tex(text)
    assert described(but(title=text or None)).startswith("Brief van de")

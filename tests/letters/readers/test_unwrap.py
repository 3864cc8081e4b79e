"""Joining of lines: fictional words and word pairs, each a pattern from letters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letters.readers.unwrap import Vocabulary, join_lines


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("deze kabinetsreac-", "tie volgt", "deze kabinetsreactie volgt"),
        ("de EU-NAVO-", "samenwerking", "de EU-NAVO-samenwerking"),
        ("de defensie-", "uitgaven stijgen", "de defensie-uitgaven stijgen"),
        ("elk kandidaat-", "Lid", "elk kandidaat-Lid"),
        ("door niet-", "statelijke groepen", "door niet-statelijke groepen"),
        ("de secretaris-", "generaal sprak", "de secretaris-generaal sprak"),
        ("de minister-", "president", "de minister-president"),
        ("alle NAVO-", "missies", "alle NAVO-missies"),
        ("het politiek-", "strategische plan", "het politiek-strategische plan"),
        ("de land-", "en luchtmacht", "de land- en luchtmacht"),
        ("tussen 2021-", "2025", "tussen 2021-2025"),
        ("het 20-", "jarig bestaan", "het 20-jarig bestaan"),
        ("tijdens COVID-", "19", "tijdens COVID-19"),
        ("een e-", "mail", "een e-mail"),
        ("de Defensie-", "visie", "de Defensievisie"),
        ("capaciteits-", "opbouw", "capaciteitsopbouw"),
        ("het muse-", "um", "het museum"),
        ("materi-", "eel", "materieel"),
        ("is ge-", "evalueerd", "is geëvalueerd"),
        ("het sanctie-", "instrument", "het sanctie-instrument"),
        ("in Noord-", "Afrika", "in Noord-Afrika"),
        ("DE MINIS-", "TERS", "DE MINISTERS"),
        ("een plan -", "zo bleek", "een plan - zo bleek"),
        ("de kosten (zee-)", "en landmacht", "de kosten (zee-) en landmacht"),
        ("EU/", "VN", "EU/VN"),
        ("2021–", "2025", "2021–2025"),
        ("kabinets\u00ad", "reactie", "kabinetsreactie"),
        ("kabinetsreac\ufffe", "tie", "kabinetsreactie"),
        ("kabinetsreac\x02", "tie", "kabinetsreactie"),
    ],
)
def test_a_line_end_hyphen_is_judged(left: str, right: str, joined: str) -> None:
    assert join_lines([left, right]) == joined


def test_what_the_document_writes_elsewhere_decides() -> None:
    assert join_lines(["anti-", "terreur"], Vocabulary.of("de anti-terreur dienst")) == "anti-terreur"
    assert join_lines(["anti-", "terreur"], Vocabulary.of("de antiterreur dienst")) == "antiterreur"
    assert join_lines(["de-", "mobilisatie"], Vocabulary.of("een de-\nmobilisatie")) == "demobilisatie"


def test_spaces_and_empty_lines_vanish() -> None:
    assert join_lines(["  een \u00a0 twee ", "", "drie  "]) == "een twee drie"
    assert join_lines([]) == ""


@given(st.lists(st.text(max_size=30), max_size=8))
@example(["een \xad twee"])
def test_no_text_breaks_it_and_the_outcome_is_one_clean_line(lines: list[str]) -> None:
    joined = join_lines(lines)
    assert "\n" not in joined
    assert joined == " ".join(joined.split())

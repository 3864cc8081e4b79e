"""The term language: matches of terms, and rejected terms."""

from __future__ import annotations

import time

import pytest

from positions.domain.codebook.matcher import Cue, Lexicon
from positions.domain.codebook.terms import BadTerm, compile_term


def found(term: str, text: str) -> list[str]:
    return [hit.words for hit in Lexicon([Cue("any", compile_term(term))]).find(text)]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("sanctie*", "Sancties en een sanctiepakket", ["Sancties", "sanctiepakket"]),
        ("sanctie", "sancties", []),
        ("steun(t|de|en) dit", "Nederland steunde dit en steunt dit", ["steunde dit", "steunt dit"]),
        ("(het|dit) land", "dit land, het land, een land", ["dit land", "het land"]),
        ("druk ... dialoog", "druk op het land en een open dialoog", ["druk op het land en een open dialoog"]),
        ("druk ... dialoog", "druk is nodig; een dialoog niet", []),
        ("druk ... dialoog", "druk een twee drie vier vijf zes zeven acht negen dialoog", []),
        ("NAVO-norm", "NAVO-norm, NAVO norm, navonorm", ["NAVO-norm", "NAVO norm", "navonorm"]),
        ("2 (procent|%)", "naar 2 %, of 2 procent", ["2 %", "2 procent"]),
        ("EU", "De EU en een eu", ["EU"]),
        ("EU-NAVO*", "EU-NAVO-samenwerking", ["EU-NAVO"]),
        ("2%-norm", "de 2%-norm", ["2%-norm"]),
        ("3,5 procent", "naar 3,5 procent", ["3,5 procent"]),
        ("zich (hierin|) vinden", "zich vinden of zich hierin vinden", ["zich vinden", "zich hierin vinden"]),
        ("zo'n", "zo’n plan", ["zo’n"]),
        ("van harte", "«van harte»", ["van harte"]),
        ("Oekraïne", "oekraïne", ["oekraïne"]),
        ("sanctie*", "EU-sancties", ["sancties"]),
    ],
)
def test_a_term_finds_what_it_says(term: str, text: str, words: list[str]) -> None:
    assert found(term, text) == words


@pytest.mark.parametrize(
    "term",
    [
        *("", "(a|b", "a|b", "(a(b|c)|d)", "(a|)", "(|a)", "(a)"),
        *("*", "a*", "*sanctie", "san*tie"),
        *("...", "... druk", "druk ... ... praat", "a..b", "x ... y ... z ... w"),
        *("[a-z]+", "a{2}", "\\w", "^Rusland$", "- a"),
        *("woord " * 20, "x" * 600),
    ],
)
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(BadTerm):
        compile_term(term)


def test_no_term_makes_matching_slow() -> None:
    hostile = compile_term("(aa*|aaa*) ... (aa*|aaa*) ... zz*")
    text = "aaa " * 4000
    started = time.process_time()
    list(Lexicon([Cue("any", hostile), Cue("any", compile_term("aa* ... bb*"))]).find(text + "zy bc"))
    assert time.process_time() - started < 3


def test_an_index_finds_what_each_pattern_finds_alone() -> None:
    terms = ["de NAVO", "in kaart (te|) brengen", "NAVO-norm*", "niet ... nodig", "EU", "de", "Wet van (Rusland|China)"]
    text = "De NAVO wil de NAVOnormen in kaart brengen; het is niet meer nodig dat de EU een wet van China kent."
    patterns = {term: compile_term(term) for term in terms}
    together = {(hit.cue.group, hit.start) for hit in Lexicon(Cue(t, p) for t, p in patterns.items()).find(text)}
    alone = {(term, match.start()) for term, pattern in patterns.items() for match in pattern.regex.finditer(text)}
    assert together == alone

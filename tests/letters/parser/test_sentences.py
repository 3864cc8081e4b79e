"""Difficult sentence endings, in sentences written for this test and joined by a space."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.parser.sentence_bounds import split_sentences

DIFFICULT = [
    ["Dat blijkt uit o.a. de cijfers van het CBS.", "De heer S.A. Proef sprak met mr. drs. J. de Tester."],
    ["Zie art. 5 van het Verdrag d.d. 4 april 1949 (Stb. 1949, 12).", "Dat geldt ook voor art. 6."],
    ["De bijeenkomst vond plaats op 3 mei jl.", "Nederland was aanwezig."],
    ["Op 3 mei jl. is het besproken.", "Op 4 juni a.s. volgt meer."],
    ["De kosten zijn 1,35% en 2.5 miljoen.", "In 2020 waren het er 3.", "12 landen deden mee."],
    ["Zoals in Kamerstuk 99 101, Nr. 360 staat.", "De «antwoorden» volgen."],
    ["De punten zijn: 1. meer geld; 2. meer tijd; 6. Klimaat; 7. opleiding en 8. het plan.", "Een stap volgt."],
    ["De leiders die in Washington D.C. hebben gesproken.", "Zij spraken in Washington D.C.", "De top was goed."],
    ["Hij zei: «Wat nu?»", "De minister zweeg."],
    ["Dit is zo (zie ook de brief).", "(Kamerstuk 99 101, nr. 3.)", "Daarna meer."],
    ["Het lid Tester c.s. vroeg hierom.", "De motie van het lid Tester c.s. (Kamerstuk 99 101, nr. 3) is aangenomen."],
    ["Kan de minister dit bevestigen?", "Zo ja, hoe?", "Ja.", "Dat klopt."],
    ["Er zijn schepen, vliegtuigen etc. beschikbaar.", "Er zijn tanks enz.", "De rest volgt."],
    ["Volgens gen.-maj. b.d. De Tester klopt dit."],
    ["De Belgische premier A. De Proef sprak.", "Wij steunen dit."],
    ["Het voorstel van Prof. dr. P. van der Test is goed.", "'s Avonds werd vergaderd."],
    ["Nederland (de minister sprak met zijn collega. Dat ging goed) steunt dit.", "Punt."],
    ['Dat is in strijd met "de regels."', "Toch gaat het door."],
    ["Het bedrag is € 3,5 mld. voor 2024.", "Dat is 2% van het bbp."],
    ["De VN.", "Het advies van de VS.", "De EU."],
    ["Op 1 jan. 2021 is dit ingegaan m.i.v. 2 feb. 2021.", "Dat is goed."],
    ["We must do more.", "NATO's Article 5.", "The U.S. and the U.K. agreed."],
    ["Dit speelt sinds 2014.", "1. Het eerste punt staat vast."],
    ["Het overleg was d.d. 3 mei.", "H.M. de Koningin was erbij.", "Z.E. de heer G. Tester niet."],
    ["Zie bijlage A.", "De rest volgt i.h.k.v. het plan t.a.v. China."],
    ["Het kabinet kiest hiervoor.", "De redenen zijn i) geld en ii) tijd."],
    ["De zin loopt door…", "Of niet?", "Zeker!"],
    ["Er komt € 345 mln.", "Dat is 2 mld. EUR minder dan gevraagd.", "In 2026 e.v. stijgt het met 3 mln. per jaar."],
    ["Op St. Maarten sprak Th. Proefman met Ch. Tester.", "Ja.", "Dat klopt."],
    ["Kent u het bericht «Proef»? 1)"],
]


@pytest.mark.parametrize("sentences", DIFFICULT, ids=lambda sentences: sentences[0][:40])
def test_each_sentence_is_found(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_a_lost_space_still_ends_a_sentence() -> None:
    text = "Dat is staand beleid.De minister zegt dit op www.voorbeeld.nl en in Proef.Nl niet."
    assert split_sentences(text)[0] == (0, 21)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_sentences_ascend_and_cover_every_word(text: str) -> None:
    bounds = split_sentences(text)
    assert all(start < end for start, end in bounds)
    assert all(before[1] <= after[0] for before, after in pairwise(bounds))
    assert all(text[a:b] == text[a:b].strip() for a, b in bounds)
    assert "".join("".join(text[a:b].split()) for a, b in bounds) == "".join(text.split())


WORDS = ["Het kabinet vroeg dit", "De Kamer kreeg een brief", "Nederland steunt het plan"]
ABBREVIATIONS = ["20 januari jl.", "artikel 3 e.v.", "schepen e.d.", "de cijfers o.a.", "2 feb.", "de leden c.s."]


@pytest.mark.parametrize("opened", ["(Kamerstuk 99 101, nr. 3)", "[Kamerstuk 99 101]", "(«Proef»)", "(2024Z01234)"])
@pytest.mark.parametrize("short", ABBREVIATIONS)
@pytest.mark.parametrize("words", WORDS)
def test_two_brackets_in_a_row_are_in_one_sentence(words: str, short: str, opened: str) -> None:
    first, second = f"{words} ({short}) {opened} en dat is goed.", "Daarna komt meer."
    text = f"{first} {second}"
    assert [text[start:end] for start, end in split_sentences(text)] == [first, second]


@pytest.mark.parametrize("mark", ["1", "12", "3,4", "[5]", "¹", "7)"])
@pytest.mark.parametrize("end", ["stellen.", "stellen?", "stellen”.", "(bron).", "stellen.»", "in 2018."])
@pytest.mark.parametrize("then", ["In Nederland gaat het goed.", "«Zo» gaat het.", "De rest volgt."])
def test_a_note_number_at_the_stop_hides_no_end(end: str, mark: str, then: str) -> None:
    first = f"Dat wil het kabinet {end}{mark}"
    text = f"{first} {then}"
    assert [text[start:end] for start, end in split_sentences(text)] == [first, then]


@pytest.mark.parametrize("number", ["art.1 De", "nr.3 In", "blz.4 Van", "par.2 Het", "1.2 De", "versie 2.1 De"])
def test_a_number_after_an_abbreviation_or_a_number_ends_nothing(number: str) -> None:
    text = f"Zie {number} tekst van het stuk."
    assert split_sentences(text) == [(0, len(text))]

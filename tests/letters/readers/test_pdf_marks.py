"""A small superscript with a note is its mark; all other small text is text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.readers import read
from letters.readers.blocks import Block, BlockKind
from tests.letters.readers.drawn import Words, column, pdf, pieces

FILLER = ["Het kabinet heeft de torens langs de kust laten nakijken en vindt dat het goed is."] * 6


def around(words: list[Words], *notes: tuple[str, str]) -> list[Words]:
    """A page with the words as a separate line, and notes (label, text) at its bottom."""
    foot = [pieces(70, 90 - 9 * at, (label, 4.5, 2.5), (f" {text}", 7, 0)) for at, (label, text) in enumerate(notes)]
    return [*column(FILLER, top=700), *words, *itertools.chain.from_iterable(foot)]


def line(data: bytes, start: str) -> Block:
    return next(block for block in read(data).blocks if block.text.startswith(start))


@given(
    small=st.integers(1, 999).map(str) | st.sampled_from(["*", "**"]),
    size=st.sampled_from([9.0, 10.0, 12.0]),
    share=st.floats(0.4, 0.8),
    rise=st.floats(-0.2, 0.05),
    font=st.sampled_from(["Helvetica", "Times-Roman", "Courier"]),
)
@settings(max_examples=60)
def test_small_digits_and_asterisks_on_the_baseline_or_below_it_stay_text(
    small: str, size: float, share: float, rise: float, font: str
) -> None:
    parts = (("Bij brief van ", size, 0), (small, size * share, size * rise), (" december is gemeld.", size, 0))
    block = line(pdf(around(pieces(70, 600, *parts, font=font), (small, "Zie de verzonnen brief."))), "Bij brief")
    assert block.text == f"Bij brief van {small} december is gemeld."
    assert not block.marks


@given(mark=st.integers(1, 999).map(str) | st.sampled_from(["*", "**"]), share=st.floats(0.45, 0.75))
@settings(max_examples=30)
def test_a_raised_one_is_a_mark_if_it_has_a_note_and_text_if_it_has_none(mark: str, share: float) -> None:
    words = pieces(70, 600, ("Dat staat in de brief", 10, 0), (mark, 10 * share, 3.5), (" van mei.", 10, 0))
    noted = line(pdf(around(words, (mark, "Zie de verzonnen brief van mei."))), "Dat staat")
    assert noted.text == "Dat staat in de brief van mei."
    assert [(found.offset, found.label) for found in noted.marks] == [(21, mark)]
    bare = line(pdf(around(words)), "Dat staat")
    assert bare.text == f"Dat staat in de brief{mark} van mei."
    assert not bare.marks


@pytest.mark.parametrize(
    ("before", "raised", "after"),
    [("een park van 30 km", "2", " groot"), ("een meting van 10", "6", " deeltjes"), ("met 3 m/s", "2", " erbij"),
     ("een diepte van 4 µm", "3", ""), ("de 2", "e", " toren"), ("de 19", "de", " eeuw")],
)  # fmt: skip
def test_powers_units_and_ordinals_stay_text_also_where_a_note_has_that_number(
    before: str, raised: str, after: str
) -> None:
    words = pieces(70, 600, (before, 10, 0), (raised, 6, 3.5), (f"{after} en meer.", 10, 0))
    block = line(pdf(around(words, (raised, "Zie de verzonnen brief."))), before[:8])
    assert block.text == f"{before}{raised}{after} en meer."


@pytest.mark.parametrize("formula", [("CO", "2"), ("H", "2", "O"), ("NO", "2"), ("PM", "10")])
def test_lowered_digits_of_a_formula_stay_text(formula: tuple[str, ...]) -> None:
    parts = [(part, 6.0 if part.isdigit() else 10.0, -2.0 if part.isdigit() else 0.0) for part in formula]
    words = pieces(70, 600, ("De uitstoot van ", 10, 0), *parts, (" daalt.", 10, 0))
    notes = [(part, "Zie de verzonnen brief.") for part in formula if part.isdigit()]
    assert line(pdf(around(words, *notes)), "De uitstoot").text == f"De uitstoot van {''.join(formula)} daalt."


def test_notes_at_the_end_of_the_document_have_their_marks() -> None:
    words = pieces(70, 600, ("Dat staat in de brief", 10, 0), ("1", 6, 3.5), (" van mei.", 10, 0))
    end = ["Noten", "", "1. Zie de verzonnen brief van mei.", "2. Zie een andere brief."]
    block = line(pdf(around(words), column(end, top=700)), "Dat staat")
    assert [(mark.offset, mark.label) for mark in block.marks] == [(21, "1")]


def test_a_note_of_another_page_is_no_note_for_a_raised_number_where_there_are_notes() -> None:
    words = pieces(70, 600, ("Dat is x", 10, 0), ("7", 6, 3.5), (" keer zo veel.", 10, 0))
    far = around(column(["Hier staat niets."], top=600), ("7", "Zie de verzonnen brief."))
    data = pdf(around(words, ("1", "Zie een eerste brief.")), around([]), far)
    assert line(data, "Dat is").text == "Dat is x7 keer zo veel."
    assert [block.label for block in read(data).blocks if block.kind is BlockKind.FOOTNOTE] == ["1", "7"]

"""The layout of official publications is read: see `official_publication.py` for the letter itself."""

from __future__ import annotations

import pytest

from letters.readers import read
from letters.readers.blocks import BlockKind, NoteMark
from tests.letters.readers.official_publication import official_pdf


@pytest.mark.parametrize("margin_notes", [False, True])
def test_the_facts_of_the_first_page_survive_and_the_imprint_does_not(margin_notes: bool) -> None:
    texts = [block.text for block in read(official_pdf(margin_notes=margin_notes)).blocks]
    assert texts[:4] == [
        "Tweede Kamer der Staten-Generaal 2",
        "Vergaderjaar 2019–2020",
        "99 999 Vuurtorens",
        "Nr. 12 BRIEF VAN DE MINISTER VAN VUURTORENS",
    ]
    assert not any(
        word in text for text in texts for word in ("ISSN", "kst-", "KST", "Sdu", "Gravenhage", "vergaderjaar")
    )


@pytest.mark.parametrize("margin_notes", [False, True])
def test_a_note_hangs_on_its_mark_wherever_it_is_printed(margin_notes: bool) -> None:
    blocks = read(official_pdf(margin_notes=margin_notes)).blocks
    marked = next(block for block in blocks if block.marks)
    assert marked.text.startswith("Het kabinet heeft het rapport over de verzonnen torens gelezen")
    assert marked.marks == (NoteMark(54, "1"),)
    notes = [(block.label, block.text) for block in blocks if block.kind is BlockKind.FOOTNOTE]
    end = "." if margin_notes else ", waarin het licht voor het eerst genoemd wordt."
    assert notes == [("1", f"Kamerstuk 99 999, nr. 11{end}")]


def test_the_sentence_over_the_page_break_is_flagged_and_the_heading_is_one() -> None:
    blocks = read(official_pdf()).blocks
    cut = [
        (block.text[:9], block.cut_before, block.cut_after) for block in blocks if block.cut_before or block.cut_after
    ]
    assert cut == [("De torens", False, True), ("de kust.", True, False)]
    assert [block.text for block in blocks if block.kind is BlockKind.HEADING][-1] == "Uitvoering"

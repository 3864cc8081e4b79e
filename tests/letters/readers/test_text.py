"""Plain, scanned and Markdown-like text as blocks."""

from __future__ import annotations

from letters.readers.blocks import Block, BlockKind, Form, NoteMark
from letters.readers.text.text_reader import read_text

WRAPPED = """ Het kabinet heeft kennis genomen van het rapport over de toe-
komst van de samenwerking en deelt de hoofdlijn die daarin wordt
gekozen, met een enkele kanttekening.
Daarnaast wijst het kabinet op de kosten van het voorstel, die in het
rapport maar kort worden genoemd.

Kosten en baten
De kosten zijn volgens het rapport beperkt en worden gedragen door de
"""


def blocks(text: str, kind: BlockKind | None = None) -> list[Block]:
    return [block for block in read_text(text).blocks if kind is None or block.kind is kind]


def test_wrapped_lines_are_one_paragraph_and_a_short_last_line_ends_it() -> None:
    texts = [block.text for block in blocks(WRAPPED)]
    assert len(texts) == 4
    assert texts[0].startswith("Het kabinet heeft kennis genomen van het rapport over de toekomst van")
    assert texts[2] == "Kosten en baten"


def test_markup_goes_and_marks_keep_their_place() -> None:
    (block,) = blocks("Zie **het** [*rapport*](https://voorbeeld.nl/x)<sup>1</sup>. Dat is 5 m² groot \\*.")
    assert block.text == "Zie het rapport. Dat is 5 m² groot *."
    assert block.marks == (NoteMark(len("Zie het rapport"), "1"),)


def test_a_raised_ordinal_or_unit_is_no_footnote_mark() -> None:
    (block,) = blocks("Het 10<sup>e</sup> pakket kost 3 km<sup>2</sup> grond.")
    assert (block.text, block.marks) == ("Het 10e pakket kost 3 km2 grond.", ())


def test_headings_lists_tables_and_rules_are_told_apart() -> None:
    text = "## Kop\n\n- een\n- twee\n\n1. drie\n2. vier\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\n**Vet**\n\nTekst."
    kinds = [(block.kind, block.text, block.label) for block in blocks(text)]
    assert kinds[0] == (BlockKind.HEADING, "Kop", None)
    assert [k[1] for k in kinds if k[0] is BlockKind.LIST_ITEM] == ["een", "twee", "drie", "vier"]
    assert [k[2] for k in kinds if k[0] is BlockKind.LIST_ITEM] == [None, None, "1.", "2."]
    assert [k[1] for k in kinds if k[0] is BlockKind.TABLE_ROW] == ["a | b", "c | d"]
    assert (BlockKind.HEADING, "Vet", None) in kinds
    assert len(kinds) == 9


def test_page_furniture_goes_and_is_kept_as_evidence() -> None:
    foot = "kst-99101-12\nISSN 0921 - 7371\nTweede Kamer, vergaderjaar 2019–2020, 99 101, nr. 12 {}\n"
    page = f"Een zin op deze bladzijde.\n\n{foot}"
    reading = read_text("\f".join(page.format(number) for number in (1, 2)))
    assert [block.text for block in reading.blocks] == ["Een zin op deze bladzijde."] * 2
    assert reading.furniture[0] == "kst-99101-12"
    assert (reading.form, reading.pages, reading.blocks[1].page) == (Form.TEXT, 2, 2)


def test_notes_are_told_by_mark_number_and_place() -> None:
    text = (
        "De brief1 is van de minister en gaat over\n\n1 Zie Kamerstuk 99 101, nr. 3.\n2 Zie de website.\n\nde kosten.2"
    )
    notes = blocks(text, BlockKind.FOOTNOTE)
    assert [(note.label, note.text) for note in notes] == [
        ("1", "Zie Kamerstuk 99 101, nr. 3."),
        ("2", "Zie de website."),
    ]


def test_a_numbered_heading_is_no_note() -> None:
    assert not blocks("1 Inleiding\n\nHet begon in mei.\n\n2 Vervolg\n\nHet ging door.", BlockKind.FOOTNOTE)


def test_a_pasted_noot_block_is_a_note() -> None:
    for text in ("Tekst.\n\nX Noot\n1\nZie daar.\n\nMeer.", "Tekst.\n\nX Noot 1 Zie daar.\n\nMeer."):
        (note,) = blocks(text, BlockKind.FOOTNOTE)
        assert (note.label, note.text) == ("1", "Zie daar.")


def test_control_characters_and_odd_line_ends_do_no_harm() -> None:
    assert [b.text for b in blocks("een\x00 zin\r\n\r\nnog\u2028een\u00a0zin\ufeff")] == ["een zin", "nog een zin"]
    assert blocks("") == []


def test_signatures_side_by_side_come_one_under_the_other() -> None:
    text = "Een zin.\n\nDe Minister van Proeven,          De Minister van Toetsen,\n\nA.B. Proef          C.D. Toets\n"
    assert [b.text for b in blocks(text)][1:] == [
        "De Minister van Proeven,",
        "A.B. Proef",
        "De Minister van Toetsen,",
        "C.D. Toets",
    ]


def test_two_marks_with_a_comma_between_are_two_marks() -> None:
    (block,) = blocks("Dat staat in het rapport.²,³ Zie de bijlage.")
    assert (block.text, [mark.label for mark in block.marks]) == (
        "Dat staat in het rapport. Zie de bijlage.",
        ["2", "3"],
    )


def test_a_page_foot_in_markup_is_a_page_foot() -> None:
    foot = "Tweede Kamer, vergaderjaar 2021–2022, 99 101, nr. 12"
    text = f'Een zin die\n\n<span id="page-1-0"></span>**{foot}** 1\n\n> {foot} 2\n\ndoorgaat.'
    assert [b.text for b in blocks(text)] == ["Een zin die", "doorgaat."]

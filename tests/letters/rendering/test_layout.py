"""Layout of a revision: heading levels, footnotes at their marks, annexes with the headings above them."""

from __future__ import annotations

from itertools import count

from letters.models import Passage, Revision
from letters.rendering.layout import LetterLayout, lay_out


def composed(*parts: dict) -> LetterLayout:
    """Lay out passages of one character each, in the order given."""
    pks = count(1)
    passages = [
        Passage(pk=n, position=n, start=n, end=n + 1, **({"kind": "body", "marks": []} | part))
        for n, part in zip(pks, parts, strict=False)
    ]
    return lay_out(Revision(text="x" * (len(parts) + 2)), passages)


def depths(*levels: int | None) -> list[int | None]:
    text = composed(*({"kind": "heading", "level": level} for level in levels))
    return [line.depth for block in text.blocks for line in block.lines]


def test_levels_of_headings_have_no_gaps() -> None:
    assert depths(2, 4, 4, 2, 7) == [3, 4, 4, 3, 4]
    assert depths(None, None) == [3, 3]


def test_headings_under_a_title_go_one_deeper() -> None:
    text = composed({"kind": "title"}, {"kind": "heading", "level": 1})
    assert [line.depth for line in text.blocks[0].lines] == [3, 4]


def test_a_number_that_starts_again_means_the_next_note() -> None:
    note = {"kind": "footnote", "label": "1"}
    text = composed({"marks": [[1, "1"]]}, note, {"marks": [[3, "1"]]}, note)
    assert [line.back for line in text.notes] == [["m2-1"], ["m4-1"]]
    assert 'href="#p4"' in text.blocks[0].lines[1].html


def test_a_note_that_two_marks_share_leads_back_to_both() -> None:
    text = composed({"marks": [[1, "1"]]}, {"marks": [[2, "1"]]}, {"kind": "footnote", "label": "1"})
    assert text.notes[0].back == ["m3-1", "m3-2"]


def test_a_mark_without_a_note_shows_nothing() -> None:
    assert composed({"marks": [[1, "9"]]}).blocks[0].lines[0].html == "x"


def test_headings_right_above_an_annex_belong_to_it() -> None:
    text = composed({}, {"kind": "heading"}, {"kind": "annex"}, {"kind": "annex", "language": "en"})
    assert [(block.kind, block.language, len(block.lines)) for block in text.blocks] == [
        ("body", "nl", 1),
        ("annex", "en", 3),
    ]


def test_the_page_that_begins_is_said_once() -> None:
    text = composed({"page": 1}, {"page": 1}, {"page": 2})
    assert [line.turns_to for line in text.blocks[0].lines] == [1, None, 2]

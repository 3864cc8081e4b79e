"""A contents page is text, in spite of its leaders."""

from __future__ import annotations

import pytest

from letters.readers import read
from letters.readers.blocks import BlockKind, ReadingError
from tests.letters.readers.drawn import column, pdf

ENTRIES = ["Wachters", "Torens en hun licht", "Havens", "Kosten", "Planning", "Slot"]


@pytest.mark.parametrize("leader", [".", ". ", " .", "_", "·", "…", "- ", "–", ".  "])
@pytest.mark.parametrize("entries", [6, 60])
def test_a_contents_page_is_read_and_each_entry_stands_by_itself(leader: str, entries: int) -> None:
    lines = [f"{n} {ENTRIES[n % 6]} {leader * (100 // len(leader))} {n + 2}" for n in range(1, entries + 1)]
    blocks = read(pdf(column(lines, top=800, size=6))).blocks
    assert [block.text.split()[0] for block in blocks] == [str(n) for n in range(1, entries + 1)]
    assert [block.text.split()[-1] for block in blocks] == [str(n + 2) for n in range(1, entries + 1)]


def test_an_entry_of_two_lines_stays_one() -> None:
    lines = ["1 De torens aan de kust, de wachters die erop werken en wat zij", f"samen zien {'.' * 40} 3"]
    lines += [f"2 Slot {'.' * 50} 9"]
    texts = [block.text for block in read(pdf(column(lines, top=700))).blocks]
    assert [text[:30] for text in texts] == ["1 De torens aan de kust, de wa", lines[2][:30]]


@pytest.mark.parametrize("lines", [1, 40])
def test_signs_for_letters_are_no_text(lines: int) -> None:
    with pytest.raises(ReadingError) as caught:
        read(pdf(column(["!# $%& *() +/= ?@[ ]^` {|}~ #$% &*( )+/ =?@ [ ]^ `{| }~! #$%"[:50]] * lines, top=800)))
    assert caught.value.code == "garbled"


def test_leaders_do_not_tell_the_size_of_the_body() -> None:
    contents = column([f"{n} {ENTRIES[n % 6]} {'.' * 100} {n + 2}" for n in range(1, 30)], top=800, size=7)
    letter = column(["De minister schrijft u over de torens.", "Het licht blijft aan, ook in de winter."], top=700)
    kinds = {block.kind for block in read(pdf(contents, letter)).blocks}
    assert kinds == {BlockKind.PARAGRAPH}

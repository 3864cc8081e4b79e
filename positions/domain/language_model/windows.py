"""A letter's coded sentences, numbered, in windows that are asked one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from letters.parser.parsed_letter import ParsedLetter, PassageKind

CODED = (PassageKind.BODY, PassageKind.ANNEX)
BEFORE = 3  # sentences of context


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence at letter.text[start:end]; `number` counts the coded sentences of the letter from 1."""

    number: int
    start: int
    end: int
    text: str
    passage: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences in a row that are asked together, and those right before them, which are context."""

    sentences: tuple[NumberedSentence, ...]
    before: tuple[NumberedSentence, ...] = ()

    @property
    def first(self) -> int:
        return self.sentences[0].number

    @property
    def last(self) -> int:
        return self.sentences[-1].number

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)


def numbered_sentences(letter: ParsedLetter) -> list[NumberedSentence]:
    found: list[NumberedSentence] = []
    for place, passage in enumerate(letter.passages):
        if passage.kind in CODED:
            for start, end in passage.sentences:
                text = letter.text[start:end]
                found.append(NumberedSentence(len(found) + 1, start, end, text, place, passage.headings))
    return found


def windows_of(letter: ParsedLetter, size: int) -> list[Window]:
    """Return windows of whole passages with at most `size` sentences; a longer passage is cut."""
    sentences = numbered_sentences(letter)
    return [
        Window(tuple(part), tuple(sentences[max(0, part[0].number - 1 - BEFORE) : part[0].number - 1]))
        for part in _parts(sentences, size)
    ]


def _parts(sentences: Sequence[NumberedSentence], size: int) -> Iterator[list[NumberedSentence]]:
    waiting: list[NumberedSentence] = []
    for _place, passage in groupby(sentences, key=lambda sentence: sentence.passage):
        own = list(passage)
        if waiting and len(waiting) + len(own) > size:
            yield waiting
            waiting = []
        while len(waiting) + len(own) > size:
            yield own[:size]
            own = own[size:]
        waiting += own
    if waiting:
        yield waiting

"""The sentences that are coded, each with its place in the letter and the cues found in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from letters.domain.parsed import ParsedLetter, PassageKind
from positions.domain.entries import Codebook
from positions.domain.lexicon import Hit, Lexicon

_CODED = (PassageKind.BODY, PassageKind.ANNEX)
_WORD = re.compile(r"\w+")
_PARENTHESES = re.compile(r"\([^()]*\)")


@dataclass(slots=True)
class Sentence:
    """A sentence at letter.text[start:end]; `position` counts within its passage, `passage` the coded passages.

    Nothing changes it; it is not frozen because a frozen one takes four times as long to make.
    """

    start: int
    end: int
    text: str
    passage: int
    position: int
    headings: tuple[str, ...]
    annex: bool
    language: str
    item: bool  # goes on with a list, or with a sentence that a colon broke off
    hits: Mapping[str, tuple[Hit, ...]]
    bracketed: tuple[tuple[int, int], ...]

    def of(self, group: str) -> tuple[Hit, ...]:
        return self.hits.get(group, ())

    def topical(self, group: str, topic: str) -> tuple[Hit, ...]:
        return self.hits.get(f"{group}:{topic}", ())

    def plain(self, group: str) -> list[Hit]:
        """The hits that stand outside parentheses: a reference in brackets says nothing of the sentence around it."""
        return [hit for hit in self.of(group) if not any(a <= hit.start < b for a, b in self.bracketed)]

    def opens_with(self, group: str, within: int = 0) -> bool:
        """Whether such a cue stands at the head, after at most `within` words."""
        return any(words_between(self.text, 0, hit.start) <= within for hit in self.of(group))


def coded_sentences(letter: ParsedLetter, codebook: Codebook) -> list[Sentence]:
    found: list[Sentence] = []
    passages = [passage for passage in letter.passages if passage.kind in _CODED]
    for number, passage in enumerate(passages):
        for position, (start, end) in enumerate(passage.sentences):
            text = letter.text[start:end]
            found.append(
                Sentence(
                    start=start,
                    end=end,
                    text=text,
                    passage=number,
                    position=position,
                    headings=passage.headings,
                    annex=passage.kind is PassageKind.ANNEX,
                    language=passage.language,
                    item=bool(found) and found[-1].text.rstrip().endswith((":", ";")),
                    hits=grouped(codebook.lexicon, text),
                    bracketed=tuple(match.span() for match in _PARENTHESES.finditer(text)),
                )
            )
    return found


def grouped(lexicon: Lexicon, text: str) -> Mapping[str, tuple[Hit, ...]]:
    """The hits by group, and those of a topic by `group:topic` as well."""
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in lexicon.find(text):
        for key in hit.cue.keys:
            groups[key].append(hit)
    return {group: tuple(hits) for group, hits in groups.items()}


def words_between(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) if start < end else 0


def covers(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end

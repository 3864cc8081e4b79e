"""The sentences that are coded, each with its place in the letter and the cues found in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from letters.domain.parsed import ParsedLetter, PassageKind
from positions.domain.entries import Codebook
from positions.domain.lexicon import Hit, Lexicon

_CODED = (PassageKind.BODY, PassageKind.ANNEX)
_WORD = re.compile(r"\w+")
_PARENTHESES = re.compile(r"\([^()]*\)")


class Hits(NamedTuple):
    """The general hits of one text by group, and those of topics by topic and group."""

    by_group: Mapping[str, Sequence[Hit]]
    by_topic: Mapping[str, Mapping[str, Sequence[Hit]]]


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
    hits: Hits
    bracketed: tuple[tuple[int, int], ...]

    def of(self, group: str) -> Sequence[Hit]:
        return self.hits.by_group.get(group, ())

    def topical(self, group: str, topic: str) -> Sequence[Hit]:
        of_topic = self.hits.by_topic.get(topic)
        return of_topic.get(group, ()) if of_topic else ()

    def may_name(self, topic: str) -> bool:
        """Whether a name of the topic stands in it, be it one that counts only beside another word."""
        of_topic = self.hits.by_topic.get(topic, {})
        return "topic:terms" in of_topic or "topic:weak" in of_topic

    def plain(self, group: str) -> list[Hit]:
        """The hits that stand outside parentheses: a reference in brackets says nothing of the sentence around it."""
        return [hit for hit in self.of(group) if not any(a <= hit.start < b for a, b in self.bracketed)]

    def opens_with(self, group: str, within: int = 0) -> bool:
        """Whether such a cue stands at the head, after at most `within` words: the first one does, or none."""
        hits = self.of(group)
        return bool(hits) and words_between(self.text, 0, hits[0].start) <= within


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
                    bracketed=tuple(match.span() for match in _PARENTHESES.finditer(text)) if "(" in text else (),
                )
            )
    return found


def grouped(lexicon: Lexicon, text: str) -> Hits:
    by_group: dict[str, list[Hit]] = defaultdict(list)
    by_topic: dict[str, dict[str, list[Hit]]] = {}
    for hit in lexicon.find(text):
        cue = hit.cue
        if cue.general:
            by_group[cue.group].append(hit)
        if cue.topic:
            of_topic = by_topic.get(cue.topic)
            if of_topic is None:
                of_topic = by_topic[cue.topic] = defaultdict(list)
            of_topic[cue.group].append(hit)
    return Hits(by_group, by_topic)


def words_between(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) if start < end else 0


def covers(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end

"""The coded sentences, each with its position in the letter and the cues found in it."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.sentence_bounds import LONGEST
from positions.domain.codebook.matcher import Hit, Hits, Lexicon, parts_of
from positions.domain.codebook.types import Codebook
from positions.domain.rules_coder.word_cache import WordCache

_CODED = (PassageKind.BODY, PassageKind.ANNEX)
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_PARENTHESES = re.compile(r"\([^()]*\)")
_LONGEST_OPENING = 80  # characters: no four words take more
_QUOTES = '«“"‘„'
# Not a statement: that follows a colon, or ends as a sentence does.
_TITLE = re.compile(r"(?<!: )[«“\"‘„](?=[A-Z0-9])(?:[^«»“”\"‘’„]|(?<=\w)’(?=\w)){3,120}(?<![.!?])[»”\"’](?!\w)")


@dataclass(slots=True)
class Sentence:
    """A sentence at letter.text[start:end]; `position` counts within its passage, `passage` the coded passages.

    Treated as immutable; not frozen, because a frozen one takes four times as long to create.
    """

    start: int
    end: int
    text: str
    parts: list[str]  # separators and words, alternately
    words: frozenset[str]  # in lower case
    passage: int
    position: int
    headings: tuple[str, ...]
    annex: bool
    language: str
    item: bool  # continues a list, or a sentence that ends in a colon
    hits: Hits  # words of a quoted title («Kansen benutten») count for topics and holders only, not for judgements
    bracketed: tuple[tuple[int, int], ...]
    notes: dict[str, object] = field(default_factory=dict)  # cache of topic-independent results

    def search(self, pattern: re.Pattern[str], among: frozenset[str]) -> re.Match[str] | None:
        """Search for a pattern that needs one of some words, which most sentences do not have."""
        return None if among.isdisjoint(self.words) else pattern.search(self.text)

    def of(self, group: str) -> Sequence[Hit]:
        return self.hits.get(group, ())

    def topical(self, group: str, topic: str) -> Sequence[Hit]:
        return self.hits.get((topic, group), ())

    def plain(self, group: str) -> Sequence[Hit]:
        """Return the hits outside parentheses: a bracketed reference does not characterise its sentence."""
        hits = self.hits.get(group)
        if not hits or not self.bracketed:
            return hits or ()
        return [hit for hit in hits if not any(a <= hit.start < b for a, b in self.bracketed)]

    def opens_with(self, group: str, within: int = 0) -> bool:
        """True if the first hit of the group is at the start, after at most `within` words."""
        hits = self.hits.get(group)
        if not hits or hits[0].start > _LONGEST_OPENING:
            return False
        return self.opens_at(hits[0].start, within)

    def opens_at(self, start: int, within: int) -> bool:
        """True if at most `within` words stand before a place: if the word after so many begins there or later."""
        return start == 0 or start <= sum(map(len, self.parts[: 2 * within + 1]))


def coded_sentences(letter: ParsedLetter, codebook: Codebook) -> list[Sentence]:
    """Return the sentences of the body and its annexes, without those that are longer than `LONGEST`."""
    found: list[Sentence] = []
    passages = [passage for passage in letter.passages if passage.kind in _CODED]
    for number, passage in enumerate(passages):
        for position, (start, end) in enumerate(passage.sentences):
            if end - start > LONGEST:
                continue
            text = letter.text[start:end]
            parts = parts_of(text)
            found.append(
                Sentence(
                    start=start,
                    end=end,
                    text=text,
                    parts=parts,
                    words=words_of(text, parts),
                    passage=number,
                    position=position,
                    headings=passage.headings,
                    annex=passage.kind is PassageKind.ANNEX,
                    language=passage.language,
                    item=bool(found) and found[-1].text.rstrip().endswith((":", ";")),
                    hits=hits_in(text, codebook.lexicon, parts),
                    bracketed=tuple(match.span() for match in _PARENTHESES.finditer(text)) if "(" in text else (),
                )
            )
    return found


def sentence_alone(text: str, codebook: Codebook) -> Sentence:
    """Return a sentence without context."""
    return with_hits_of(codebook.lexicon, text)


def with_hits_of(lexicon: Lexicon, text: str) -> Sentence:
    """Return a sentence without context, with the cues of this lexicon."""
    parts = parts_of(text)
    return Sentence(
        start=0, end=len(text), text=text, parts=parts, words=words_of(text, parts), passage=0, position=0, headings=(),
        annex=False, language="nl", item=False, hits=hits_in(text, lexicon, parts), bracketed=(),
    )  # fmt: skip


def hits_in(text: str, lexicon: Lexicon, parts: list[str]) -> Hits:
    """Return the hits of a text; `parts` are those of the text (`parts_of`)."""
    hits = lexicon.filed(text, parts)
    quotes = not text.isascii() or '"' in text
    return _outside_titles(hits, text) if quotes and any(map(text.__contains__, _QUOTES)) else hits


def _outside_titles(hits: Hits, text: str) -> Hits:
    titles = [match.span() for match in _TITLE.finditer(text)]
    if not titles:
        return hits
    found: Hits = {}
    for slot, of_slot in hits.items():
        group = slot if isinstance(slot, str) else slot[1]
        names = group.startswith(("topic:", "holder:"))
        if left := [hit for hit in of_slot if names or not any(a <= hit.start < b for a, b in titles)]:
            found[slot] = left
    return found


def add_hit(sentence: Sentence, hit: Hit) -> None:
    """Insert one more hit, in the order of the text."""
    for slot in hit.cue.slots:
        insort(sentence.hits.setdefault(slot, []), hit, key=_start)


def _start(hit: Hit) -> int:
    return hit.start


def words_of(text: str, parts: list[str] | None = None) -> frozenset[str]:
    """Return the words in lower case. `parts` are those of the text, if known."""
    if parts and "İ" not in text and "Σ" not in text:  # what these are in lower case depends on what is beside them
        return frozenset(map(_LOWERED.__getitem__, parts[1::2]))
    return frozenset(_WORD.findall(text.lower()))


_LOWERED = WordCache(str.lower)


def digits(sentence: Sentence) -> int:
    """Count the digits, once a sentence."""
    known = sentence.notes.get("digits")
    if not isinstance(known, int):
        known = sentence.notes["digits"] = len(_DIGIT.findall(sentence.text))
    return known


def words_between(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) if start < end else 0


def covers(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end

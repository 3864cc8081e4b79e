"""Steps between letters in a row, over all topics: what the page of changes and its feed show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.safestring import SafeString

from letters.differing import ALIKE, by_word
from positions.domain.lines import Change
from positions.domain.scale import Holder
from positions.domain.series import Dot
from positions.models import Topic
from positions.phrases import step_words
from positions.timelines import Reading

WORD = re.compile(r"\w+")
NEWEST, BIGGEST = "newest", "biggest"


@dataclass(frozen=True, slots=True)
class Step:
    """From the letter before (`dot.before`, None where this is the first) to this one."""

    topic: Topic
    dot: Dot

    @property
    def change(self) -> Change:
        assert self.dot.change
        return self.dot.change

    @property
    def numbers(self) -> tuple[str, str]:
        """The positions before and after, as they are shown."""
        assert self.dot.before
        return step_words(self.dot.before.position.mean, self.dot.position.mean)

    @property
    def id(self) -> str:
        return f"{self.topic.slug}-{self.dot.letter.pk}"

    def marked(self) -> tuple[SafeString | str, SafeString | str]:
        """The two typical quotes, with the words that differ marked where the sentences are alike at all."""
        before = self.dot.before.typical.words if self.dot.before else ""
        after = self.dot.typical.words
        return by_word(before, after) if in_common(before, after) >= ALIKE else (before, after)


def steps(
    reading: Reading,
    topics: Iterable[Topic],
    *,
    kinds: Collection[Change] = (),
    order: str = NEWEST,
    holder: Holder = Holder.CABINET,
) -> list[Step]:
    """Newest first, or by how far the position moved; a first letter has not moved and stands last then."""
    found = [
        Step(topic, dot)
        for topic in topics
        for dot in reading.series(topic.slug, holder).dots
        if not kinds or dot.change in kinds
    ]
    found.sort(key=lambda step: (step.dot.letter.day, step.dot.letter.key, -step.topic.position), reverse=True)
    if order == BIGGEST:
        found.sort(key=lambda step: abs(step.dot.moved) if step.dot.moved is not None else -1, reverse=True)
    return found


def in_common(before: str, after: str) -> float:
    """The share of words that both sentences have in the same order, 0 to 1."""
    return SequenceMatcher(None, WORD.findall(before.lower()), WORD.findall(after.lower()), autojunk=False).ratio()

"""Steps between consecutive letters, over all topics, for the page of changes and its feed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import overload

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from letters.models import Letter
from letters.rendering.diff import ALIKE, by_word
from positions.domain.timeline.lines import Pool, Step
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.steps import Kind, Towards, Verdict
from positions.domain.timeline.summed_series import SummedSeries
from positions.labels.position_words import step_numbers
from positions.models import Topic
from positions.timelines.letters_of_days import letters_of_days
from positions.timelines.query import TimelineOptions

WORD = re.compile(r"\w+")
NEWEST, BIGGEST = "newest", "biggest"
NEWS = (Verdict.REVERSED, Verdict.MOVED)  # verdicts that are listed by default


Place = tuple[date, str]  # day and cabinet


@dataclass(frozen=True, slots=True)
class TopicStep:
    """A step and its topic; `dot` is that of its letter, the first of those that are shown."""

    topic: Topic
    step: Step
    dot: Dot

    @property
    def numbers(self) -> tuple[str, str]:
        """The means before and after, formatted; only for a step with both."""
        assert self.step.before
        return step_numbers(self.step.before.position.mean, self.step.after.position.mean)

    @property
    def id(self) -> str:
        return f"{self.topic.slug}-{self.step.after.letters[0].pk}"

    @property
    def sides(self) -> list[tuple[Pool, SafeString | str]]:
        """The letters before (if any) and after with their typical quotes, with the diff marked if they are similar."""
        after = self.step.after
        if self.step.before is None:
            return [(after, after.typical.words)]
        before, words = self.step.before.typical.words, after.typical.words
        marked = by_word(before, words) if in_common(before, words) >= ALIKE else (before, words)
        return [(self.step.before, marked[0]), (after, marked[1])]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filter of steps; an empty tuple lets all through. `settled` leaves provisional steps out."""

    verdicts: tuple[Verdict, ...] = ()
    kinds: tuple[Kind, ...] = ()
    towards: tuple[Towards, ...] = ()
    settled: bool = False

    def __contains__(self, step: Step) -> bool:
        return (
            (not self.verdicts or step.verdict in self.verdicts)
            and (not self.kinds or step.kind in self.kinds)
            and (not self.towards or step.towards in self.towards)
            and not (self.settled and step.provisional)
        )


class StepList(Sequence[TopicStep]):
    """Steps in order, of which those that are asked for are read: a line of sums has no letters and quotes.

    `found` are the steps as their lines have them, with their topics. `lines` are of these `letters`.
    """

    def __init__(
        self,
        found: list[tuple[Topic, Step]],
        lines: Mapping[Topic, Series],
        letters: QuerySet[Letter],
        asked: TimelineOptions,
    ) -> None:
        self.found = found
        self._lines, self._letters, self._asked = lines, letters, asked

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, place: int) -> TopicStep: ...
    @overload
    def __getitem__(self, place: slice) -> list[TopicStep]: ...
    def __getitem__(self, place: int | slice) -> TopicStep | list[TopicStep]:
        return self.read([self.found[place]])[0] if isinstance(place, int) else self.read(self.found[place])

    def __iter__(self) -> Iterator[TopicStep]:
        return iter(self.read(self.found))

    def read(self, found: Sequence[tuple[Topic, Step]]) -> list[TopicStep]:
        """Return these steps with their letters, in their order; five queries for each topic of sums. One whose letters
        were changed meanwhile is left out.
        """
        by_topic = defaultdict[Topic, list[Step]](list)
        for topic, step in found:
            by_topic[topic].append(step)
        known = {topic: self._read(topic, steps) for topic, steps in by_topic.items()}
        places = ((topic, _place(step.after)) for topic, step in found)
        return [known[topic][place] for topic, place in places if place in known[topic]]

    def _read(self, topic: Topic, steps: Sequence[Step]) -> dict[Place, TopicStep]:
        """Return the steps of one topic with their letters, by day and cabinet."""
        line = self._lines[topic]
        if isinstance(line, SummedSeries):
            days = {pool.day for step in steps for pool in (step.before, step.after) if pool}
            few = letters_of_days(topic, line, days, self._letters, self._asked, pools=True)
            line, steps = few, _with_pools(steps, {_place(pool): pool for pool in few.pools})
        dots = {dot.letter.pk: dot for dot in line.dots}
        first = {_place(step.after): next(filter(None, map(dots.get, _ids(step.after))), None) for step in steps}
        return {
            place: TopicStep(topic, step, dot)
            for step in steps
            if (place := _place(step.after)) and (dot := first[place])
        }


def steps(
    lines: Mapping[Topic, Series],
    letters: QuerySet[Letter],
    asked: TimelineOptions,
    wanted: Wanted = Wanted(),
    *,
    order: str = NEWEST,
    most: int | None = None,
) -> StepList:
    """Return the steps of these lines of `letters`, newest first, or by difference of the means, with starts of lines
    last. With `most` at least so many of the newest, if there are, and not all.
    """
    found = [(topic, step) for topic, line in lines.items() for step in _steps_of(line, wanted, most)]
    found.sort(key=_newest_last, reverse=True)
    if order == BIGGEST:
        found.sort(key=lambda each: abs(each[1].difference.value) if each[1].difference else -1, reverse=True)
    return StepList(found, lines, letters, asked)


def _steps_of(line: Series, wanted: Wanted, most: int | None) -> Iterable[Step]:
    if most is not None and isinstance(line, SummedSeries):
        return line.newest_steps(wanted.__contains__, most)
    return filter(wanted.__contains__, line.steps_shown)


def _with_pools(steps: Iterable[Step], pools: Mapping[Place, Pool]) -> list[Step]:
    """Return these steps between pools that have letters; without one whose pools are not there."""
    found = [(step, pools.get(_place(step.after)), step.before and pools.get(_place(step.before))) for step in steps]
    return [
        replace(step, after=after, before=before)
        for step, after, before in found
        if after and (before or not step.before)
    ]


def _place(pool: Pool) -> Place:
    return pool.day, pool.cabinet


def _ids(pool: Pool) -> list[int]:
    return [letter.pk for letter in pool.letters]


def _newest_last(each: tuple[Topic, Step]) -> tuple[date, str, str]:
    topic, step = each
    return step.after.day, topic.slug, step.after.cabinet


def in_common(before: str, after: str) -> float:
    """Return the similarity of two sentences by words, 0 to 1 (difflib ratio)."""
    return SequenceMatcher(None, WORD.findall(before.lower()), WORD.findall(after.lower()), autojunk=False).ratio()

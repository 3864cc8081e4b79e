"""Steps between consecutive letters, over all topics, for the page of changes and its feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from letters.models import Letter
from letters.rendering.diff import ALIKE, by_word
from positions.domain.scale import Holder
from positions.domain.timeline.lines import Pool, Step
from positions.domain.timeline.series import Series
from positions.domain.timeline.steps import Kind, Towards, Verdict
from positions.domain.timeline.summed_series import SummedSeries
from positions.labels.position_words import step_numbers
from positions.models import Topic
from positions.timelines.query import TimelineData, TimelineOptions, look_up

WORD = re.compile(r"\w+")
NEWEST, BIGGEST = "newest", "biggest"
NEWS = (Verdict.REVERSED, Verdict.MOVED)  # verdicts that are listed by default


@dataclass(frozen=True, slots=True)
class TopicStep:
    """A step and its topic."""

    topic: Topic
    step: Step

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
        chosen = ((self.verdicts, step.verdict), (self.kinds, step.kind), (self.towards, step.towards))
        return all(not among or value in among for among, value in chosen) and not (self.settled and step.provisional)


def steps(
    reading: TimelineData, topics: Iterable[Topic], wanted: Wanted = Wanted(), *, order: str = NEWEST,
    holder: Holder = Holder.CABINET,
) -> list[TopicStep]:  # fmt: skip
    """Return the steps of one holder, newest first, or by difference of the means, with starts of lines last."""
    found = _newest_first(
        TopicStep(topic, step)
        for topic in topics
        for step in reading.series(topic.slug, holder).steps_shown
        if step in wanted
    )
    if order == BIGGEST:
        found.sort(key=lambda each: abs(each.step.difference.value) if each.step.difference else -1, reverse=True)
    return found


def newest(
    lines: Mapping[Topic, Series], wanted: Wanted, most: int, letters: QuerySet[Letter], asked: TimelineOptions
) -> list[TopicStep]:
    """Return the newest steps of the cabinet's lines, as `steps` does. Of a line of sums the letters of these steps are
    read, of those `letters` that no filter leaves out: five queries for each such line that has any.
    """
    every = {topic: _newest_of(line, wanted, most) for topic, line in lines.items()}
    days = sorted((step.after.day for of_line in every.values() for step in of_line), reverse=True)
    since = days[:most][-1] if days else None
    found = list[TopicStep]()
    for topic, line in lines.items():
        newest_of = [step for step in every[topic] if since and step.after.day >= since]
        if isinstance(line, SummedSeries):
            newest_of = _with_letters(topic, newest_of, letters, asked)
        found += [TopicStep(topic, step) for step in newest_of]
    return _newest_first(found)[:most]


def _newest_of(line: Series, wanted: Wanted, most: int) -> list[Step]:
    if isinstance(line, SummedSeries):
        return line.newest_steps(wanted.__contains__, most)
    return [step for step in line.steps_shown if step in wanted]


def _with_letters(
    topic: Topic, summed: Sequence[Step], letters: QuerySet[Letter], asked: TimelineOptions
) -> list[Step]:
    """Return these steps with the letters on both sides and their quotes; without one that has changed meanwhile."""
    days = {pool.day for step in summed for pool in (step.before, step.after) if pool}
    if not days:
        return []
    line = look_up([topic], asked, letters.filter(document_date__in=days)).series(topic.slug)
    pools = {_place(pool): pool for pool in line.pools}
    found = [(step, pools.get(_place(step.after)), step.before and pools.get(_place(step.before))) for step in summed]
    return [
        replace(step, after=after, before=before)
        for step, after, before in found
        if after and (before or not step.before)
    ]


def _place(pool: Pool) -> tuple[date, str]:
    return pool.day, pool.cabinet


def _newest_first(found: Iterable[TopicStep]) -> list[TopicStep]:
    return sorted(found, key=lambda each: (each.step.after.day, each.id, -each.topic.position), reverse=True)


def in_common(before: str, after: str) -> float:
    """Return the similarity of two sentences by words, 0 to 1 (difflib ratio)."""
    return SequenceMatcher(None, WORD.findall(before.lower()), WORD.findall(after.lower()), autojunk=False).ratio()

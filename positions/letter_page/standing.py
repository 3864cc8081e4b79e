"""A letter's position on its topics, between the letters on the cabinet's line before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from letters.models import Letter
from positions.codebook import store
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.lines import Pool
from positions.domain.timeline.series import Dot, Series, letter_saliences
from positions.labels import position_words
from positions.labels.codes import HOLDERS, holder_name
from positions.labels.palette import look_of
from positions.letter_page.shown_stances import timeline_of
from positions.models import Topic
from positions.timelines.query import TimelineData


@dataclass(frozen=True, slots=True)
class PositionLabel:
    """A position in words; `proposed` if it rests on proposals alone."""

    dot: Dot
    axis: CodebookTopic

    @property
    def proposed(self) -> bool:
        return not self.dot.accepted

    @property
    def stand(self) -> str:
        return position_words.stand_words(self.dot.position, self.axis)

    @property
    def basis(self) -> str:
        return position_words.basis_words(self.dot.position, accepted=self.dot.accepted)

    @property
    def step(self) -> str:
        return position_words.step_words(self.dot.step, self.axis) if self.dot.step else ""

    @property
    def provisional(self) -> str:
        return position_words.provisional_words(self.dot.step) if self.dot.step else ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The pooled letters of one day on the same line, before or after."""

    pool: Pool
    axis: CodebookTopic

    @property
    def stand(self) -> str:
        return position_words.stand_words(self.pool.position, self.axis)

    @property
    def basis(self) -> str:
        return position_words.basis_words(self.pool.position)


@dataclass(frozen=True, slots=True)
class OtherHolder:
    holder: str
    taken: PositionLabel


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """One topic in one letter. `cabinet` is None without a position of it, `share` if the letter is not read."""

    topic: Topic
    axis: CodebookTopic
    cabinet: PositionLabel | None
    others: list[OtherHolder]
    share: Fraction | None
    earlier: Neighbour | None
    later: Neighbour | None

    @property
    def timeline(self) -> str:
        return timeline_of(self.topic.slug)

    @property
    def look(self) -> str:
        return f"topic-{look_of(self.topic.position).number}"

    @property
    def share_words(self) -> str:
        return position_words.share_words(self.share)


def standings(letter: Letter, topics: Sequence[Topic], reading: TimelineData) -> list[TopicStanding]:
    """Return the standings in order of the topics. The number of queries is constant."""
    if not topics:
        return []
    axes = {axis.slug: axis for axis in store.codebook_of(store.newest().pk).topics}
    return [standing(letter, topic, axes[topic.slug], reading) for topic in topics if topic.slug in axes]


def standing(letter: Letter, topic: Topic, axis: CodebookTopic, reading: TimelineData) -> TopicStanding:
    cabinet = reading.series(topic.slug)
    own = cabinet.dot_of(letter.pk)
    earlier, later = previous_and_next(cabinet, letter)
    others = [(holder, reading.series(topic.slug, holder).dot_of(letter.pk)) for holder in HOLDERS]
    return TopicStanding(
        topic,
        axis,
        PositionLabel(own, axis) if own else None,
        [
            OtherHolder(holder_name(holder), PositionLabel(dot, axis))
            for holder, dot in others
            if dot and holder is not Holder.CABINET
        ],
        letter_saliences(reading.sayings.get(topic.slug, [])).get(letter.pk),
        Neighbour(earlier, axis) if earlier else None,
        Neighbour(later, axis) if later else None,
    )


def previous_and_next(series: Series, letter: Letter) -> tuple[Pool | None, Pool | None]:
    """Return the pools on the cabinet's line before and after this letter's day, of any cabinet."""
    day = letter.document_date
    if day is None:
        return None, None
    before = [pool for pool in series.pools if pool.day < day]
    after = [pool for pool in series.pools if pool.day > day]
    return (before[-1] if before else None), (after[0] if after else None)

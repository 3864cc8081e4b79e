"""The holders in a letter and what each said of one topic, in words: the cabinet beside adviser, allies and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letters.models import Letter
from positions.codebook import store
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.cabinet_and_others import Endorsed, LetterHolders, Relation, beside_cabinet, of_letter
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.typical_quote import Quote
from positions.labels.codes import holder_name
from positions.labels.palette import look_of
from positions.labels.position_words import basis_words, relation_words, stand_words
from positions.labels.summaries import day_beside
from positions.letter_page.shown_stances import score_words
from positions.models import Topic
from positions.timelines.endorsements import endorsement_cues
from positions.timelines.query import TimelineData

SHOWN = 2  # endorsements; the others are folded


@dataclass(frozen=True, slots=True)
class Voice:
    """One holder's position in a letter."""

    dot: Dot
    axis: CodebookTopic
    holder: Holder
    relation: Relation | None = None

    @property
    def who(self) -> str:
        return holder_name(self.holder)

    @property
    def stand(self) -> str:
        return stand_words(self.dot.position, self.axis)

    @property
    def basis(self) -> str:
        return basis_words(self.dot.position)

    @property
    def sentences(self) -> list[tuple[Quote, str]]:
        """Every accepted sentence, in the order of the text, with its score in words; none if the typical quotes are
        all that there is.
        """
        quotes = self.dot.quotes
        if len(quotes) <= len(self.dot.typicals):
            return []
        return [(quote, score_words(quote.score, self.axis)) for quote in quotes]

    @property
    def beside(self) -> str:
        return relation_words(self.relation) if self.relation else ""


@dataclass(frozen=True, slots=True)
class LetterVoices:
    """The positions of each holder in a letter on one topic."""

    found: LetterHolders
    axis: CodebookTopic
    topic: Topic

    @property
    def look(self) -> str:
        return f"topic-{look_of(self.topic.position).number}"

    @property
    def day(self) -> str:
        return day_beside(self.found.letter)

    @property
    def others(self) -> list[Voice]:
        return [Voice(each.dot, self.axis, each.holder, each.relation) for each in self.found.others]

    @property
    def cabinet(self) -> Voice | None:
        return Voice(self.found.cabinet, self.axis, Holder.CABINET) if self.found.cabinet else None

    @property
    def endorsed_at_once(self) -> Sequence[Endorsed]:
        return self.found.endorsed[:SHOWN]

    @property
    def endorsed_folded(self) -> Sequence[Endorsed]:
        return self.found.endorsed[SHOWN:]


def voices(topic: Topic, axis: CodebookTopic, reading: TimelineData) -> list[LetterVoices]:
    """Return the letters in which the cabinet stands beside others, newest first. At most one query."""
    every = every_series(topic, reading)
    cues = endorsement_cues(every[Holder.CABINET].accepted, reading.codebook)
    return [LetterVoices(found, axis, topic) for found in beside_cabinet(every, cues)]


def voices_in(letter: Letter, topics: Sequence[Topic], reading: TimelineData) -> list[LetterVoices]:
    """Return, by topic, who said what in this letter, where there is anything to compare. At most one query."""
    if not topics:
        return []
    axes = {axis.slug: axis for axis in store.codebook_of(reading.codebook).topics}
    every = {topic: every_series(topic, reading) for topic in topics if topic.slug in axes}
    own = (dot for series in every.values() for dot in series[Holder.CABINET].accepted if dot.letter.pk == letter.pk)
    cues = endorsement_cues(own, reading.codebook)
    found = ((topic, of_letter(letter.pk, series, cues)) for topic, series in every.items())
    return [LetterVoices(there, axes[topic.slug], topic) for topic, there in found if there and there.compares]


def every_series(topic: Topic, reading: TimelineData) -> dict[Holder, Series]:
    return {holder: reading.series(topic.slug, holder) for holder in Holder}

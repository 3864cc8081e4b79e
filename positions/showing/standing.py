"""Where a letter stands on its topics, between the letters before and after it that take a position there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, QuerySet

from letters.models import Letter
from positions import codebooks, phrases
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Dot, Series, letter_saliences
from positions.looks import look_of
from positions.models import Stance, Topic
from positions.reviewing.words import HOLDERS, holder_name
from positions.showing.said import timeline_of
from positions.timelines import Asked, Reading, look_up, published


@dataclass(frozen=True, slots=True)
class Taken:
    """A position in words: «+0,8», «richting afschrikking», «5 zinnen»; `proposed` while nobody has decided."""

    dot: Dot
    axis: Axis

    @property
    def proposed(self) -> bool:
        return not self.dot.accepted

    @property
    def mean(self) -> str:
        return phrases.mean_words(self.dot.position.mean)

    @property
    def leaning(self) -> str:
        return phrases.leaning(self.dot.position.mean, self.axis)

    @property
    def sentences(self) -> str:
        return phrases.sentences_words(self.dot.position.sentences)

    @property
    def change(self) -> str:
        return phrases.change_words(self.dot.change) if self.dot.change and self.dot.before else ""


@dataclass(frozen=True, slots=True)
class OtherVoice:
    holder: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class Standing:
    """One topic in one letter. `cabinet` is None without a position of it, `share` where nothing is accepted."""

    topic: Topic
    axis: Axis
    cabinet: Taken | None
    others: list[OtherVoice]
    share: Fraction | None
    earlier: Taken | None
    later: Taken | None

    @property
    def timeline(self) -> str:
        return timeline_of(self.topic.slug)

    @property
    def look(self) -> str:
        return f"topic-{look_of(self.topic.position).number}"

    @property
    def share_words(self) -> str:
        return phrases.share_words(self.share)


def standings(letter: Letter, topics: Sequence[Topic], *, proposals: bool) -> list[Standing]:
    """On these topics, in their order. Three queries, however many letters, topics and stances there are."""
    if not topics:
        return []
    nearest = [letter.pk, *neighbours(letter, topics)]
    reading = look_up(topics, Letter.objects.filter(pk__in=nearest), Asked(proposals=proposals))
    axes = {axis.slug: axis for axis in codebooks.codebook_of(codebooks.newest().pk).topics}
    return [standing(letter, topic, axes[topic.slug], reading) for topic in topics if topic.slug in axes]


def standing(letter: Letter, topic: Topic, axis: Axis, reading: Reading) -> Standing:
    cabinet = reading.series(topic.slug)
    own = dot_of(cabinet, letter)
    earlier, later = around(cabinet, letter)
    others = [(holder, dot_of(reading.series(topic.slug, holder), letter)) for holder in HOLDERS]
    return Standing(
        topic,
        axis,
        Taken(own, axis) if own else None,
        [
            OtherVoice(holder_name(holder), Taken(dot, axis))
            for holder, dot in others
            if dot and holder is not Holder.CABINET
        ],
        letter_saliences(reading.sayings.get(topic.slug, [])).get(letter.pk),
        Taken(earlier, axis) if earlier else None,
        Taken(later, axis) if later else None,
    )


def dot_of(series: Series, letter: Letter) -> Dot | None:
    """What the letter says: accepted, else proposed, with or without a date."""
    there = (*series.dots, *series.hollow, *series.undated)
    return next((dot for dot in there if dot.letter.pk == letter.pk), None)


def around(series: Series, letter: Letter) -> tuple[Dot | None, Dot | None]:
    """The accepted dots before and after the letter's place on the line."""
    if letter.document_date is None:
        return None, None
    here = (letter.document_date, letter.key)
    before = [dot for dot in series.dots if (dot.letter.day, dot.letter.key) < here]
    after = [dot for dot in series.dots if (dot.letter.day, dot.letter.key) > here]
    return (before[-1] if before else None), (after[0] if after else None)


def neighbours(letter: Letter, topics: Iterable[Topic]) -> list[int]:
    """The nearest letters before and after that take an accepted cabinet position on a topic; one query for all."""
    if letter.document_date is None:
        return []
    day, key = letter.document_date, letter.key
    before = Q(document_date__lt=day) | Q(document_date=day, key__lt=key)
    after = Q(document_date__gt=day) | Q(document_date=day, key__gt=key)
    asked: list[QuerySet[Letter]] = []
    for topic in topics:
        asked.append(_speaking_of(topic).filter(before).order_by("-document_date", "-key")[:1])
        asked.append(_speaking_of(topic).filter(after).order_by("document_date", "key")[:1])
    first, *rest = (each.values("pk") for each in asked)
    return [row["pk"] for row in first.union(*rest)]


def _speaking_of(topic: Topic) -> QuerySet[Letter]:
    said = Stance.objects.filter(
        revision__letter=OuterRef("pk"),
        revision__is_current=True,
        topic=topic,
        holder=Holder.CABINET.value,
        score__isnull=False,
    )
    return published().filter(Exists(said.accepted()))

"""Comparison of a cited letter with the citing one, on the topics of the sentence that cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models.expressions import RawSQL

from letters.models import Citation, Letter, Revision
from positions.domain.timeline.series import Dot
from positions.models import Stance, Topic
from positions.summary_table import reading as summaries
from positions.timelines.query import TimelineData, TimelineOptions, look_up, published, restricted

Said = tuple[int, int, Topic]  # start and end of a stance in the letter's current text, and its topic


class Says(StrEnum):
    """Knowledge of a letter on a topic: the first that holds, in this order."""

    HIDDEN = "hidden"  # this reader codes the letter blind
    NO_LETTER = "no letter"  # another kind of paper, which is not coded
    POSITION = "position"
    PROPOSED = "proposed"  # a position by open proposals alone
    MENTION = "mention"  # the topic comes up, without a position of the cabinet
    SILENT = "silent"  # a person read the letter, and nothing of it is on the topic
    NOT_READ = "not read"  # unknown


@dataclass(frozen=True, slots=True)
class Stand:
    """Stand of the cabinet on a topic in a letter. `dot` is its position, None unless it has one."""

    letter: Letter
    says: Says
    dot: Dot | None = None


@dataclass(frozen=True, slots=True)
class ThenNow:
    """One topic of a citing sentence, in the cited letter (`then`) and in the citing one (`now`)."""

    topic: Topic
    then: Stand
    now: Stand


@dataclass(frozen=True, slots=True)
class Compared:
    """A citation with the topics of its sentence; `topics` is empty if it is on none, or the sentence is unknown.

    `pairs` has a pair for each topic if the cited letter is shown here, else none.
    """

    citation: Citation
    topics: tuple[Topic, ...] = ()
    pairs: tuple[ThenNow, ...] = ()


@dataclass(frozen=True, slots=True)
class Compare:
    """Data that citations are compared by: the positions of all letters involved, and which of them are read."""

    positions: TimelineData
    read: frozenset[int]
    hidden: frozenset[int] = frozenset()

    def pair(self, citation: Citation, topic: Topic, citing: Letter) -> ThenNow:
        cited = citation.target_letter
        assert cited is not None
        return ThenNow(topic, self.stand(cited, topic.slug), self.stand(citing, topic.slug))

    def stand(self, letter: Letter, topic: str) -> Stand:
        if letter.pk in self.hidden:
            return Stand(letter, Says.HIDDEN)
        if not letter.is_letter:
            return Stand(letter, Says.NO_LETTER)
        if dot := self.positions.series(topic).dot_of(letter.pk):
            return Stand(letter, Says.POSITION if dot.accepted else Says.PROPOSED, dot)
        if any(saying.letter.pk == letter.pk for saying in self.positions.sayings.get(topic, ())):
            return Stand(letter, Says.MENTION)
        return Stand(letter, Says.SILENT if letter.pk in self.read else Says.NOT_READ)


def topics_of(citation: Citation, said: Iterable[Said]) -> tuple[Topic, ...]:
    """Return the topics of the stances that overlap the citing sentence, or the one that its footnote belongs to."""
    spans = citation.citing_spans
    found = {
        topic.pk: topic for start, end, topic in said if any(start < last and first < end for first, last in spans)
    }
    return tuple(sorted(found.values(), key=lambda topic: topic.position))


def compared(citations: Sequence[Citation], said: Collection[Said], citing: Letter, by: Compare) -> list[Compared]:
    """Return the citations of one letter with what is compared. No query."""
    found = []
    for citation in citations:
        topics = topics_of(citation, said)
        pairs = [by.pair(citation, topic, citing) for topic in topics] if citation.target_letter else []
        found.append(Compared(citation, topics, tuple(pairs)))
    return found


def compared_among_letters(
    citations: Sequence[Citation], *, proposals: bool, hidden: frozenset[int] = frozenset()
) -> list[Compared]:
    """Return citations of any letters, with `letter` and `target_letter` at hand; ten queries, however many."""
    citing = {citation.letter_id: citation.letter for citation in citations if citation.letter_id not in hidden}
    said = _said_in(citing, proposals=proposals)
    topics = {topic.pk: topic for found in said.values() for _start, _end, topic in found}
    both = {*citing, *(citation.target_letter.pk for citation in citations if citation.target_letter)}
    by = compare(both, list(topics.values()), proposals=proposals, hidden=hidden)
    return [
        each
        for citation in citations
        for each in compared([citation], said.get(citation.letter_id, []), citation.letter, by)
    ]


def compare(letters: Collection[int], topics: Sequence[Topic], *, proposals: bool, hidden: frozenset[int]) -> Compare:
    """Return what these letters say on these topics; nothing is looked up if there is no topic, else eight queries."""
    if not topics:
        return Compare(TimelineData(), frozenset(), hidden)
    shown = published().filter(pk__in=letters).exclude(pk__in=hidden)
    found = look_up(topics, TimelineOptions(hidden=hidden), letters=shown)
    asked = TimelineOptions(proposals=proposals, hidden=hidden)
    positions = restricted({topic.slug: found for topic in topics}, None, asked)
    return Compare(positions, read_among(letters), hidden)


def read_among(letters: Collection[int]) -> frozenset[int]:
    """Return those of these letters of which a person read the current text (codebook, 5). Two queries."""
    there = published().filter(pk__in=letters)
    read = summaries.read_texts(there, summaries.due_letters())
    if read is None:
        return frozenset()
    texts = Revision.objects.filter(is_current=True, pk__in=RawSQL(*read)).order_by()
    return frozenset(texts.values_list("letter", flat=True))


def _said_in(letters: Collection[int], *, proposals: bool) -> dict[int, list[Said]]:
    """Return, by letter, the stances that speak in its current text."""
    speaking = Stance.objects.filter(revision__letter__in=letters).speaking(proposals=proposals)
    topics = Topic.objects.in_bulk()
    found = defaultdict[int, list[Said]](list)
    for letter, start, end, topic in speaking.order_by().values_list("revision__letter", "start", "end", "topic"):
        found[letter].append((start, end, topics[topic]))
    return found

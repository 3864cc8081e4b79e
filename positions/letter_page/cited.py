"""Citations of a letter in words: each citing sentence with what the cited letter says on its topics, and this one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from letters.models import Citation, Letter
from letters.models.letters import CitationQuerySet
from letters.pages.cited_documents import CitedDocument, cited_documents
from letters.rendering.layout import anchor_of
from positions.codebook import store
from positions.domain.codebook.types import CodebookTopic
from positions.domain.timeline.typical_quote import Quote
from positions.labels.palette import look_of
from positions.labels.summaries import day_words
from positions.letter_page.shown_stances import ShownStance
from positions.letter_page.standing import PositionLabel
from positions.models import Assignment, Stance, Topic
from positions.timelines.query import TimelineData
from positions.timelines.then_and_now import (
    Compare,
    Compared,
    Said,
    Says,
    Stand,
    ThenNow,
    compare,
    compared,
    read_among,
    topics_of,
)


@dataclass(frozen=True, slots=True)
class ShownStand:
    """One side of a comparison. `label` is the position, None unless the letter has one."""

    stand: Stand
    when: str
    label: PositionLabel | None

    @property
    def letter(self) -> Letter:
        return self.stand.letter

    @property
    def quotes(self) -> Sequence[Quote]:
        return self.stand.dot.typicals if self.stand.dot else ()

    @property
    def words(self) -> str:
        """Return what is known where there is no position; "" where there is one."""
        return {
            Says.HIDDEN: _("U codeert deze brief nu blind. Daarom staat hier niets."),
            Says.NO_LETTER: _("Dit is geen brief van het kabinet: daarvan worden geen standpunten vastgelegd."),
            Says.MENTION: _("Noemt het onderwerp, zonder standpunt van het kabinet."),
            Says.SILENT: _("Zegt hier niets over: een mens ging door alle zinnen."),
            Says.NOT_READ: _(
                "Hier is niets over vastgelegd. Nog niemand heeft deze brief helemaal gelezen: of hij er iets over "
                "zegt, is onbekend."
            ),
        }.get(self.stand.says, "")


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A topic in the cited letter (`then`) and in the citing one (`now`).

    `again` if an earlier citation of the same paper has the pair too: then its quotes are left out.
    """

    topic: Topic
    then: ShownStand
    now: ShownStand
    again: bool

    @property
    def look(self) -> str:
        return f"topic-{look_of(self.topic.position).number}"


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation in its sentence. `nothing` says why nothing is compared; "" where something is."""

    citation: Citation
    pairs: list[ShownPair]
    nothing: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.citation)

    @property
    def before(self) -> str:
        return self._around[0]

    @property
    def after(self) -> str:
        return self._around[1]

    @property
    def _around(self) -> tuple[str, str]:
        """Return the words of the sentence before and after the citation."""
        citation = self.citation
        if citation.sentence is None or citation.sentence_start is None:
            return "", ""
        start, end = citation.start - citation.sentence_start, citation.end - citation.sentence_start
        return citation.sentence[:start], citation.sentence[end:]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    document: CitedDocument
    citations: list[ShownCitation]


def cited_in(
    letter: Letter, documents: Sequence[CitedDocument], said: Sequence[ShownStance], by: Compare | None
) -> list[ShownDocument]:
    """Return the cited papers with what is compared. Without `by`, nothing is said of stances. No query."""
    spoken = [(each.stance.start, each.stance.end, each.stance.topic) for each in said]
    return [ShownDocument(document, shown_citations(letter, document.citations, spoken, by)) for document in documents]


def shown_citations(
    letter: Letter, citations: Sequence[Citation], said: Sequence[Said], by: Compare | None
) -> list[ShownCitation]:
    """Return the citations of one paper with what is compared."""
    if by is None:
        return [ShownCitation(citation, [], "") for citation in citations]
    axes, shown, seen = _axes(by), list[ShownCitation](), set[int]()
    for each in compared(citations, said, letter, by):
        pairs = [shown_pair(pair, axes, again=pair.topic.pk in seen) for pair in each.pairs]
        seen |= {pair.topic.pk for pair in pairs}
        shown.append(ShownCitation(each.citation, pairs, nothing_words(each, letter, by)))
    return shown


def comparison(
    letter: Letter, cited: Collection[int], reading: TimelineData, hidden: frozenset[int], *, read: bool
) -> Compare:
    """Return what the citations of a letter, which is `read` or not, are compared by, from a reading of all letters
    involved. Two queries, none if there is nothing to compare.
    """
    others = read_among(cited) if cited and reading.sayings else frozenset()
    return Compare(reading, others | ({letter.pk} if read else frozenset()), hidden)


def shown_pair(pair: ThenNow, axes: dict[str, CodebookTopic], *, again: bool) -> ShownPair:
    there, here = pair.then.letter.document_date, pair.now.letter.document_date
    in_order = there is not None and here is not None and there <= here
    names = (_("Toen"), _("Nu")) if in_order else (_("Daar"), _("Hier"))
    then, now = (
        shown_stand(stand, name, axes.get(pair.topic.slug))
        for stand, name in zip((pair.then, pair.now), names, strict=True)
    )
    return ShownPair(pair.topic, then, now, again)


def shown_stand(stand: Stand, name: str, axis: CodebookTopic | None) -> ShownStand:
    when = day_words(stand.letter.document_date)
    label = PositionLabel(stand.dot, axis) if stand.dot and axis else None
    return ShownStand(stand, f"{name}: {when}", label)


def nothing_words(found: Compared, letter: Letter, by: Compare) -> str:
    if found.pairs:
        return ""
    if found.citation.sentence is None:
        return _("In welke zin dit staat, is niet bewaard.")
    if found.topics:
        topics = ", ".join(topic.name for topic in found.topics)
        return _("De zin gaat over %(topics)s. Wat het stuk daarover zegt, is hier onbekend.") % {"topics": topics}
    if letter.pk in by.read:
        return _("Deze zin gaat over geen van de onderwerpen.")
    return _("Over deze zin is bij geen van de onderwerpen iets vastgelegd. De brief is nog niet helemaal gelezen.")


def cited_at(stance: Stance, letter: Letter, user: Any, *, proposals: bool) -> list[ShownDocument]:
    """Return what the sentence of this stance cites, compared on its topic; empty if its text is not the current one.

    One query; ten more if there is a citation.
    """
    if not stance.revision.is_current:
        return []
    spoken = [(stance.start, stance.end, stance.topic)]
    here = [citation for citation in letter.citations.all() if topics_of(citation, spoken)]
    if not here:
        return []
    prefetch_related_objects(here, CitationQuerySet.targets())
    letters = {letter.pk, *(citation.target_letter.pk for citation in here if citation.target_letter)}
    hidden = Assignment.objects.hidden_letters(user)
    by = compare(letters, [stance.topic], proposals=proposals, hidden=hidden)
    documents = cited_documents(letter, here)
    return [ShownDocument(each, shown_citations(letter, each.citations, spoken, by)) for each in documents]


def _axes(by: Compare) -> dict[str, CodebookTopic]:
    codebook = by.positions.codebook
    return {axis.slug: axis for axis in store.codebook_of(codebook).topics} if codebook else {}

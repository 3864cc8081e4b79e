"""Decisions about stances: every decision is an action here (`bulk`, `text_changes`, `example_coder` use it).

Every action locks its text, which serializes the decisions on one letter, and checks that the reviewer saw the latest
state: `seen` is the displayed `last_word()`, `shown` are the ids of the displayed open proposals (`open_on`). All open
proposals on one sentence and topic are decided together, whichever coder made them. An action is one batch of rows, and
is undone by its batch (`undoing`).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.models import Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from positions.domain.scale import SCORES, Holder
from positions.models import Assignment, CodebookVersion, Coder, Review, ReviewLock, Stance, State, Topic
from positions.prepared_querysets import Given, Prepared
from positions.review.spans import CODED_KINDS
from positions.summary_table.refresh import summing_up

Decision = Review.Decision
BLIND = gettext_lazy("U codeert deze brief nog zonder te zien wat anderen vonden. Maak dat eerst af.")
REPLACED_TEXT = gettext_lazy("De tekst van deze brief is intussen vervangen. Beoordeel de nieuwe tekst.")


class ReviewError(Exception):
    """The decision cannot be taken; the message, in the language of the page, says why."""


class DecidedMeanwhile(ReviewError):
    """A decision was taken after this was displayed."""


class OtherProposals(DecidedMeanwhile):
    """The proposals on the sentence have changed since they were displayed."""


class CodingBlind(ReviewError):
    """The person has an unfinished blind coding of this letter."""


class QuoteNotThere(ReviewError):
    """The quote is not at this place in the text, or is not a sentence that is coded."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A person's coding of a sentence; `score` is None for a mention. Raises ReviewError for invalid values."""

    topic: Topic
    holder: str
    score: int | None

    def __post_init__(self) -> None:
        if self.holder not in list(Holder) or (self.score is not None and self.score not in SCORES):
            raise ReviewError(_("Kies wie het vindt, en een score van −2 tot +2 of “vermelding”."))

    def says(self, stance: Stance) -> bool:
        """Return whether the stance has this value; the holder of a mention does not matter (codebook, 3)."""
        own = (self.holder if self.score is not None else "", self.score)
        return self.topic.pk == stance.topic_id and own == stance.says


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text, and the words expected there."""

    revision_id: int
    start: int
    end: int
    quote: str


@dataclass(slots=True)
class Action:
    """One action in one batch. Without a coder it is automatic, which not every decision may be."""

    coder: Coder | None
    note: str = ""
    bulk: bool = False
    undoes: uuid.UUID | None = None
    settles: bool = False
    batch: uuid.UUID = field(default_factory=uuid.uuid4)

    def review(
        self,
        stance: Stance,
        decision: str,
        state: str = "",
        points_to: Review | None = None,
        basis: int | None = None,
    ) -> Review:
        return Review(
            stance=stance,
            decision=decision,
            state=state or Review.LEADS_TO[Decision(decision)],
            coder=self.coder,
            user_id=self.coder.user_id if self.coder else None,
            note=self.note,
            batch=self.batch,
            bulk=self.bulk,
            undoes=self.undoes,
            settles=self.settles,
            points_to=points_to,
            basis_id=basis,
        )

    def write(self, stance: Stance, decision: str, state: str = "", **links: Any) -> Review:
        review = self.review(stance, decision, state, **links)
        review.save()
        return review


def coder_of(user: Any) -> Coder:
    """Return the coder of this user; the name is fixed at the first decision."""
    if known := _PERSON.first(user=user.pk):
        return known
    coder, _made = Coder.objects.get_or_create(
        user=user, kind=Coder.Kind.PERSON, defaults={"name": user.get_username()}
    )
    return coder


_PERSON: Prepared[Coder] = Prepared(lambda: Coder.objects.filter(user=Given("user"), kind=Coder.Kind.PERSON))


def last_word(stance: Stance) -> int:
    """Return the id of the newest decision on this sentence and topic; 0 if there is none."""
    return Review.objects.filter(stance__in=Stance.objects.on_the_same(stance)).aggregate(id=Max("pk"))["id"] or 0


def said_on(stance: Stance) -> list[Stance]:
    """Return all stances on this sentence and topic, with their standing, decision, coder and review lock. One query.

    The newest decision there is the highest `last_review`.
    """
    return _SAID(revision=stance.revision_id, topic=stance.topic_id, start=stance.start, end=stance.end)


_SAID: Prepared[Stance] = Prepared(
    lambda: (
        Stance.objects.at_place(*map(Given, ("revision", "topic", "start", "end")))
        .with_standing()
        .with_decision()
        .select_related("coder", "lock")
        .order_by("pk")
    )
)


def open_on(stance: Stance) -> list[Stance]:
    """Return the open proposals on this sentence and topic, including this one if it is open."""
    return [each for each in said_on(stance) if each.is_open]


@summing_up
def accept(
    stance_id: int, coder: Coder, *, seen: int, shown: Collection[int] | None = None, note: str = ""
) -> uuid.UUID:
    """Accept a stance. Other open proposals there are linked to this decision if they are equal, else replaced."""
    stance, beside = _to_decide(stance_id, coder, seen, shown)
    action = Action(coder, note)
    _accept(action, stance, beside)
    return action.batch


@summing_up
def reject(
    stance_id: int, coder: Coder, *, seen: int, shown: Collection[int] | None = None, note: str = ""
) -> uuid.UUID:
    """Reject an open proposal together with all that are open there; a decided stance is rejected alone."""
    stance, beside = _to_decide(stance_id, coder, seen, shown)
    action = Action(coder, note)
    together = [stance, *(each for each in beside if each.is_open)] if stance.state == State.PROPOSED else [stance]
    for each in sorted(together, key=lambda each: each.pk):
        if each.state != State.REJECTED:
            action.write(each, Decision.REJECT)
    return action.batch


@summing_up
def correct(
    stance_id: int,
    coder: Coder,
    coding: Coding,
    *,
    seen: int,
    shown: Collection[int] | None = None,
    note: str = "",
) -> uuid.UUID:
    """Replace the stance by the person's own, which references it, along with all open proposals there.

    A coding that equals an open proposal accepts that one. Open proposals on another topic, which the person did not
    see, stay open unless they are equal.
    """
    stance, beside = _to_decide(stance_id, coder, seen, shown)
    action = Action(coder, note)
    waiting = [each for each in beside if each.is_open]
    if said := next((each for each in (stance, *waiting) if coding.says(each)), None):
        _accept(action, said, [each for each in (stance, *beside) if each.pk != said.pk])
        return action.batch
    if stance.state != State.REJECTED:
        action.write(stance, Decision.REPLACED)
    for each in waiting:
        if coding.topic.pk != stance.topic_id:
            action.write(each, Decision.REPLACED)
    span = Span(stance.revision_id, stance.start, stance.end, stance.quote)
    own = own_stance(span, coder, stance.codebook, coding, corrects=stance)
    take_place(action, own, in_view=coding.topic.pk == stance.topic_id)
    return action.batch


@summing_up
def code_sentence(span: Span, coder: Coder, codebook: CodebookVersion, coding: Coding) -> uuid.UUID:
    """Code a sentence that the person chose: accepted at once, replacing the accepted stance there.

    Open proposals there, which the person had in view, are decided with it.
    """
    revision = locked(span.revision_id)
    refuse_while_blind(revision.letter_id, coder)
    check_quote(revision, span)
    action = Action(coder)
    take_place(action, own_stance(span, coder, codebook, coding))
    return action.batch


def refuse_while_blind(letter_id: int, coder: Coder) -> None:
    if _coded_blind(coder).filter(pk=letter_id).exists():
        raise CodingBlind(BLIND)


def _coded_blind(coder: Any) -> QuerySet[Letter]:
    return Assignment.objects.blind().open().filter(coder=coder).letters()


def point_to_decided(stances: Iterable[Stance]) -> int:
    """Link proposals that repeat an earlier decision in this letter to it; returns how many are not reviewed again."""
    asked = [stance for stance in stances if stance.pk]
    if not asked:
        return 0
    here, elsewhere = dict[tuple[Any, ...], int](), dict[tuple[Any, ...], int]()
    known = Stance.objects.filter(revision__letter=asked[0].revision.letter_id)
    for stance in known.in_state(State.ACCEPTED, State.REJECTED).order_by("pk"):
        same_text = stance.revision_id == asked[0].revision_id
        (here if same_text else elsewhere)[_key(stance) if same_text else _saying(stance)] = stance.last_review
    action, rows = Action(None), []
    for stance in asked:
        if decision := here.get(_key(stance)) or elsewhere.get(_saying(stance)):
            rows.append(action.review(stance, Decision.REPEATED, points_to=Review(pk=decision)))
    return len(Review.objects.bulk_create(rows))


def _key(stance: Stance) -> tuple[Any, ...]:
    return (stance.start, stance.end, *_saying(stance))


def _saying(stance: Stance) -> tuple[Any, ...]:
    return (stance.quote, stance.topic_id, *stance.says)


def locked(revision_id: int) -> Revision:
    revision = Revision.objects.defer(*heavy_columns()).select_for_update(no_key=True, of=("self",)).get(pk=revision_id)
    return _current(revision)


def _current(revision: Revision) -> Revision:
    if not revision.is_current:
        raise DecidedMeanwhile(REPLACED_TEXT)
    return revision


_WITH_ITS_TEXT_LOCKED: Prepared[Any] = Prepared(
    lambda: (
        Stance.objects.filter(pk=Given("stance"))
        .select_related("revision")
        .defer("revision__text", *heavy_columns("revision"))
        .annotate(coded_blind=Exists(_coded_blind(Given("coder")).filter(pk=OuterRef("revision__letter"))))
        .select_for_update(no_key=True, of=("revision",))
    )
)


def _to_decide(stance_id: int, coder: Coder, seen: int, shown: Collection[int] | None) -> tuple[Stance, list[Stance]]:
    """Lock the text, and return the stance with its standing and decision, and the others on its sentence and topic.

    Checks that nothing changed since it was displayed, and releases the review locks on the sentence. Raises
    DecidedMeanwhile or OtherProposals.
    """
    asked = _WITH_ITS_TEXT_LOCKED.first(stance=stance_id, coder=coder.pk)
    if asked is None:
        raise Stance.DoesNotExist
    text = _current(asked.revision)
    if asked.coded_blind:
        raise CodingBlind(BLIND)
    said = {each.pk: each for each in said_on(asked)}
    stance = said.pop(stance_id)
    stance.revision = text
    if max(each.last_review for each in (stance, *said.values())) != seen:
        raise DecidedMeanwhile(_who_decided(stance))
    there = {each.pk for each in (stance, *said.values()) if each.is_open}
    gone = stance.state == State.PROPOSED and not stance.is_open
    if gone or (shown is not None and set(shown) | {stance.pk} != there | {stance.pk}):
        raise OtherProposals(
            _("De voorstellen over deze zin zijn intussen veranderd. Er is niets opgeslagen; kijk nog eens.")
        )
    locks = [each.lock for each in (stance, *said.values()) if each.pk in there | {stance_id} and hasattr(each, "lock")]
    if any(lock.until > timezone.now() and lock.coder_id != coder.pk for lock in locks):
        raise DecidedMeanwhile(_("Iemand anders beoordeelt dit voorstel op dit moment."))
    if locks:
        ReviewLock.objects.filter(pk__in=[lock.pk for lock in locks]).delete()
    return stance, list(said.values())


def _read_singly(stance: Stance) -> bool:
    """True if this stance was accepted singly; one accepted in bulk may still be judged singly."""
    return stance.state == State.ACCEPTED and not stance.bulk


def _who_decided(stance: Stance) -> str:
    review = Review.objects.filter(stance__in=Stance.objects.on_the_same(stance)).select_related("coder").first()
    if review is None or review.coder is None:
        return _("Over deze zin is intussen al beslist. Uw beslissing is niet opgeslagen.")
    at = date_format(timezone.localtime(review.at), "H:i")
    return _("Over deze zin besliste %(coder)s intussen (%(time)s uur). Uw beslissing is niet opgeslagen.") % {
        "coder": review.coder, "time": at
    }  # fmt: skip


def _accept(action: Action, stance: Stance, beside: Collection[Stance]) -> None:
    """Accept the stance; if it was already accepted singly, only decide the open proposals beside it."""
    if not _read_singly(stance):
        take_place(action, stance, beside)
    else:
        decide_beside(action, Review(pk=stance.last_review), stance, [each for each in beside if each.is_open])


def take_place(
    action: Action, stance: Stance, beside: Collection[Stance] | None = None, *, in_view: bool = True
) -> None:
    """Accept the stance in place of the accepted one; `in_view`: the person saw the open proposals there.

    `beside` are the others on its sentence and topic (`said_on`), if they are known.
    """
    others = [each for each in said_on(stance) if each.pk != stance.pk] if beside is None else beside
    for other in others:
        if other.is_accepted:
            action.write(other, Decision.REPLACED)
    accepted = action.write(stance, Decision.ACCEPT)
    decide_beside(action, accepted, stance, [each for each in others if each.is_open], replace=in_view)


def decide_beside(
    action: Action, accepted: Review, stance: Stance, waiting: Iterable[Stance], *, replace: bool = True
) -> None:
    """Link equal proposals to the accepting decision, and replace the others."""
    for other in waiting:
        if other.says == stance.says:
            action.write(other, Decision.REPEATED, points_to=accepted)
        elif replace:
            action.write(other, Decision.REPLACED)


def own_stance(
    span: Span, coder: Coder, codebook: CodebookVersion, coding: Coding, *, corrects: Stance | None = None
) -> Stance:
    stance, _made = Stance.objects.get_or_create(
        revision_id=span.revision_id,
        start=span.start,
        end=span.end,
        quote=span.quote,
        topic=coding.topic,
        holder=coding.holder,
        score=coding.score,
        coder=coder,
        codebook=codebook,
        confidence="",
        defaults={"corrects": corrects},
    )
    return stance


def check_quote(revision: Revision, span: Span) -> None:
    if not span.quote or revision.text[span.start : span.end] != span.quote:
        raise QuoteNotThere(_("Dit citaat staat niet op deze plaats in de tekst van de brief. Er is niets opgeslagen."))
    passages = Passage.objects.filter(revision=revision, kind__in=CODED_KINDS, start__lte=span.start, end__gte=span.end)
    bounds = passages.values_list("sentence_bounds", flat=True).first() or []
    if (span.start, span.end) not in set(zip(bounds[::2], bounds[1::2], strict=True)):
        raise QuoteNotThere(
            _("Kies een hele zin uit de tekst of een bijlage; koppen en ondertekening tellen niet mee.")
        )

"""What is decided about stances: every decision is an action here (`bulk`, `carrying`, `examples` use it too).

Every action locks the text that it is about, so that decisions on one letter go one at a time, and looks whether the
person saw the last word on the sentence: `seen` is `last_word()` as it was on screen. An action is one batch of rows,
and is taken back by its batch.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.models import Passage, Revision
from positions.domain.scale import SCORES, Holder
from positions.models import Assignment, Claim, CodebookVersion, Coder, Review, Stance, State, Topic
from positions.places import CODED_KINDS

Decision = Review.Decision
REPLACED_TEXT = gettext_lazy("De tekst van deze brief is intussen vervangen. Beoordeel de nieuwe tekst.")


class ReviewError(Exception):
    """A decision that cannot be taken; the message says why, in the language of the page."""


class DecidedMeanwhile(ReviewError):
    """Somebody decided after this was put on screen."""


class CodingBlind(ReviewError):
    """The person codes this letter without seeing others, and is not done."""


class QuoteNotThere(ReviewError):
    """The quote does not stand at this place in the text, or is no sentence that is coded."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What a person makes of a sentence; `score` is None for a mention."""

    topic: Topic
    holder: str
    score: int | None

    def __post_init__(self) -> None:
        if self.holder not in list(Holder) or (self.score is not None and self.score not in SCORES):
            raise ReviewError(_("Kies wie het vindt, en een score van −2 tot +2 of “vermelding”."))

    def says(self, stance: Stance) -> bool:
        return (self.topic.pk, self.holder, self.score) == (stance.topic_id, stance.holder, stance.score)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text, and the words that should stand there."""

    revision_id: int
    start: int
    end: int
    quote: str


@dataclass(slots=True)
class Action:
    """One thing that somebody does, in one batch. Without a coder it happens by itself, and then not every decision."""

    coder: Coder | None
    note: str = ""
    bulk: bool = False
    undoes: uuid.UUID | None = None
    settles: bool = False
    batch: uuid.UUID = field(default_factory=uuid.uuid4)

    def review(self, stance: Stance, decision: str, state: str = "", points_to: Review | None = None) -> Review:
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
        )

    def write(self, stance: Stance, decision: str, state: str = "", points_to: Review | None = None) -> Review:
        review = self.review(stance, decision, state, points_to)
        review.save()
        return review


def coder_of(user: Any) -> Coder:
    """The coder that this person is; their name stays what it was at the first decision."""
    coder, _made = Coder.objects.get_or_create(
        user=user, kind=Coder.Kind.PERSON, defaults={"name": user.get_username()}
    )
    return coder


def last_word(stance: Stance) -> int:
    """The newest decision on this sentence and topic; 0 before there is one."""
    return Review.objects.filter(stance__in=Stance.objects.on_the_same(stance)).aggregate(id=Max("pk"))["id"] or 0


@transaction.atomic
def accept(stance_id: int, coder: Coder, *, seen: int, note: str = "") -> uuid.UUID:
    stance = _to_decide(stance_id, coder, seen)
    action = Action(coder, note)
    if stance.state != State.ACCEPTED:
        take_place(action, stance)
    return action.batch


@transaction.atomic
def reject(stance_id: int, coder: Coder, *, seen: int, note: str = "") -> uuid.UUID:
    stance = _to_decide(stance_id, coder, seen)
    action = Action(coder, note)
    if stance.state != State.REJECTED:
        action.write(stance, Decision.REJECT)
    return action.batch


@transaction.atomic
def correct(stance_id: int, coder: Coder, coding: Coding, *, seen: int, note: str = "") -> uuid.UUID:
    """The person's own stance takes the place of this one, which it refers to; the same coding just accepts it."""
    stance = _to_decide(stance_id, coder, seen)
    action = Action(coder, note)
    if coding.says(stance):
        if stance.state != State.ACCEPTED:
            take_place(action, stance)
        return action.batch
    if stance.state != State.REJECTED:
        action.write(stance, Decision.REPLACED)
    span = Span(stance.revision_id, stance.start, stance.end, stance.quote)
    own = own_stance(span, coder, stance.codebook, coding, corrects=stance)
    take_place(action, own)
    return action.batch


@transaction.atomic
def code_sentence(span: Span, coder: Coder, codebook: CodebookVersion, coding: Coding) -> uuid.UUID:
    """A stance on a sentence that the person chose: accepted at once, in the place of what was accepted there."""
    revision = locked(span.revision_id)
    refuse_while_blind(revision.letter_id, coder)
    check_quote(revision, span)
    action = Action(coder)
    take_place(action, own_stance(span, coder, codebook, coding))
    return action.batch


@transaction.atomic
def undo(batch: uuid.UUID, coder: Coder) -> int:
    """Take back an action whole, by decisions that bring back what was there; returns how many stances.

    Of one with very many stances, those that somebody has decided on since are left; any other is refused then.
    """
    taken = list(Review.objects.filter(batch=batch).select_related("stance").order_by("pk"))
    if not taken or Review.objects.filter(undoes=batch).exists():
        raise ReviewError(_("Dit is al ongedaan gemaakt."))
    _lock_texts_of(taken)
    states = Stance.objects.with_state().in_bulk([review.stance_id for review in taken])
    latest = {review.stance_id: review.pk for review in taken}
    standing = [pk for pk, review in latest.items() if states[pk].last_review == review]
    if len(standing) < len(latest) and not taken[0].bulk:
        raise DecidedMeanwhile(_("Er is hierna al iets anders over deze zin beslist; ongedaan maken kan niet meer."))
    first = {review.stance_id: review.pk for review in reversed(taken)}
    before = [(states[pk], _state_before(states[pk], first[pk])) for pk in standing]
    action = Action(coder, undoes=batch, bulk=taken[0].bulk)
    # What is no longer accepted goes first: the database holds one accepted stance a sentence and topic.
    for stance, state in sorted(before, key=lambda pair: pair[1] == State.ACCEPTED):
        action.write(stance, Decision.UNDONE, state)
    return len(before)


def last_of(coder: Coder) -> uuid.UUID | None:
    """The last action of this person that is not taken back yet and still stands to be; blind coding is none."""
    undone = Review.objects.filter(undoes__isnull=False, coder=coder).values("undoes")
    own = (
        Review.objects.filter(coder=coder, undoes__isnull=True)
        .exclude(batch__in=undone)
        .exclude(decision=Decision.WITHDRAWN)
    )
    return own.order_by("-pk").values_list("batch", flat=True).first()


def refuse_while_blind(letter_id: int, coder: Coder) -> None:
    if Assignment.objects.blind().open().filter(coder=coder).letters().filter(pk=letter_id).exists():
        raise CodingBlind(_("U codeert deze brief nog zonder te zien wat anderen vonden. Maak dat eerst af."))


def point_to_decided(stances: Iterable[Stance]) -> int:
    """Proposals that say what was decided already in this letter are not asked again; returns how many those are."""
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
    return (stance.quote, stance.topic_id, stance.holder, stance.score)


def locked(revision_id: int) -> Revision:
    revision = Revision.objects.select_for_update(no_key=True, of=("self",)).get(pk=revision_id)
    if not revision.is_current:
        raise DecidedMeanwhile(REPLACED_TEXT)
    return revision


def _lock_texts_of(taken: Collection[Review]) -> None:
    """Those that an action is about: current ones, except where it decides on what left the text (`recovering`)."""
    stances = {review.stance_id: review.stance.revision_id for review in taken}
    lost = set(Review.objects.filter(stance__in=stances, decision=Decision.LOST).values_list("stance", flat=True))
    old = {revision for stance, revision in stances.items() if stance in lost}
    texts = Revision.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=set(stances.values()))
    if any(not text.is_current and text.pk not in old for text in texts.order_by("pk")):
        raise DecidedMeanwhile(REPLACED_TEXT)


def _to_decide(stance_id: int, coder: Coder, seen: int) -> Stance:
    """The stance with its state, its text locked, and nothing decided since it was shown. Ends the person's claim."""
    locked(Stance.objects.values_list("revision", flat=True).get(pk=stance_id))
    stance = Stance.objects.with_state().select_related("revision__letter", "topic", "codebook").get(pk=stance_id)
    refuse_while_blind(stance.revision.letter_id, coder)
    if last_word(stance) != seen:
        raise DecidedMeanwhile(_who_decided(stance))
    if Claim.objects.filter(stance=stance, until__gt=timezone.now()).exclude(coder=coder).exists():
        raise DecidedMeanwhile(_("Iemand anders beoordeelt dit voorstel op dit moment."))
    Claim.objects.filter(stance=stance).delete()
    return stance


def _who_decided(stance: Stance) -> str:
    review = Review.objects.filter(stance__in=Stance.objects.on_the_same(stance)).select_related("coder").first()
    if review is None or review.coder is None:
        return _("Over deze zin is intussen al beslist. Uw beslissing is niet opgeslagen.")
    at = date_format(timezone.localtime(review.at), "H:i")
    return _("Over deze zin besliste %(coder)s intussen (%(time)s uur). Uw beslissing is niet opgeslagen.") % {
        "coder": review.coder, "time": at
    }  # fmt: skip


def take_place(action: Action, stance: Stance) -> None:
    others = list(Stance.objects.on_the_same(stance).exclude(pk=stance.pk).with_state())
    for other in others:
        if other.state == State.ACCEPTED:
            action.write(other, Decision.REPLACED)
    accepted = action.write(stance, Decision.ACCEPT)
    for other in others:
        same = (other.start, other.end, _saying(other)) == (stance.start, stance.end, _saying(stance))
        if other.state == State.PROPOSED and same:
            action.write(other, Decision.REPEATED, points_to=accepted)


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


def _state_before(stance: Stance, review: int) -> str:
    """What it was before the action; a person's own stance that was not there before is withdrawn."""
    before = Review.objects.filter(stance=stance, pk__lt=review).order_by("-pk").values_list("state", flat=True).first()
    if before or stance.confidence:
        return before or State.PROPOSED
    return State.CODED if stance.assignment_id else State.WITHDRAWN

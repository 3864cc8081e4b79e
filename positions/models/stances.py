from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Revision
from positions.domain.confidence_levels import Confidence, level
from positions.domain.reliability.calibration import Line
from positions.domain.scale import SCORES, Holder
from positions.models.assignments import Assignment, AssignmentQuerySet
from positions.models.calibrations import LINE, Calibration, told
from positions.models.codebooks import CodebookVersion, Topic
from positions.models.coders import Coder
from positions.models.coding_runs import CodingRun
from positions.models.said_by_other_machines import SaidBeside


class State(models.TextChoices):
    """State of a stance, set by its latest review. Without one, a machine's stance is proposed, a person's is coded.

    Coded: found in a blind coding; it counts for agreement alone until somebody decides on it.
    """

    PROPOSED = "proposed", _("voorstel")
    CODED = "coded", _("gecodeerd, nog niet beslist")
    ACCEPTED = "accepted", _("geaccepteerd")
    REJECTED = "rejected", _("afgewezen")
    REPEATED = "repeated", _("al eerder beslist")
    WITHDRAWN = "withdrawn", _("teruggenomen")
    LOST = "lost", _("niet meer in de tekst")


_NO_SCORE = Value(9)  # stands for the score of a mention in comparisons
DECIDED = (State.ACCEPTED, State.REJECTED, State.REPEATED)


class StanceQuerySet(models.QuerySet["Stance"]):
    def speaking(self, day: date | None = None, *, proposals: bool) -> StanceQuerySet:
        """Return the stances that count: accepted ones, of any coder, and with `proposals` the `open` ones too.

        This is the one rule for everything that is shown, counted, exported and compared. With a day, as of its end:
        the texts, decisions and coding runs of then. Letters that may not be shown are excluded by `published`, not
        here.
        """
        before = end_of(day) if day else None
        counts = Q(self._last_left(State.ACCEPTED, before))
        if proposals:
            counts |= self._waits(before) & _of_a_newest_round(before)
        return self._on_texts(before).finished(before).filter(counts).with_state(before)

    def open(self) -> StanceQuerySet:
        """Return what awaits a decision: the proposals of each machine coder's newest run on the current text."""
        return self.filter(self._open()).with_state()

    def with_standing(self) -> StanceQuerySet:
        """Annotate the state, `is_open` (one of `open`) and `is_accepted` (an accepted one that is `speaking`)."""
        accepted = _on_current_texts() & _finished() & Q(self._last_left(State.ACCEPTED))
        standing = {"is_open": self._open(), "is_accepted": accepted}
        flags = {name: ExpressionWrapper(each, BooleanField()) for name, each in standing.items()}
        return self.with_state().annotate(**flags)

    def differing(self) -> StanceQuerySet:
        """Return the open proposals that differ from another coder's open proposal on the same sentence and topic."""
        return self.open().filter(_each(Stance.objects.beside().open().saying_otherwise()))

    def agreed(self) -> StanceQuerySet:
        """Return the other open proposals: all that overlap them on the topic have the same value."""
        return self.open().filter(~_each(Stance.objects.beside().open().saying_otherwise()))

    def beside(self) -> StanceQuerySet:
        """For a subquery: stances on the same sentence and topic as the outer stance."""
        return self.order_by().filter(
            revision=OuterRef("revision"), topic=OuterRef("topic"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
        )

    def saying_otherwise(self) -> StanceQuerySet:
        """For a subquery: stances with another value (`Stance.says`) than the outer stance."""
        said = self.alias(worth=Coalesce("score", _NO_SCORE))
        of_other_worth = ~Q(worth=Coalesce(OuterRef("score"), _NO_SCORE))
        return said.filter(of_other_worth | Q(score__isnull=False) & ~Q(holder=OuterRef("holder")))

    def without_superseded(self) -> StanceQuerySet:
        """Exclude open proposals of an earlier run, which are no longer reviewed; other states stay."""
        return self.filter(~self._waits() | _of_a_newest_round())

    def to_review(self, *, carried: bool = False) -> StanceQuerySet:
        """Return the proposals of machines on current texts: open ones of the newest runs, and all decided ones.

        With `carried` also copies of what was accepted on an earlier text, which are not proposed again.
        """
        found = self.finished()._on_texts().of_machines()
        return (found if carried else found.filter(carries__isnull=True)).without_superseded()

    def of_machines(self) -> StanceQuerySet:
        return self.filter(_OF_MACHINES)

    def with_state(self, before: datetime | None = None) -> StanceQuerySet:
        """Annotate `state` and `last_review`, from the latest review, or the latest one `before` that moment."""
        latest = self._latest_reviews(before)
        return self.annotate(  # type: ignore[no-redef]
            last_review=Coalesce(Subquery(latest.values("pk")[:1]), 0),
            state=Coalesce(Subquery(latest.values("state")[:1]), without_review()),
        )

    def with_decision(self, before: datetime | None = None) -> StanceQuerySet:
        """Annotate the person's decision, as of the moment given to `with_state`, else `before`.

        `decision` is the review's id, `decided_by` the coder's, `decided_at` the time, and `bulk` whether it was taken
        in bulk: False means judged singly. For a carried copy, after an undo and for a repeated decision it is the
        decision that this rests on; all four are None if nobody decided.
        """
        found = self if "last_review" in self.query.annotations else self.with_state(before)
        reviews = self.model._meta.get_field("reviews").related_model
        latest = reviews._default_manager.filter(pk=OuterRef("last_review"), state__in=DECIDED).order_by()

        def of_decision(field: str) -> Subquery:
            return Subquery(latest.values(found=kept(field)))

        return found.annotate(  # type: ignore[no-redef]
            decision=of_decision("pk"),
            decided_by=of_decision("coder"),
            decided_at=of_decision("at"),
            bulk=of_decision("bulk"),
        )

    def with_calibration(self, before: datetime | None = None) -> StanceQuerySet:
        """Annotate `calibration`: that of the coder, in force now or `before` that moment. For `share` and `level`.

        Also `said_beside`, what other machines had said by then (`SaidBeside`): looked up only where there is a raw
        number, and a calibration of some coder that weighs it.
        """
        of_then = Calibration.objects.in_force(before)
        in_force = of_then.filter(coder=OuterRef("coder")).values(told=told())[:1]
        # Not within `told`: PostgreSQL would begin each of its subqueries anew for each stance, needed or not.
        weighed = Q(Exists(of_then.weighing().order_by())) & Q(probability__isnull=False)
        return self.annotate(  # type: ignore[no-redef]
            calibration=Subquery(in_force), said_beside=Case(When(weighed, then=SaidBeside(before)), default=None)
        )

    def accepted(self) -> StanceQuerySet:
        return self.in_state(State.ACCEPTED)

    def in_state(self, *states: str) -> StanceQuerySet:
        return self.with_state().filter(Q(("state__in", states)))

    def lost(self) -> StanceQuerySet:
        """Return accepted stances whose quote left the letter's text, if nobody has decided on them since."""
        return self.filter(revision__is_current=False).in_state(State.LOST)

    def shown(self) -> StanceQuerySet:
        """Return stances in any state on current texts of letters that may be shown."""
        return self.published().finished()._on_texts()

    def published(self) -> StanceQuerySet:
        """Return stances on letters that may be shown: real ones, or the examples while there is no real one."""
        shown = Letter.objects.published().letters().order_by().values("pk")
        return self.filter(_each(Revision.objects.filter(pk=OuterRef("revision"), letter__in=shown)))

    def finished(self, before: datetime | None = None) -> StanceQuerySet:
        """Exclude stances of blind codings that are unfinished (`before`): until then nobody else sees them."""
        return self.filter(_finished(before))

    def visible_to(self, user: Any) -> StanceQuerySet:
        """Exclude stances on letters in this user's unfinished blind assignments."""
        return self.not_in(Assignment.objects.hiding_from(user)) if user.is_authenticated else self

    def not_in(self, assignments: AssignmentQuerySet) -> StanceQuerySet:
        """Exclude stances on the letters of these assignments."""
        return self.exclude(revision__letter__in=assignments.letters().order_by().values("pk"))

    def on_the_same(self, stance: Stance) -> StanceQuerySet:
        """Return the stances on this sentence and topic, including this one."""
        return self.at_place(stance.revision_id, stance.topic_id, stance.start, stance.end)

    def at_place(self, revision: Any, topic: Any, start: Any, end: Any) -> StanceQuerySet:
        """Return the stances on this topic that overlap this part of a text."""
        return self.filter(revision=revision, topic=topic, start__lt=end, end__gt=start)

    def elsewhere_than(self, stance: Stance) -> StanceQuerySet:
        """Return the stances that are not on this sentence and topic."""
        return self.exclude(
            revision=stance.revision_id, topic=stance.topic_id, start__lt=stance.end, end__gt=stance.start
        )

    def _on_texts(self, before: datetime | None = None) -> StanceQuerySet:
        """Return stances on the current text of each letter; with a moment, coded by then on the text of then."""
        if before is None:
            return self.filter(_on_current_texts())
        own = Revision.objects.filter(pk=OuterRef("revision"))
        return self.filter(_each(own.as_of(before)), created_at__lt=before)

    def _open(self) -> Q:
        return _on_current_texts() & _finished() & self._waits() & _of_a_newest_round()

    def _waits(self, before: datetime | None = None) -> Q:
        """Condition: proposed by a machine and undecided, whatever the run."""
        never_decided = ExpressionWrapper(~Q(confidence=""), output_field=BooleanField())
        waits = Coalesce(self._last_left(State.PROPOSED, before), never_decided)
        return Q(waits) & _OF_MACHINES

    def _last_left(self, state: State, before: datetime | None = None) -> Subquery:
        """True if the latest review left the stance in this state; NULL without reviews.

        A boolean subquery: for `state = 'accepted'` PostgreSQL estimates one row in two hundred, and then joins letters
        to stances one by one.
        """
        says_so = ExpressionWrapper(Q(state=state), output_field=BooleanField())
        return Subquery(self._latest_reviews(before).annotate(says_so=says_so).values("says_so")[:1])

    def _latest_reviews(self, before: datetime | None = None) -> models.QuerySet[Any]:
        return latest_reviews(OuterRef("pk"), before)


class Stance(models.Model):
    """One holder's position on one topic in one sentence, as coded by one coder.

    `quote` is the revision's text from `start` up to `end` (enforced by a trigger). `score` runs from −2 to +2 on the
    topic's axis and is None for a mention; zero is a position. `cues` are a machine's reasons, in Dutch, and
    `confidence` how sure it was; people give neither. `probability` is the raw number of its round that all of this is
    right, 0 to 1, None where the coder gave none; `confidence` is the level that it had then. `corrects` is the stance
    that a person corrected, `carries` the same stance on an earlier text, `assignment` the task it was coded in.
    Rows never change.
    """

    # Its own index would be the beginning of `stance_place`.
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="stances", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("citaat"))
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="stances", verbose_name=_("onderwerp"))
    holder = models.CharField(_("wie"), max_length=20, choices=[(h.value, h.value) for h in Holder])
    score = models.SmallIntegerField(_("score"), null=True, blank=True)
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="stances", verbose_name=_("codeur"))
    codebook = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="stances")
    cues = models.JSONField(_("redenen"), default=list)
    confidence = models.CharField(
        _("zekerheid"), max_length=10, choices=[(c.value, c.value) for c in Confidence], blank=True
    )
    probability = models.FloatField(_("ruw getal"), null=True, blank=True)
    corrects = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="corrections")
    carries = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="carried_as")
    assignment = models.ForeignKey(Assignment, on_delete=models.RESTRICT, null=True, related_name="stances")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StanceQuerySet.as_manager()

    state: str  # set by `with_state`
    last_review: int
    is_open: bool  # set by `with_standing`
    is_accepted: bool | None
    decision: int | None  # set by `with_decision`
    decided_by: int | None
    decided_at: datetime | None
    bulk: bool | None
    calibration: dict[str, Any] | None  # set by `with_calibration`
    said_beside: str | None

    class Meta:
        ordering = ["-revision_id", "start", "topic"]
        verbose_name = _("standpunt")
        verbose_name_plural = _("standpunten")
        constraints = [
            models.UniqueConstraint(
                fields=["coder", "codebook", "revision", "start", "end", "topic"],
                condition=~Q(confidence="") & Q(carries__isnull=True),
                name="stance_once_a_coder",
            ),
            # A person may change their mind about a sentence; the same value is the same row.
            models.UniqueConstraint(
                fields=["coder", "codebook", "revision", "start", "end", "topic", "holder", "score"],
                condition=Q(confidence=""),
                nulls_distinct=False,
                name="thought_once_a_person",
            ),
            models.UniqueConstraint(fields=["carries", "revision"], name="carried_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="stance_ends_after_start"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=SCORES[0], score__lte=SCORES[-1]),
                name="stance_score_on_the_axis",
            ),
            models.CheckConstraint(
                condition=Q(probability__isnull=True) | Q(probability__gte=0, probability__lte=1),
                name="stance_probability_is_a_share",
            ),
        ]
        indexes = [
            models.Index(fields=["revision", "start"], name="stance_place"),  # the queue, in the order of the text
            # `beside`, once a proposal: else PostgreSQL reads all that is said on the topic for each of them.
            models.Index(fields=["revision", "topic", "start"], name="stance_on_topic"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def share(self) -> float | None:
        """The share right of such proposals, by raw number and calibration; None where one is unknown."""
        if self.probability is None or self.calibration is None:
            return None
        return Line(*(self.calibration[name] for name in LINE)).share(self.probability, self.said_beside)

    @property
    def level(self) -> str:
        """The level of confidence by the calibration, else that of its round; empty for people."""
        return self.confidence if self.share is None else level(self.share).value

    @property
    def says(self) -> tuple[str, int | None]:
        """Holder and score; the holder of a mention does not matter (codebook, 3)."""
        return (self.holder if self.score is not None else "", self.score)


def end_of(day: date) -> datetime:
    """Return the first moment after that day, in the local time zone; clamped near the calendar's last day."""
    return timezone.make_aware(datetime.combine(min(day, date.max - timedelta(days=2)) + timedelta(days=1), time.min))


def latest_reviews(stance: Any, before: datetime | None) -> models.QuerySet[Any]:
    """Return the reviews of a stance (`before` that moment), latest first."""
    reviews = Stance._meta.get_field("reviews").related_model._default_manager
    found: models.QuerySet[Any] = reviews.filter(stance=stance).order_by("-pk")
    return found.filter(at__lt=before) if before else found


def without_review() -> Case:
    """Expression: the state of a stance that has no review."""
    return Case(When(confidence="", then=Value(State.CODED.value)), default=Value(State.PROPOSED.value))


def kept(field: str) -> Coalesce:
    """Expression: this field of the decision that a review takes or keeps in force."""
    return Coalesce(*(f"{path}__{field}" for path in ("basis", "points_to__basis", "points_to")), field)


def _each(found: models.QuerySet[Any]) -> Q:
    """Return an EXISTS that PostgreSQL evaluates per stance, not as a join.

    PostgreSQL cannot estimate how many stances are accepted or open; on a wrong estimate it picks a nested-loop join,
    which takes minutes with 10,000 letters. COALESCE keeps the subquery from being turned into a join.
    """
    return Q(Coalesce(Exists(found), False))


def _on_current_texts() -> Q:
    return _each(Revision.objects.filter(pk=OuterRef("revision"), is_current=True))


def _finished(before: datetime | None = None) -> Q:
    hiding = Assignment.objects.open(before).order_by().values("pk")
    return Q(assignment__isnull=True) | ~Q(assignment__in=hiding)


_OF_MACHINES = _each(Coder.objects.filter(pk=OuterRef("coder"), kind=Coder.Kind.MACHINE))


def _of_a_newest_round(before: datetime | None = None) -> Q:
    own = {name: OuterRef(name) for name in ("revision", "coder", "codebook")}
    return _each(CodingRun.objects.newest(before).filter(**own))

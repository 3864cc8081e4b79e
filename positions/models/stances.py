from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Revision
from positions.domain.scale import SCORES, Confidence, Holder
from positions.models.assignments import Assignment
from positions.models.codebooks import CodebookVersion, Topic
from positions.models.coders import Coder


class State(models.TextChoices):
    """Where a stance stands, by its latest review. Before there is one, a machine's is proposed, a person's coded.

    Coded says what a person found who was asked to code without seeing others: it counts for agreement alone, until
    somebody decides on it.
    """

    PROPOSED = "proposed", _("voorstel")
    CODED = "coded", _("gecodeerd, nog niet beslist")
    ACCEPTED = "accepted", _("geaccepteerd")
    REJECTED = "rejected", _("afgewezen")
    REPEATED = "repeated", _("al eerder beslist")
    WITHDRAWN = "withdrawn", _("teruggenomen")
    LOST = "lost", _("niet meer in de tekst")


class StanceQuerySet(models.QuerySet["Stance"]):
    def with_state(self, before: datetime | None = None) -> StanceQuerySet:
        """With `state` and `last_review`, from the latest review, or the latest one `before` that moment."""
        reviews = self.model._meta.get_field("reviews").related_model
        latest = reviews._default_manager.filter(stance=OuterRef("pk")).order_by("-pk")
        if before:
            latest = latest.filter(at__lt=before)
        return self.annotate(  # type: ignore[no-redef]
            last_review=Coalesce(Subquery(latest.values("pk")[:1]), 0),
            state=Coalesce(
                Subquery(latest.values("state")[:1]),
                Case(When(confidence="", then=Value(State.CODED.value)), default=Value(State.PROPOSED.value)),
            ),
        )

    def accepted(self) -> StanceQuerySet:
        return self.in_state(State.ACCEPTED)

    def in_state(self, *states: str) -> StanceQuerySet:
        return self.with_state().filter(Q(("state__in", states)))

    def shown(self) -> StanceQuerySet:
        """On current texts of letters that may be shown: real ones, or the examples while there is no real one."""
        letters = Letter.objects.published().letters().order_by().values("pk")
        return self.finished().filter(revision__is_current=True, revision__letter__in=letters)

    def finished(self) -> StanceQuerySet:
        """Without what somebody codes blind and is not done with: until then nobody else sees it."""
        return self.filter(Q(assignment__isnull=True) | Q(assignment__done_at__isnull=False))

    def visible_to(self, user: Any) -> StanceQuerySet:
        """Without the stances on letters that this person codes blind and is not done with."""
        if not user.is_authenticated:
            return self
        hidden = Assignment.objects.hiding_from(user).letters()
        return self.exclude(revision__letter__in=hidden.order_by().values("pk"))

    def open(self) -> StanceQuerySet:
        """What machines propose and nobody has decided."""
        return self.filter(coder__kind=Coder.Kind.MACHINE).in_state(State.PROPOSED)

    def on_the_same(self, stance: Stance) -> StanceQuerySet:
        """The stances of this sentence on this topic, this one among them."""
        return self.filter(
            revision=stance.revision_id, topic=stance.topic_id, start__lt=stance.end, end__gt=stance.start
        )


class Proposing(models.Model):
    """That a coder has been through a text under a codebook, whatever it found: what is not here is still to do."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="proposings")
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="proposings")
    codebook = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="proposings")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "voorstelronde"
        verbose_name_plural = "voorstelrondes"
        constraints = [models.UniqueConstraint(fields=["revision", "coder", "codebook"], name="proposed_on_once")]

    def __str__(self) -> str:
        return f"{self.coder_id} op {self.revision_id}"


class Stance(models.Model):
    """One holder on one topic in one sentence, as a coder sees it.

    `quote` is the revision's text from `start` up to `end` (a trigger holds it). `score` runs from −2 to +2 on the
    topic's axis and is None for a mention; zero is a position. `cues` are the reasons, in Dutch, and `confidence` how
    sure a machine was; people give neither. `corrects` is the stance that a person put right, `carries` the same stance
    on an earlier text, `assignment` what the coder was asked to go through. Rows never change.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="stances")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField("citaat")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="stances", verbose_name="onderwerp")
    holder = models.CharField("wie", max_length=20, choices=[(h.value, h.value) for h in Holder])
    score = models.SmallIntegerField("score", null=True, blank=True)
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="stances", verbose_name="codeur")
    codebook = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="stances")
    cues = models.JSONField("redenen", default=list)
    confidence = models.CharField(
        "zekerheid", max_length=10, choices=[(c.value, c.value) for c in Confidence], blank=True
    )
    corrects = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="corrections")
    carries = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="carried_as")
    assignment = models.ForeignKey(Assignment, on_delete=models.RESTRICT, null=True, related_name="stances")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StanceQuerySet.as_manager()

    state: str  # as `with_state` finds it
    last_review: int

    class Meta:
        ordering = ["revision", "start", "topic"]
        verbose_name = "standpunt"
        verbose_name_plural = "standpunten"
        constraints = [
            models.UniqueConstraint(
                fields=["coder", "codebook", "revision", "start", "end", "topic"],
                condition=~Q(confidence="") & Q(carries__isnull=True),
                name="stance_once_a_coder",
            ),
            # A person may come to think otherwise of the same sentence; the same thought is the same row.
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
        ]
        indexes = [models.Index(fields=["revision", "start"], name="stance_place")]  # what coders differ on

    def __str__(self) -> str:
        return self.quote[:80]

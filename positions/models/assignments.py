from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Revision
from positions.models.coders import Coder


def letters_without(letters: models.QuerySet[Letter], hidden: Collection[int]) -> models.QuerySet[Letter]:
    """Exclude these letters. Without any the query is unchanged, so that cached results serve all readers."""
    return letters.exclude(pk__in=sorted(hidden)) if hidden else letters


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def blind(self) -> AssignmentQuerySet:
        return self.filter(way=Assignment.Way.BLIND)

    def open(self, before: datetime | None = None) -> AssignmentQuerySet:
        """Return the unfinished assignments, or those unfinished `before` that moment."""
        left = Q(done_at__isnull=True)
        return self.filter(left | Q(done_at__gte=before) if before else left)

    def done(self, before: datetime | None = None) -> AssignmentQuerySet:
        """Return the assignments finished and not withdrawn, now or `before` that moment."""
        if before is None:
            return self.filter(done_at__isnull=False, withdrawn_at__isnull=True)
        still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=before)
        return self.filter(still, done_at__lt=before)

    def reading(self, before: datetime | None = None) -> AssignmentQuerySet:
        """Return the assignments that make a letter read (codebook, 5): a person went through all of it, in sight or
        blind, and none of their stances awaits a decision. Imported codings never count.
        """
        stance, review = apps.get_model("positions", "Stance"), apps.get_model("positions", "Review")
        decided = review.objects.filter(stance=OuterRef("pk"))
        if before:
            decided = decided.filter(at__lt=before)
        waiting = stance.objects.filter(~Exists(decided), assignment=OuterRef("pk")).order_by()
        return self.done(before).filter(~Exists(waiting), coder__kind=Coder.Kind.PERSON, letter__isnull=False)

    def read_texts(self, before: datetime | None = None) -> models.QuerySet[AssignedSentence, int]:
        """Return the ids of the texts that are read."""
        sentences = AssignedSentence.objects.filter(assignment__in=self.reading(before).order_by())
        return sentences.order_by().values_list("revision", flat=True).distinct()

    def hiding_from(self, user: Any) -> AssignmentQuerySet:
        """Return this user's unfinished blind assignments."""
        return self.blind_of(user) if user.is_authenticated else self.none()

    def blind_of(self, user: Any) -> AssignmentQuerySet:
        """Return the unfinished blind assignments of this user, or of this id of one."""
        return self.blind().open().filter(coder__user=user)

    def hidden_letters(self, user: Any) -> frozenset[int]:
        """Return the ids of the letters in this user's unfinished blind assignments; one query, none for visitors."""
        if not user.is_authenticated:
            return frozenset()
        return frozenset(self.hiding_from(user).letters().order_by().values_list("pk", flat=True))

    def letters_seen_by(self, user: Any, letters: models.QuerySet[Letter]) -> models.QuerySet[Letter]:
        """Exclude the letters in this user's unfinished blind assignments."""
        return letters_without(letters, self.hidden_letters(user))

    def pass_again(self, stances: Collection[int]) -> int:
        """Have the sentences of these stances passed once more in unfinished readings; returns how many."""
        there = apps.get_model("positions", "Stance").objects.filter(
            pk__in=stances, revision=OuterRef("revision"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
        )
        readings = self.open().filter(way=Assignment.Way.IN_SIGHT).order_by()
        passed = AssignedSentence.objects.filter(Exists(there.order_by()), assignment__in=readings)
        return passed.update(passed_at=None)

    def shown(self) -> AssignmentQuerySet:
        """Return samples, and assignments of letters that may be shown."""
        return self.filter(Q(letter__isnull=True) | Q(letter__in=Letter.objects.published().order_by().values("pk")))

    def letters(self) -> models.QuerySet[Letter]:
        """Return the letters that these assignments cover, whole or in part."""
        sentences = AssignedSentence.objects.filter(assignment__in=self.order_by())
        return Letter.objects.filter(pk__in=sentences.order_by().values("revision__letter"))


class Assignment(models.Model):
    """A coder's task to go through sentences and code each: only there does silence mean "no stance".

        asked ─► done ─► withdrawn     blind: until done the coder sees no stances of people or machines there
                                       in sight: done at once, or after its sentences were read one by one; a mark
                                       is only added or withdrawn, each with its time

    `letter` is set if a whole letter is coded, and empty for a sample; `drawn` records how the sample was drawn (seed,
    size, letters, topics, number of sentences), so that it can be repeated. Blind codings and codings in sight of
    proposals are never combined in one figure.
    """

    class Way(models.TextChoices):
        BLIND = "blind", _("blind")
        IN_SIGHT = "in-sight", _("met voorstellen in beeld")

    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("codeur"))
    way = models.CharField(_("hoe"), max_length=10, choices=Way.choices)
    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("brief")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("gevraagd door")
    )
    asked_at = models.DateTimeField(_("gevraagd"), auto_now_add=True)
    done_at = models.DateTimeField(_("klaar"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)
    note = models.TextField(_("toelichting"), blank=True)
    drawn = models.JSONField(_("steekproef"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("codeeropdracht")
        verbose_name_plural = _("codeeropdrachten")
        permissions = [("assign_coding", "Mag om een tweede codering vragen")]
        constraints = [
            models.UniqueConstraint(
                fields=["coder", "letter", "way"],
                condition=Q(letter__isnull=False, withdrawn_at__isnull=True),
                name="assigned_once_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(done_at__isnull=False, way="in-sight"),
                name="only_a_mark_is_withdrawn",
            ),
        ]
        # Who speaks is asked of every stance, and what is said in an assignment that is not finished does not.
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="assignment_not_done")]

    def __str__(self) -> str:
        return f"{self.coder}, {self.get_way_display()}"


class AssignedSentence(models.Model):
    """One sentence of an assignment, by its place in a text; `passed_at` is when the coder last answered it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sentences")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="assigned_sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    passed_at = models.DateTimeField(_("gehad"), null=True)

    class Meta:
        ordering = ["-revision_id", "start"]
        verbose_name = _("opgedragen zin")
        verbose_name_plural = _("opgedragen zinnen")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "revision", "start"], name="sentence_assigned_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="assigned_sentence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.start}"

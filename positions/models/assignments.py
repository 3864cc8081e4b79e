from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from letters.models import Letter, Revision
from positions.models.coders import Coder


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def blind(self) -> AssignmentQuerySet:
        return self.filter(way=Assignment.Way.BLIND)

    def open(self) -> AssignmentQuerySet:
        return self.filter(done_at__isnull=True)

    def done(self) -> AssignmentQuerySet:
        return self.filter(done_at__isnull=False)

    def hiding_from(self, user: Any) -> AssignmentQuerySet:
        """What this person codes blind and is not done with."""
        return self.blind().open().filter(coder__user=user) if user.is_authenticated else self.none()

    def shown(self) -> AssignmentQuerySet:
        """Samples, and letters that may be shown."""
        return self.filter(Q(letter__isnull=True) | Q(letter__in=Letter.objects.published().order_by().values("pk")))

    def letters(self) -> models.QuerySet[Letter]:
        """The letters whose sentences these are, whole or in part."""
        sentences = AssignedSentence.objects.filter(assignment__in=self.order_by())
        return Letter.objects.filter(pk__in=sentences.order_by().values("revision__letter"))


class Assignment(models.Model):
    """That a coder goes through sentences and says of each what it holds: only there does silence say "nothing".

        asked ─► done          blind: until it is done the coder sees neither other people nor machines there

    `letter` is set where a whole letter is coded, and empty for a sample; `drawn` says how the sample was drawn (seed,
    size, letters, topics, and out of how many sentences), so that it can be drawn again. Blind codings and codings
    with proposals in sight are never put together in one figure.
    """

    class Way(models.TextChoices):
        BLIND = "blind", _("blind")
        IN_SIGHT = "in-sight", _("met voorstellen in beeld")

    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="assignments", verbose_name="codeur")
    way = models.CharField("hoe", max_length=10, choices=Way.choices)
    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name="brief"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd", auto_now_add=True)
    done_at = models.DateTimeField("klaar", null=True, blank=True)
    note = models.TextField("toelichting", blank=True)
    drawn = models.JSONField("steekproef", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "codeeropdracht"
        verbose_name_plural = "codeeropdrachten"
        permissions = [("assign_coding", "Mag om een tweede codering vragen")]
        constraints = [
            models.UniqueConstraint(
                fields=["coder", "letter", "way"], condition=Q(letter__isnull=False), name="assigned_once_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coder}, {self.get_way_display()}"


class AssignedSentence(models.Model):
    """One sentence of an assignment, by its place in a text; `passed_at` is when the coder last answered it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sentences")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="assigned_sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    passed_at = models.DateTimeField("gehad", null=True)

    class Meta:
        ordering = ["revision", "start"]
        verbose_name = "opgedragen zin"
        verbose_name_plural = "opgedragen zinnen"
        constraints = [
            models.UniqueConstraint(fields=["assignment", "revision", "start"], name="sentence_assigned_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="assigned_sentence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.start}"

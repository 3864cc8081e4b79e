from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from letters.models import Letter, Revision
from positions.models.coders import Coder


class Assignment(models.Model):
    """That a coder goes through sentences and says of each what it holds: only there does silence say "nothing".

        asked ─► done          blind: until it is done the coder sees neither other people nor machines there

    `letter` is set where a whole letter is coded, and empty for a sample. Blind codings and codings with proposals in
    sight are never put together in one figure.
    """

    class Way(models.TextChoices):
        BLIND = "blind", "blind"
        IN_SIGHT = "in-sight", "met voorstellen in beeld"

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
    """One sentence of an assignment, by its place in a text."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sentences")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="assigned_sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

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

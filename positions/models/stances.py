from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from letters.models import Revision
from positions.domain.scale import SCORES, Confidence, Holder
from positions.models.codebooks import CodebookVersion, Topic


class Coder(models.Model):
    """Who codes: so far a machine, by name and version; each version is a coder of its own and is measured as one."""

    name = models.CharField("naam", max_length=100)
    version = models.CharField("versie", max_length=40)

    class Meta:
        ordering = ["name", "version"]
        verbose_name = "codeur"
        verbose_name_plural = "codeurs"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="coder_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


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
    topic's axis and is None for a mention; zero is a position. `cues` are the reasons, in Dutch. Rows never change.
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
    confidence = models.CharField("zekerheid", max_length=10, choices=[(c.value, c.value) for c in Confidence])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["revision", "start", "topic"]
        verbose_name = "standpunt"
        verbose_name_plural = "standpunten"
        constraints = [
            models.UniqueConstraint(
                fields=["coder", "codebook", "revision", "start", "end", "topic"], name="stance_once_a_coder"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="stance_ends_after_start"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=SCORES[0], score__lte=SCORES[-1]),
                name="stance_score_on_the_axis",
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:80]

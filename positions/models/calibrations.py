from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from positions.domain.reliability.calibration import Line
from positions.models.coders import Coder

LINE = tuple(field.name for field in fields(Line))


class CalibrationQuerySet(models.QuerySet["Calibration"]):
    def weighing(self) -> CalibrationQuerySet:
        """Return those that weigh what other machines say."""
        return self.exclude(same=0, otherwise=0, silent=0)

    def in_force(self, before: datetime | None = None) -> CalibrationQuerySet:
        """Return the calibrations made so far, or `before` that moment, latest first: a coder's first one is used."""
        made = self.filter(at__lt=before) if before else self
        return made.order_by("-pk")

    def told_by_coder(self, before: datetime | None = None) -> dict[int, dict[str, Any]]:
        """Return by coder what `StanceQuerySet.with_calibration` tells of the calibration in force."""
        found = self.in_force(before).order_by("pk").values("coder_id", told=told())
        return {each["coder_id"]: each["told"] for each in found}


def told() -> JSONObject:
    """Expression: a calibration, as `Stance.calibration` has it."""
    names = ("at", "source", "decisions", *LINE)
    return JSONObject(**{name: name for name in names})


class Calibration(models.Model):
    """How a raw probability of one version of a machine is read as a share, from `at` until the coder's next one.

    Platt scaling: log odds of the share = slope × log odds of the raw number + intercept + effect, where the effect is
    that of what other machines say of the sentence and topic (`SaidBeside`): `same`, `otherwise` or `silent`. Fitted
    on `decisions` in `letters`, of the training letters that come with the program or of single decisions on this site.
    `log_loss` is that of the shares on letters left out, in nats. Rows never change.
    """

    class Source(models.TextChoices):
        TRAINING = "training", "trainingsbrieven"
        SITE = "site", "losse beslissingen op deze site"

    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="calibrations", verbose_name="codeur")
    at = models.DateTimeField("wanneer", default=timezone.now)
    source = models.CharField("gemaakt op", max_length=10, choices=Source.choices)
    slope = models.FloatField("helling")
    intercept = models.FloatField("beginwaarde")
    same = models.FloatField("andere machine zegt hetzelfde", default=0.0)
    otherwise = models.FloatField("andere machine zegt iets anders", default=0.0)
    silent = models.FloatField("andere machine zegt niets", default=0.0)
    decisions = models.PositiveIntegerField("beslissingen")
    letters = models.PositiveIntegerField("brieven")
    log_loss = models.FloatField("log loss")

    objects = CalibrationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "ijking"
        verbose_name_plural = "ijkingen"
        indexes = [models.Index(F("coder"), F("id").desc(), name="calibration_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["coder", "slope", "intercept"], condition=Q(source="training"), name="shipped_once"
            ),
            models.CheckConstraint(condition=Q(slope__gt=0), name="surer_is_righter"),
        ]

    def __str__(self) -> str:
        return f"{self.coder}, {self.at.date()}"

    @property
    def line(self) -> Line:
        return Line(self.slope, self.intercept, self.same, self.otherwise, self.silent)

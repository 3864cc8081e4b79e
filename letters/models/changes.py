from __future__ import annotations

from django.conf import settings
from django.db import models

from letters.models.letters import Letter


class Change(models.Model):
    """One change to a letter: who, when, which field, from what to what, and why. Rows are only ever added."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField("wanneer", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="door"
    )
    field = models.CharField("veld", max_length=40)
    old = models.TextField("was", blank=True)
    new = models.TextField("werd", blank=True)
    reason = models.TextField("waarom", blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"

from __future__ import annotations

from django.conf import settings
from django.db import models

from letters.models.letters import Letter


class Edit(models.Model):
    """History of a letter: one change of one field, with who, when, old, new and reason. Append-only."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="edits")
    at = models.DateTimeField("wanneer", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="door"
    )
    field = models.CharField("veld", max_length=40)
    old = models.TextField("was", blank=True)
    new = models.TextField("werd", blank=True)
    reason = models.TextField("waarom", blank=True)

    class Meta:
        db_table = "letters_change"
        default_permissions = ()
        # Codenames from before the class was renamed: existing groups may hold them.
        permissions = [(f"{may}_change", f"Can {may} wijziging") for may in ("add", "change", "delete", "view")]
        ordering = ["-id"]
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"

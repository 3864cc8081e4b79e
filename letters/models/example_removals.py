from __future__ import annotations

from django.conf import settings
from django.db import models


class ExampleRemoval(models.Model):
    """Marks that an editor removed the invented letters, so that they are not loaded again."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "verwijdering van de voorbeelden"
        verbose_name_plural = "verwijderingen van de voorbeelden"

    def __str__(self) -> str:
        return str(self.at)

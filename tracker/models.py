from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """When a worker last answered on a queue; beat asks every half minute."""

    queue = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "teken van leven"
        verbose_name_plural = "tekens van leven"

    def __str__(self) -> str:
        return self.queue

from __future__ import annotations

from django.db import models


class Alteration(models.Model):
    """That a transaction wrote something that pages show: in how many statements, and when it did so last.

    Written by triggers alone (migration 0008), in the transaction itself: nobody sees it before what it stands for, and
    whoever reads all of them knows whether anything changed since (`positions.freshness`). Old ones are thinned out.
    """

    transaction = models.PositiveBigIntegerField(primary_key=True)
    writes = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "wijziging van gegevens"
        verbose_name_plural = "wijzigingen van gegevens"

    def __str__(self) -> str:
        return f"{self.transaction} ({self.at})"

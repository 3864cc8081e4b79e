from __future__ import annotations

from django.db import models


class DataVersion(models.Model):
    """A transaction that wrote shown data: its number of statements, and the time of the last one.

    Written by triggers alone (migration 0008), within the transaction: a row becomes visible together with the writes
    it stands for, so all rows together identify the state of the data (`positions.caching.version`). Old rows are
    pruned.
    """

    transaction = models.PositiveBigIntegerField(primary_key=True)
    writes = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        db_table = "positions_alteration"
        default_permissions = ()
        # Codenames from before the class was renamed: groups may hold them.
        permissions = [
            (f"{may}_alteration", f"Can {may} wijziging van gegevens") for may in ("add", "change", "delete", "view")
        ]
        verbose_name = "wijziging van gegevens"
        verbose_name_plural = "wijzigingen van gegevens"

    def __str__(self) -> str:
        return f"{self.transaction} ({self.at})"

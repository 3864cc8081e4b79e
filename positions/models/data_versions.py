from __future__ import annotations

from django.db import models


class DataVersion(models.Model):
    """A transaction that wrote shown data: its number of statements, and the time of the last one.

    Written by triggers alone (migrations 0008, 0017), within the transaction: a row becomes visible together with the
    writes it stands for, so all rows together identify the state of the data (`positions.caching.version`). Stances and
    decisions, except those of a coder's task, have rows by topic instead (`TopicVersion`). Old rows are pruned.
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


class TopicVersion(models.Model):
    """A transaction that wrote stances or decisions on a topic: what `DataVersion` is for all other data."""

    topic = models.BigIntegerField()
    transaction = models.PositiveBigIntegerField()
    writes = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = "wijziging van een onderwerp"
        verbose_name_plural = "wijzigingen van onderwerpen"
        constraints = [models.UniqueConstraint(fields=["topic", "transaction"], name="written_once_a_transaction")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.transaction} ({self.at})"

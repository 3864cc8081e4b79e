from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from letters.models.ingestions import Ingestion


class AnnouncedFileQuerySet(models.QuerySet["AnnouncedFile"]):
    def missing(self) -> AnnouncedFileQuerySet:
        """Return files that did not arrive, or not yet, and that are still waited for."""
        return self.filter(ingestion=None, seen_at=None)

    def seen_missing(self) -> AnnouncedFileQuerySet:
        """Return files that did not arrive, of which an editor has seen it."""
        return self.filter(ingestion=None, seen_at__isnull=False)


class AnnouncedFile(models.Model):
    """A file of an upload, announced before it is sent: without `ingestion` it did not arrive, or not yet.

    `number` is its place in the batch as the sender counts. The same file sent twice under one number is stored once.
    What does not arrive waits for an editor until one has seen it (`seen_at`).
    """

    batch = models.UUIDField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="+")
    ingestion = models.ForeignKey(Ingestion, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )

    objects = AnnouncedFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["batch", "number"]
        verbose_name = "aangekondigd bestand"
        verbose_name_plural = "aangekondigde bestanden"
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="announced_once")]
        # The editor's work list, among all that arrived.
        indexes = [
            models.Index(fields=["-id"], condition=Q(ingestion=None, seen_at=None), name="announced_missing"),
        ]

    def __str__(self) -> str:
        return self.name

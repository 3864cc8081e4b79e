from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from letters.models.ingestions import Ingestion


class AnnouncedFile(models.Model):
    """A file of an upload, announced before it is sent: without `ingestion` it did not arrive, or not yet.

    `number` is its place in the batch as the sender counts. The same file sent twice under one number is stored once.
    """

    batch = models.UUIDField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False, related_name="+")
    ingestion = models.ForeignKey(Ingestion, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["batch", "number"]
        verbose_name = "aangekondigd bestand"
        verbose_name_plural = "aangekondigde bestanden"
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="announced_once")]
        # What somebody sent that did not arrive, among all that did.
        indexes = [models.Index(fields=["user"], condition=Q(ingestion=None), name="announced_missing")]

    def __str__(self) -> str:
        return self.name

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Document(models.Model):
    """An immutable file as received. Its bytes are in `Content`, so that lists never load them.

    `media_type` is detected from the bytes, not taken from a name or a sender.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField("grootte")
    media_type = models.CharField("soort bestand", max_length=100)
    received_at = models.DateTimeField("ontvangen", auto_now_add=True)

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_is_hex"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Content(models.Model):
    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()

    class Meta:
        verbose_name = "inhoud"
        verbose_name_plural = "inhoud"

    def __str__(self) -> str:
        return str(self.document_id)

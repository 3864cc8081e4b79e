from __future__ import annotations

from django.db import models

from letters.models.revisions import Revision


class SentenceDigest(models.Model):
    """One distinct sentence of one text, by its digest: the index of `Revision.sentence_digests`.

    Written by a trigger alone (migration 0011), which keeps it equal to that column whoever writes a revision. The
    primary key begins with the digest, so the texts that hold a sentence are read from it in order, and no further than
    asked: how common a sentence is costs at most as many entries as the limit (`letters.ingestion.look_alikes`).
    """

    pk = models.CompositePrimaryKey("digest", "revision_id")
    digest = models.BigIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = "kenmerk van een zin"
        verbose_name_plural = "kenmerken van zinnen"

    def __str__(self) -> str:
        return f"{self.digest} in {self.revision_id}"

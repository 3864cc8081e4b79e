from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from letters.domain.parsed import PassageKind
from letters.models.documents import Document
from letters.models.letters import Letter


class Revision(models.Model):
    """One text of a letter, read from one document. The newest is `current`; older ones are kept.

    `text` is the clean text; every offset elsewhere counts its characters. `body_digest` names the body's words alone
    (`letters.domain.sameness`), `sentence_digests` its sentences, as signed 64-bit integers. `read_by` names the
    version of the reader and parser that made it. `body_sentences` counts the sentences of the body, `annex_bounds` is
    flat: start, end, … of the passages that are annex.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    is_current = models.BooleanField(default=True)
    text = models.TextField()
    pages = models.PositiveIntegerField(null=True)
    footnotes = models.PositiveIntegerField(default=0)
    annexes = models.PositiveIntegerField(default=0)
    body_sentences = models.PositiveIntegerField(default=0)
    annex_bounds = ArrayField(models.PositiveIntegerField(), default=list)
    body_digest = models.CharField(max_length=64, db_index=True)
    sentence_digests = ArrayField(models.BigIntegerField(), default=list)
    read_by = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = "versie"
        verbose_name_plural = "versies"
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["letter"], condition=Q(is_current=True), name="one_current_revision"),
        ]
        indexes = [
            GinIndex(fields=["sentence_digests"], name="revision_sentences"),  # letters.ingestion.matching: look-alikes
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} v{self.number}"


class Passage(models.Model):
    """A paragraph of a revision: its kind, place, headings above it, sentence bounds and search words.

    `sentence_bounds` is flat: start, end, start, end, … in the revision's text. `marks` are the footnote marks that
    stood in it: [[offset, label], …].
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PassageKind])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    headings = ArrayField(models.TextField(), default=list)
    page = models.PositiveIntegerField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    label = models.CharField(max_length=40, null=True)
    language = models.CharField(max_length=2, default="nl")
    sentence_bounds = ArrayField(models.PositiveIntegerField(), default=list)
    marks = models.JSONField(default=list)
    search = SearchVectorField(null=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "alinea"
        verbose_name_plural = "alinea's"
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="passage_position_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="passage_ends_after_start"),
        ]
        indexes = [GinIndex(fields=["search"], name="passage_search")]  # the search page

    def __str__(self) -> str:
        return f"{self.revision_id} #{self.position}"

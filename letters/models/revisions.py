from __future__ import annotations

from datetime import datetime
from enum import Enum

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from letters.models.documents import Document
from letters.models.letters import Letter
from letters.parser.parsed_letter import PassageKind


class LetterPart(Enum):
    """Part of a text: the letter itself, with its footnotes, or an annex."""

    BODY = "body"
    ANNEX = "annex"


_HEAVY = ("sentence_digests", "ledger")


def heavy_columns(relation: str = "") -> tuple[str, ...]:
    """Return the large columns that only ingestion and the editor's page read, for `defer` along a relation."""
    return tuple(f"{relation}__{name}" if relation else name for name in _HEAVY)


class RevisionQuerySet(models.QuerySet["Revision"]):
    def as_of(self, moment: datetime) -> RevisionQuerySet:
        """The newest text of each letter before that moment."""
        newer = Revision.objects.filter(letter=OuterRef("letter"), number__gt=OuterRef("number"), created_at__lt=moment)
        return self.filter(~Exists(newer), created_at__lt=moment)


class Revision(models.Model):
    """One text of a letter, read from one document. The newest is `current`; older ones are kept.

    `text` is the clean text; every offset elsewhere counts its characters. `body_digest` is a digest of the body's
    words alone (`letters.parser.fingerprints`), `sentence_digests` of its sentences, in order, as signed 64-bit
    integers: `SentenceDigest` is their index. `read_by` is the version of reader and parser that produced it.
    `body_sentences` counts the sentences of the body, `annex_bounds` is flat: start, end, … of the annex passages.
    `unread_pages` are the numbers of pages without readable text. `ledger` accounts for the characters of the document,
    one row per page (`letters.ledger`); null if read before they were counted.
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
    unread_pages = ArrayField(models.PositiveIntegerField(), default=list)
    ledger = models.JSONField(null=True)
    body_digest = models.CharField(max_length=64, db_index=True)
    sentence_digests = ArrayField(models.BigIntegerField(), default=list)
    read_by = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "versie"
        verbose_name_plural = "versies"
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["letter"], condition=Q(is_current=True), name="one_current_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} v{self.number}"

    def get_absolute_url(self) -> str:
        """Return the path of this text as a file (`letters.pages.clean_text`)."""
        return f"{reverse('clean-text', args=[self.letter.key])}?versie={self.number}"

    def part_at(self, place: int) -> LetterPart:
        """Return the part of the text in which the character at `place` stands."""
        bounds = zip(self.annex_bounds[::2], self.annex_bounds[1::2], strict=True)
        return LetterPart.ANNEX if any(start <= place < end for start, end in bounds) else LetterPart.BODY


class Passage(models.Model):
    """A paragraph of a revision: its kind, position, headings above it, sentence bounds and search vector.

    `sentence_bounds` is flat: start, end, start, end, … in the revision's text. `marks` are its footnote marks:
    [[offset, label], …].
    """

    # Its own index would be the beginning of `passage_place`.
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="passages", db_index=False)
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
        indexes = [
            GinIndex(fields=["search"], name="passage_search"),  # the search page
            # The number of the paragraph at a place, of each stance of a file.
            models.Index(fields=["revision", "start"], include=["position"], name="passage_place"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} #{self.position}"

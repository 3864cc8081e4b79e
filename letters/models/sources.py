from __future__ import annotations

from django.db import models
from django.db.models import Q

from letters.models.documents import Document
from letters.models.ingestions import Ingestion
from letters.models.letters import Letter
from letters.models.subscriptions import SourceName, SourceRun, Subscription


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    def not_held(self) -> SourceRecordQuerySet:
        """What the source lists as a letter, or may be one, and we do not have."""
        unread = Q(state=SourceRecord.State.FETCHED, ingestion__state=Ingestion.State.FAILED)
        return self.filter(Q(state__in=[SourceRecord.State.LISTED, SourceRecord.State.FAILED]) | unread)


class SourceRecord(models.Model):
    """One paper as a source lists it, whether we have it or not, with the source's own record beside it.

        LISTED ─► FETCHED       its file is an ingestion or, of an annex, a document
           ├────► HELD          we have this letter already, from elsewhere
           └────► FAILED        `problem`, `message`; LISTED again in a later run, MAX_ATTEMPTS times
        OTHER                   by its kind no letter of the cabinet
        ATTACHMENT              an annex that nobody asked for

    A record that the source changes goes back to LISTED. `stated` are its facts (`letters.domain.stating`),
    `metadata` its bytes, `address`, `etag` and `last_modified` what the source said of the file that we have. Of a
    file in the folder `source_id` is its name, `etag` its size and time; what came in an e-mail names it as `main`.
    """

    class State(models.TextChoices):
        LISTED = "listed", "nog niet opgehaald"
        FETCHED = "fetched", "opgehaald"
        HELD = "held", "hadden we al"
        FAILED = "failed", "niet gelukt"
        OTHER = "other", "geen brief"
        ATTACHMENT = "attachment", "bijlage"

    MAX_ATTEMPTS = 5

    source = models.CharField("bron", max_length=20, choices=SourceName.choices)
    source_id = models.CharField("kenmerk bij de bron", max_length=255)
    subscription = models.ForeignKey(Subscription, on_delete=models.SET_NULL, null=True, related_name="records")
    run = models.ForeignKey(SourceRun, on_delete=models.SET_NULL, null=True, related_name="records")
    identifier = models.CharField("kenmerk", max_length=120, null=True, db_index=True)
    title = models.TextField("titel", blank=True)
    kind = models.CharField("soort volgens de bron", max_length=200, blank=True)
    document_date = models.DateField("datum", null=True)
    modified = models.DateField("gewijzigd bij de bron", null=True)
    main = models.CharField("bijlage bij", max_length=255, blank=True)
    stated = models.JSONField(default=dict)
    manifestations = models.JSONField(default=list)
    metadata = models.BinaryField(default=bytes)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.LISTED)
    problem = models.CharField(max_length=40, blank=True)
    message = models.TextField("melding", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    address = models.TextField(blank=True)
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    ingestion = models.ForeignKey(Ingestion, on_delete=models.SET_NULL, null=True, related_name="source_records")
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="source_records")
    listed_at = models.DateTimeField("voor het eerst gezien", auto_now_add=True)
    fetched_at = models.DateTimeField("opgehaald op", null=True)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        ordering = [models.F("document_date").desc(nulls_last=True), "-id"]
        verbose_name = "stuk bij een bron"
        verbose_name_plural = "stukken bij bronnen"
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="source_record_once"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(message=""), name="failed_record_says_why"),
            models.CheckConstraint(condition=~Q(state="held") | Q(letter__isnull=False), name="held_record_names_it"),
        ]
        indexes = [models.Index(fields=["source", "state"], name="source_record_to_do")]  # fetching, the page

    def __str__(self) -> str:
        return self.source_id

    @property
    def known_letter(self) -> Letter | None:
        """The letter that it is, once that is known."""
        return self.letter or (self.ingestion.letter if self.ingestion else None)

    @property
    def why_not(self) -> str:
        """In words, why we do not hold it."""
        failed = self.ingestion and self.ingestion.state == Ingestion.State.FAILED
        return self.message or (self.ingestion.message if failed and self.ingestion else "")

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from letters.models.documents import Document
from letters.models.harvest_jobs import HarvestJob, SourceName, SourceRun
from letters.models.ingestions import Ingestion
from letters.models.letters import Letter


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    def not_held(self) -> SourceRecordQuerySet:
        """Return papers listed as letters, or possible letters, that we do not hold."""
        unread = Q(state=SourceRecord.State.FETCHED, ingestion__state=Ingestion.State.FAILED)
        return self.filter(Q(state__in=[SourceRecord.State.LISTED, SourceRecord.State.FAILED]) | unread)


class SourceRecord(models.Model):
    """One paper as listed by a source, held or not, with the source's own metadata.

        LISTED ─► FETCHED       its file is an ingestion or, for an annex, a document
           ├────► HELD          the letter is held already, from elsewhere
           └────► FAILED        `problem`, `message`; LISTED again in a later run, MAX_ATTEMPTS times
        OTHER                   by its kind not a letter of the cabinet
        ATTACHMENT              an annex that was not requested

    A record changed by the source returns to LISTED. `stated` has its facts (`letters.parser.source_metadata`),
    `metadata` its bytes; `address`, `etag` and `last_modified` describe the file that we hold. For a file in the
    watched folder `source_id` is its name and `etag` its size and time; parts of an e-mail name it as `main`.
    """

    class State(models.TextChoices):
        LISTED = "listed", _("nog niet opgehaald")
        FETCHED = "fetched", _("opgehaald")
        HELD = "held", _("hadden we al")
        FAILED = "failed", _("niet gelukt")
        OTHER = "other", _("geen brief")
        ATTACHMENT = "attachment", _("bijlage")

    MAX_ATTEMPTS = 5

    source = models.CharField(_("bron"), max_length=20, choices=SourceName.choices)
    source_id = models.CharField(_("kenmerk bij de bron"), max_length=255)
    job = models.ForeignKey(
        HarvestJob, on_delete=models.SET_NULL, null=True, db_column="subscription_id", related_name="records"
    )
    run = models.ForeignKey(SourceRun, on_delete=models.SET_NULL, null=True, related_name="records")
    identifier = models.CharField(_("kenmerk"), max_length=120, null=True, db_index=True)
    title = models.TextField(_("titel"), blank=True)
    kind = models.CharField(_("soort volgens de bron"), max_length=200, blank=True)
    document_date = models.DateField(_("datum"), null=True)
    modified = models.DateField(_("gewijzigd bij de bron"), null=True)
    main = models.CharField(_("bijlage bij"), max_length=255, blank=True)
    stated = models.JSONField(default=dict)
    manifestations = models.JSONField(default=list)
    metadata = models.BinaryField(default=bytes)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.LISTED)
    problem = models.CharField(max_length=40, blank=True)
    message = models.TextField(_("melding"), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    address = models.TextField(blank=True)
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    ingestion = models.ForeignKey(Ingestion, on_delete=models.SET_NULL, null=True, related_name="source_records")
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="source_records")
    listed_at = models.DateTimeField(_("voor het eerst gezien"), auto_now_add=True)
    fetched_at = models.DateTimeField(_("opgehaald op"), null=True)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        ordering = [models.F("document_date").desc(nulls_last=True), "-id"]
        verbose_name = _("stuk bij een bron")
        verbose_name_plural = _("stukken bij bronnen")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="source_record_once"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(message=""), name="failed_record_says_why"),
            models.CheckConstraint(condition=~Q(state="held") | Q(letter__isnull=False), name="held_record_names_it"),
        ]
        indexes = [models.Index(fields=["source", "state"], name="source_record_to_do")]  # harvesting, page of sources

    def __str__(self) -> str:
        return self.source_id

    @property
    def known_letter(self) -> Letter | None:
        """The letter of this record, once known."""
        return self.letter or (self.ingestion.letter if self.ingestion else None)

    @property
    def why_not(self) -> str:
        """The reason, in words, why the paper is not held."""
        failed = self.ingestion and self.ingestion.state == Ingestion.State.FAILED
        return self.message or (self.ingestion.message if failed and self.ingestion else "")

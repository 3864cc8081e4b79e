from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from letters.labels.problem_messages import worded
from letters.models.documents import Document
from letters.models.letters import Letter


class IngestionQuerySet(models.QuerySet["Ingestion"]):
    def in_world(self) -> IngestionQuerySet:
        """As LetterQuerySet.in_world: once there are real letters, ingestions of examples are hidden."""
        real = Letter.objects.real()
        return self.filter(Q(is_example=False) | ~models.Exists(real))

    def unfinished(self) -> IngestionQuerySet:
        """Return what a worker or an editor is to go on with."""
        return self.exclude(state__in=Ingestion.ENDED)

    # Timestamps too far in the future stem from a clock that was set back since. Waiting for them could take days, so
    # they are treated as expired.

    def failures_to_see(self) -> IngestionQuerySet:
        """Return failures that no editor has seen; a file that an editor discarded is none."""
        return self.filter(state=Ingestion.State.FAILED, seen_at=None).exclude(problem="discarded")

    def abandoned(self, now: datetime, lease: timedelta) -> IngestionQuerySet:
        """Return ingestions in progress for longer than `lease`: their worker is gone."""
        return self.filter(state__in=Ingestion.WORKING).exclude(claimed_at__range=(now - lease, now + lease))

    def waiting(self, now: datetime, patience: timedelta) -> IngestionQuerySet:
        """Return ingestions ready for a next step for longer than `patience`: their message was lost."""
        return self.filter(state__in=Ingestion.READY).exclude(updated_at__range=(now - patience, now + patience))


class Ingestion(models.Model):
    """One attempt to ingest one input, with its origin.

        RECEIVED ─► READING ─► READ ─► RECORDING ─► RECORDED ─► LINKING ─► DONE
            │          │         │         │
            │          │         └─ HELD ──┘   an editor proofreads, corrects and saves
            └──────────┴─► FAILED              bad input: `problem` and `message` say what is wrong and the remedy

    `state` changes only by conditional updates (`letters.ingestion.claims`). A step that dies leaves an -ING state and
    a stale `claimed_at`; the sweep resets it to the state before. A worker that completes a step claims the next at
    once, so READ and RECORDED are seen only between two workers. `stated` is the metadata of the source
    (`letters.parser.source_metadata`); empty for a file without any. A failure waits for an editor until one has
    seen it (`seen_at`, `letters.ingestion.seen_failures`).
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("wacht op lezen")
        READING = "reading", _("wordt gelezen")
        READ = "read", _("gelezen")
        HELD = "held", _("wacht op nakijken")
        RECORDING = "recording", _("wordt opgeslagen")
        RECORDED = "recorded", _("opgeslagen")
        LINKING = "linking", _("verwijzingen zoeken")
        DONE = "done", _("klaar")
        FAILED = "failed", _("niet gelukt")

    class Outcome(models.TextChoices):
        NEW = "new", _("nieuwe brief")
        SAME = "same", _("had u al")
        REVISED = "revised", _("gewijzigde tekst")
        FAILED = "failed", _("niet gelukt")

    class Channel(models.TextChoices):
        UPLOAD = "upload", _("geüpload")
        PASTE = "paste", _("geplakt")
        TYPED = "typed", _("getypt")
        COMMAND = "command", _("ingelezen met de opdrachtregel")
        EXAMPLE = "example", _("voorbeeld")
        AGAIN = "again", _("opnieuw gelezen")
        SOURCE = "source", _("opgehaald bij de bron")
        FOLDER = "folder", _("uit de map op de server")

    READY = (State.RECEIVED, State.READ, State.RECORDED)
    WORKING = (State.READING, State.RECORDING, State.LINKING)
    ENDED = (State.DONE, State.FAILED)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="ingestions")
    name = models.CharField(_("naam"), max_length=255)
    channel = models.CharField(_("hoe"), max_length=20, choices=Channel.choices)
    is_example = models.BooleanField(_("verzonnen"), default=False)
    hold = models.BooleanField(_("eerst nakijken"), default=False)
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    # Its own index would be the beginning of `ingestion_by_user`.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("door"),
    )
    state = models.CharField(_("stand"), max_length=20, choices=State.choices, default=State.RECEIVED)
    outcome = models.CharField(_("uitkomst"), max_length=20, choices=Outcome.choices, blank=True)
    problem = models.CharField(max_length=40, blank=True)
    message = models.TextField(_("melding"), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    parsed = models.JSONField(null=True)
    corrections = models.JSONField(default=dict)
    stated = models.JSONField(default=dict)
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, related_name="ingestions", verbose_name=_("brief")
    )
    seen_at = models.DateTimeField(_("gezien op"), null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("gezien door"),
    )
    created_at = models.DateTimeField(_("ontvangen"), auto_now_add=True)
    updated_at = models.DateTimeField(_("laatst gewijzigd"), auto_now=True)

    objects = IngestionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("toegevoegd bestand")
        verbose_name_plural = _("toegevoegde bestanden")
        constraints = [
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(message=""), name="failed_says_why"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(state="failed"), name="ingestion_has_document"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True) | Q(state="failed"), name="only_failures_are_seen"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "updated_at"], name="ingestion_to_do"),  # for the sweep
            models.Index(fields=["user", "created_at"], name="ingestion_by_user"),  # what somebody did today
            models.Index(  # the editor's work list
                fields=["-updated_at"],
                condition=Q(state="failed", seen_at__isnull=True) & ~Q(problem="discarded"),
                name="ingestion_to_see",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_message(self) -> str:
        return worded(self.problem, self.message)

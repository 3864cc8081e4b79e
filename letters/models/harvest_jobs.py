from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.labels.number_formats import format_dossier


class SourceName(models.TextChoices):
    KOOP = "koop", _("Officiële bekendmakingen")
    TWEEDE_KAMER = "tweedekamer", _("Tweede Kamer")
    FOLDER = "folder", _("Map op de server")


class HarvestJobQuerySet(models.QuerySet["HarvestJob"]):
    def due(self, now: datetime) -> HarvestJobQuerySet:
        return self.filter(active=True, due_at__lte=now)

    def failing(self) -> HarvestJobQuerySet:
        """Return the jobs whose last run failed."""
        return self.filter(active=True, failures__gt=0)


class HarvestJob(models.Model):
    """A scheduled harvest of a source: papers of these dossiers, with these words, since a date; or these papers, once.

        waiting (`claimed_at` None) ─► claimed by a worker, for one slice of a run ─► waiting, due at once or next time

    All changes of the source up to `complete_until` have been listed. A job of papers by their `identifiers` ends with
    its first complete run (`active`). `failures` counts consecutive failed runs.
    """

    source = models.CharField(
        _("bron"), max_length=20, choices=[c for c in SourceName.choices if c[0] != SourceName.FOLDER.value]
    )
    dossiers = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("dossiers"),
        help_text=_("Met komma's ertussen: 28676, 36600-VII, 21501-02. Brieven uit elk van deze dossiers."),
    )  # fmt: skip
    identifiers = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, editable=False, verbose_name=_("stukken")
    )
    query = models.CharField(
        _("woorden"), max_length=200, blank=True, help_text=_("Alleen stukken waarin al deze woorden staan.")
    )
    since = models.DateField(_("vanaf"), null=True, blank=True, help_text=_("Alleen stukken van deze datum of later."))
    attachments = models.BooleanField(_("ook de bijlagen"), default=False)
    every_hours = models.PositiveSmallIntegerField(_("om de … uur"), default=24)
    most = models.PositiveIntegerField(_("hooguit zoveel nieuwe stukken per keer"), default=1000)
    active = models.BooleanField(_("aan"), default=True)
    due_at = models.DateTimeField(_("volgende keer"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, editable=False)
    complete_until = models.DateField(_("volledig tot en met"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HarvestJobQuerySet.as_manager()

    class Meta:
        db_table = "letters_subscription"
        default_permissions = ()
        # Codenames from before the class was renamed: existing groups may hold them.
        permissions = [
            (f"{may}_subscription", f"Can {may} abonnement op een bron") for may in ("add", "change", "delete", "view")
        ]
        ordering = ["pk"]
        verbose_name = _("abonnement op een bron")
        verbose_name_plural = _("abonnementen op bronnen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(dossiers=[]) | ~Q(query="") | ~Q(identifiers=[]), name="subscription_says_what"
            ),
            models.CheckConstraint(condition=Q(every_hours__gte=1), name="subscription_not_without_end"),
        ]
        # The editor's work list.
        indexes = [
            models.Index(fields=["-due_at"], condition=Q(active=True, failures__gt=0), name="subscription_failing")
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.what}"

    @property
    def once(self) -> bool:
        """True for papers by their identifiers, which are fetched once."""
        return bool(self.identifiers)

    @property
    def what(self) -> str:
        if self.once:
            return f"stuk {', '.join(self.identifiers)}"
        dossiers = f"dossier {', '.join(map(format_dossier, self.dossiers))}" if self.dossiers else ""
        return " ".join(part for part in (dossiers, f"“{self.query}”" if self.query else "") if part)


class SourceRun(models.Model):
    """One pass through a source, at once or in slices.

        RUNNING ─► DONE        everything was listed, and every download attempted
           ├─────► STOPPED     the limit was reached; the next run continues
           └─────► FAILED      the source failed: `problem`, `message`

    `place` is where its listing continues, None when complete; `newest` is the latest change seen. The outcomes are in
    the ingestions of `batch` and the records of this run.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("bezig")
        DONE = "done", _("klaar")
        STOPPED = "stopped", _("gestopt bij de grens")
        FAILED = "failed", _("niet gelukt")

    source = models.CharField(_("bron"), max_length=20, choices=SourceName.choices)
    job = models.ForeignKey(
        HarvestJob,
        on_delete=models.SET_NULL,
        null=True,
        db_column="subscription_id",
        related_name="runs",
        verbose_name=_("abonnement"),
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.RUNNING)
    place = models.TextField(null=True, default="")
    newest = models.DateField(null=True)
    listed = models.PositiveIntegerField(_("in de lijst"), default=0)
    found = models.PositiveIntegerField(_("nieuw of gewijzigd"), default=0)
    fetched = models.PositiveIntegerField(_("opgehaald"), default=0)
    failed = models.PositiveIntegerField(_("niet gelukt"), default=0)
    refused = models.JSONField(_("niet te gebruiken"), default=list)
    problem = models.CharField(max_length=40, blank=True)
    message = models.TextField(_("melding"), blank=True)
    started_at = models.DateTimeField(_("begonnen"), auto_now_add=True)
    ended_at = models.DateTimeField(_("klaar om"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("keer opgehaald")
        verbose_name_plural = _("keren opgehaald")
        constraints = [
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(message=""), name="failed_run_says_why"),
            models.UniqueConstraint(fields=["job"], condition=Q(state="running"), name="one_run_a_subscription"),
        ]
        indexes = [models.Index(fields=["source", "-id"], name="run_newest_first")]  # for the page of sources

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.started_at:%Y-%m-%d %H:%M}"

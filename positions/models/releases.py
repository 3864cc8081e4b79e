from __future__ import annotations

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"[1-9]\d{0,3}(\.(0|[1-9]\d{0,3})){0,2}")
LONGEST_NOTE = 5000  # characters


class ReleaseQuerySet(models.QuerySet["Release"]):
    def done(self) -> ReleaseQuerySet:
        """Return the releases that have files, withdrawn ones too, newest first."""
        return self.filter(state=Release.State.DONE).order_by("-pk")

    def to_cite(self, *, examples: bool) -> ReleaseQuerySet:
        """Return the releases that stand, of real letters or of invented ones, newest first."""
        return self.done().filter(withdrawn_at__isnull=True, is_example=examples)


class Release(models.Model):
    """A numbered edition of all public data as known at the end of `day`, whose files never change.

        waiting ─► done ─► withdrawn      its files are written in the transaction that makes it done
           ▲  ╲
            ╲  ▼
             failed                       without files; an editor has it made again, or drops it

    Once it is done, a trigger refuses any change but its withdrawal, and its deletion. `facts` is what its page says of
    the data (`positions.releases.facts`), `site` the base URL of addresses in its files; `error` says in Dutch why it
    failed. Numbers rise, and days do not go back.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wordt gemaakt")
        DONE = "done", _("gemaakt")
        FAILED = "failed", _("mislukt")

    number = models.CharField("nummer", max_length=14, unique=True)
    day = models.DateField("zoals bekend op")
    site = models.CharField("adres van de site", max_length=300)
    note = models.TextField("toelichting", blank=True, max_length=LONGEST_NOTE)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.WAITING)
    error = models.TextField("wat er misging", blank=True)
    is_example = models.BooleanField("verzonnen", default=False, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd", auto_now_add=True)
    made_at = models.DateTimeField("gemaakt", null=True)
    facts = models.JSONField("wat erin zit", default=dict)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="ingetrokken door"
    )
    withdrawn_reason = models.TextField("reden van intrekking", blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("cut_release", "Mag een uitgave maken en intrekken")]
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state__in=["waiting", "failed"]), name="one_release_in_the_making"
            ),
            models.CheckConstraint(condition=Q(number__regex=f"^{NUMBER.pattern}$"), name="release_number_is_one"),
            models.CheckConstraint(
                condition=Q(state="done", made_at__isnull=False) | ~Q(state="done") & Q(made_at__isnull=True),
                name="release_done_is_made",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, state="done") & ~Q(withdrawn_reason=""),
                name="release_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(_("uitgave %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("release", args=[self.number])

    @property
    def order(self) -> tuple[int, ...]:
        return order_of(self.number)


def order_of(number: str) -> tuple[int, ...]:
    """Return the number as one that can be compared: "2.1" is 2, 1, 0."""
    parts = [int(part) for part in number.split(".")]
    return (*parts, *(0 for _each in range(3 - len(parts))))


class ReleaseFile(models.Model):
    """A file of a release, the zip first and then what is in it. Its bytes are in `ReleaseChunk`, in order."""

    # Its own index would be the beginning of `release_file_once`.
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files", db_index=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField("naam", max_length=100)
    media_type = models.CharField("soort bestand", max_length=100)
    size = models.PositiveBigIntegerField("grootte")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["release", "position"]
        default_permissions = ()
        verbose_name = "bestand van een uitgave"
        verbose_name_plural = "bestanden van uitgaven"
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="release_file_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="release_sha256_is_hex"),
        ]

    def __str__(self) -> str:
        return self.name


class ReleaseChunk(models.Model):
    """A piece of a file of a release, at most a few megabytes, so that no file is read into memory whole."""

    # Its own index would be the beginning of `release_chunk_once`.
    file = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="chunks", db_index=False)
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["file_id", "position"]
        default_permissions = ()
        verbose_name = "stuk van een bestand"
        verbose_name_plural = "stukken van bestanden"
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="release_chunk_once")]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.position}"

"""Releases from being asked for to having files, and what an editor may do to one.

Everything of a release is written in one transaction, in which its row is locked: of a worker that is killed nothing is
left, and the next one begins anew.
"""

from __future__ import annotations

import logging
import zipfile
from datetime import date
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.utils import IntegrityError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from letters.example_notice import showing_examples
from letters.ingestion import task_queue
from positions.models import Release
from positions.models.releases import order_of
from positions.open_data import data_package
from positions.releases import facts, files
from positions.stances import as_of

log = logging.getLogger(__name__)

TASK = "positions.tasks.cut_release"
PASSING = (OperationalError, InterfaceError)
BROKEN = "Het maken ging mis; wat er gebeurde, staat in het logboek van de server. Maak de uitgave opnieuw."
EMPTY = "Er is geen brief meer die op die dag in Standpunt stond."


class ReleaseError(Exception):
    """A release that cannot be made or withdrawn; `field` of the form is at fault, and the message says what to do."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def ask(number: str, day: date, note: str, *, site: str, by: Any) -> Release:
    """Have a release made by a worker; `site` is the base URL, as https://standpunt.example.

    Raises ReleaseError if it is not the next one, or another is being made.
    """
    try:
        with transaction.atomic():
            _refuse_unless_next(number, day)
            release = Release.objects.create(number=number, day=day, site=site, note=note, asked_by=by)
            _send(release)
    except IntegrityError as error:  # somebody else asked at the same moment
        raise ReleaseError(_busy()) from error
    return release


def ask_again(release: Release) -> None:
    """Have a release that failed made once more. Raises ReleaseError if there is none to make."""
    with transaction.atomic():
        failed = Release.objects.filter(pk=release.pk, state=Release.State.FAILED)
        if not failed.update(state=Release.State.WAITING, error=""):
            raise ReleaseError(_("Deze uitgave is niet mislukt: er is niets opnieuw te maken."))
        _send(release)


def drop(release: Release) -> None:
    """Delete a release that failed; its number is free again. Raises ReleaseError if it did not fail."""
    if not Release.objects.filter(pk=release.pk, state=Release.State.FAILED).delete()[0]:
        raise ReleaseError(_("Alleen een mislukte uitgave kan weg."))


def withdraw(release: Release, reason: str, *, by: Any) -> None:
    """Stop giving out the files; page, checksums and reason stay. Raises ReleaseError if that was done before."""
    standing = Release.objects.done().filter(pk=release.pk, withdrawn_at__isnull=True).order_by()
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason):
        raise ReleaseError(_("Deze uitgave is niet (meer) in te trekken."))


def cut_waiting() -> None:
    """Make the release that waits, if no worker has it in hand: the message about it was lost, or its worker killed."""
    for pk in Release.objects.filter(state=Release.State.WAITING).values_list("pk", flat=True):
        cut(pk)


def cut(pk: int) -> None:
    """Make the files of a release that waits; none if another worker has it in hand. What fails is said on its row."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _cut(pk)
    except PASSING:
        raise
    except ReleaseError as error:
        _fail(pk, str(error))
    except Exception:  # of whatever kind: its page says that it failed, and is not left waiting for ever
        log.exception("release %s was not made", pk)
        _fail(pk, BROKEN)


def _cut(pk: int) -> None:
    with data_package.at_one_moment(writing=True):
        waiting = Release.objects.filter(state=Release.State.WAITING)
        release = waiting.select_for_update(skip_locked=True).filter(pk=pk).first()
        if release is None:
            return
        if not as_of.letters(release.day).exists():
            raise ReleaseError(EMPTY)
        with TemporaryFile() as packed:
            address = f"{release.site}{release.get_absolute_url()}"
            data_package.write(packed, release.day, release.site, version=release.number, homepage=address)
            files.keep_all(release, packed)
            with zipfile.ZipFile(packed) as archive:
                release.is_example = showing_examples()
                before = Release.objects.to_cite(examples=release.is_example).first()
                release.facts = facts.facts_of(release.day, archive, before)
        release.state, release.made_at = Release.State.DONE, timezone.now()
        release.save()
    log.info("made release %s", release.number)


def _fail(pk: int, message: str) -> None:
    waiting = Release.objects.filter(pk=pk, state=Release.State.WAITING)
    waiting.update(state=Release.State.FAILED, error=message)


def _send(release: Release) -> None:
    transaction.on_commit(partial(task_queue.publish, TASK, release.pk, "bulk"))


def _refuse_unless_next(number: str, day: date) -> None:
    last = Release.objects.order_by("-pk").first()
    if last and last.state != Release.State.DONE:
        raise ReleaseError(_busy())
    if last and order_of(number) <= last.order:
        message = _("Het nummer moet hoger zijn dan %(number)s, dat van de laatste uitgave.")
        raise ReleaseError(message % {"number": last.number}, "number")
    if last and day < last.day:
        message = _("De laatste uitgave is van %(day)s: kies die dag of een latere.")
        raise ReleaseError(message % {"day": last.day.isoformat()}, "day")
    if not as_of.letters(day).exists():
        raise ReleaseError(_("Op die dag stond er nog geen brief in Standpunt. Kies een latere dag."), "day")


def _busy() -> str:
    return _("Er is al een uitgave gevraagd die nog niet gemaakt is. Wacht daarop, of haal haar weg als zij mislukte.")

"""Watched folder: files put in it → ingestions; once these end, a file moves to done/ or failed/.

A file is taken when two consecutive scans find it unchanged, so that files still being written are left alone.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from letters.harvesting import source_lock
from letters.ingestion.store import clean_name, store
from letters.models import Ingestion, SourceName, SourceRecord, SourceRun
from letters.sources import email_files
from letters.sources.folder import Folder, Found
from letters.sources.source_errors import Fault, SourceError

log = logging.getLogger(__name__)

FOLDER = SourceName.FOLDER.value
State = SourceRecord.State
AT_ONCE = 100  # files taken per scan


def scan(*, enqueue: bool = True) -> SourceRun | None:
    """Scan the configured folder once. Returns the run if files were taken, else None."""
    if not settings.LETTERS_INBOX:
        return None
    with source_lock.source_lock(FOLDER) as mine:
        if not mine:
            return None
        try:
            return look_through(Folder(settings.LETTERS_INBOX, limit=settings.LETTERS_MAX_BYTES), enqueue=enqueue)
        except SourceError as error:
            log.error("%s: %s", settings.LETTERS_INBOX, error)
            return None
        finally:
            email_files.close()


def look_through(folder: Folder, *, enqueue: bool) -> SourceRun | None:
    files = folder.files()
    forget_what_is_gone(files)
    ready = [found for found in files if is_ready(found, folder)]
    if not ready:
        return None
    run = SourceRun.objects.create(source=FOLDER, place=None)
    for found in ready[:AT_ONCE]:
        take(found, folder, run, enqueue=enqueue)
    end(run)
    return run


def is_ready(found: Found, folder: Folder) -> bool:
    """Return whether to take the file now. Finished files are moved away, files that cannot be taken are refused."""
    if not found.is_file or not is_storable(found.name):
        refuse(found, folder)
        return False
    record, created = SourceRecord.objects.get_or_create(
        source=FOLDER, source_id=found.name, defaults={"etag": found.mark, "title": found.name}
    )
    if created:
        return False
    if record.etag != found.mark:
        SourceRecord.objects.filter(pk=record.pk).update(etag=found.mark, state=State.LISTED, problem="", message="")
        return False
    if record.state == State.LISTED:
        return True
    finish(record, folder)
    return False


def is_storable(name: str) -> bool:
    """Return whether the name is valid Unicode; names in another encoding cannot be stored."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def refuse(found: Found, folder: Folder) -> None:
    why = "geen gewoon bestand" if not found.is_file else "de naam heeft vreemde tekens"
    put_away(folder, found.name, str(SourceError(Fault.NOT_A_FILE, why)))


def take(found: Found, folder: Folder, run: SourceRun, *, enqueue: bool) -> None:
    record = SourceRecord.objects.get(source=FOLDER, source_id=found.name)
    try:
        data = folder.read(found)
        if data is None:
            return  # still being written: the next scan sees another mark
        parts = (
            email_files.letters_in(data) if email_files.is_mail(found.name) else [email_files.Part(found.name, data)]
        )
    except SourceError as error:
        fail(record, folder, error.code, str(error))
        SourceRun.objects.filter(pk=run.pk).update(failed=run.failed + 1)
        run.refresh_from_db()
        return
    with transaction.atomic():
        keep(record, parts, run, enqueue=enqueue)
    run.refresh_from_db()


def keep(record: SourceRecord, parts: list[email_files.Part], run: SourceRun, *, enqueue: bool) -> None:
    """Store every part as an ingestion; parts of an e-mail get records of their own. Atomic."""
    SourceRecord.objects.filter(source=FOLDER, main=record.source_id).delete()
    ingestions = [
        store(part.data, name=part.name, channel=Ingestion.Channel.FOLDER, batch=run.batch, enqueue=enqueue)
        for part in parts
    ]
    taken = {"state": State.FETCHED, "run": run, "fetched_at": timezone.now(), "problem": "", "message": ""}
    alone = ingestions[0] if len(ingestions) == 1 else None
    SourceRecord.objects.filter(pk=record.pk).update(ingestion=alone, **taken)
    if alone is None:
        SourceRecord.objects.bulk_create(
            SourceRecord(
                source=FOLDER,
                source_id=f"{record.source_id[:240]}/{n}",
                main=record.source_id,
                title=clean_name(part.name),
                ingestion=ingestion,
                **taken,
            )
            for n, (part, ingestion) in enumerate(zip(parts, ingestions, strict=True), start=1)
        )
    SourceRun.objects.filter(pk=run.pk).update(
        listed=run.listed + 1, found=run.found + 1, fetched=run.fetched + len(parts)
    )


def finish(record: SourceRecord, folder: Folder) -> None:
    """Move the file away once all of its ingestions have ended."""
    if record.state == State.FAILED:
        put_away(folder, record.source_id, record.message)
        forget(record)
        return
    ingestions = list(Ingestion.objects.filter(came_out_of(record)).distinct().defer("parsed"))
    if any(ingestion.state not in Ingestion.ENDED for ingestion in ingestions):
        return
    failed = [ingestion for ingestion in ingestions if ingestion.state == Ingestion.State.FAILED]
    reason = "\n".join(f"{ingestion.name}: {ingestion.message}" for ingestion in failed)
    put_away(folder, record.source_id, reason)
    forget(record)


def came_out_of(record: SourceRecord) -> Q:
    return Q(source_records=record) | Q(source_records__source=FOLDER, source_records__main=record.source_id)


def fail(record: SourceRecord, folder: Folder, problem: str, message: str) -> None:
    SourceRecord.objects.filter(pk=record.pk).update(
        state=State.FAILED, problem=problem, message=message, attempts=record.attempts + 1
    )
    put_away(folder, record.source_id, message)
    forget(record)


def put_away(folder: Folder, name: str, reason: str) -> None:
    try:
        folder.put_away(name, reason=reason)
    except FileNotFoundError:
        log.info("%r went away by itself", name)


def forget(record: SourceRecord) -> None:
    """Clear the mark of a file that left the folder: a file of the same name counts as new."""
    SourceRecord.objects.filter(pk=record.pk).update(etag="")


def forget_what_is_gone(files: list[Found]) -> None:
    there = [found.name for found in files if is_storable(found.name)]
    gone = SourceRecord.objects.filter(source=FOLDER, main="").exclude(etag="").exclude(source_id__in=there)
    gone.filter(state=State.LISTED).delete()
    gone.update(etag="")


def end(run: SourceRun) -> None:
    SourceRun.objects.filter(pk=run.pk).update(state=SourceRun.State.DONE, ended_at=timezone.now())
    run.refresh_from_db()

"""Download step: a listed record → its file as an ingestion, a letter held already, or a failure with a reason."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone

from letters.harvesting.list_papers import listed_in
from letters.ingestion import source_fields, store
from letters.ingestion.recording_locks import locked
from letters.models import Content, Document, Identifier, Ingestion, Letter, SourceName, SourceRecord, SourceRun
from letters.parser import source_metadata as stated_facts
from letters.sources.source_errors import SourceError
from letters.sources.source_protocol import FetchedFile, Known, Source

State = SourceRecord.State
PARLIAMENTARY = re.compile(r"(?:kst|ah)-.+|\d{4}D\d{5}")


def download(record: SourceRecord, source: Source, run: SourceRun, *, enqueue: bool = True) -> Ingestion | None:
    """Move the record from LISTED to FETCHED, HELD or FAILED; return the new ingestion, if any.

    Raises SourceError and leaves the record unchanged if the source as a whole is unavailable.
    """
    if letter := held_already(record):
        hold(record, letter)
        return None
    try:
        fetched = source.fetch(listed_in(record), known_of(record))
    except SourceError as error:
        if error.ends_run:
            raise
        fail(record, error.code, str(error))
        return None
    with transaction.atomic():
        return keep(record, fetched, run, enqueue=enqueue)


def held_already(record: SourceRecord) -> Letter | None:
    """Return the held letter with the same parliamentary number, for the source that copies KOOP's publications.

    References of ministries are not used: one may denote two letters.
    """
    if record.source != SourceName.TWEEDE_KAMER or record.main:
        return None
    names = [name for name in stated_facts.from_json(record.stated).names if PARLIAMENTARY.fullmatch(name)]
    known = Identifier.objects.filter(value__in=names, letter__is_example=False).select_related("letter__joined_into")
    found = known.first()
    return (found.letter.joined_into or found.letter) if found else None


@transaction.atomic
def hold(record: SourceRecord, letter: Letter) -> None:
    source_fields.add_to(locked(letter), stated_facts.from_json(record.stated))
    move(record, State.HELD, letter=letter, fetched_at=timezone.now())


def known_of(record: SourceRecord) -> Known:
    """Return the cache validators (ETag, Last-Modified) of the file that we hold; empty without one."""
    if record.document_id is None:
        return Known()
    return Known(record.address, record.etag, record.last_modified)


def keep(record: SourceRecord, fetched: FetchedFile, run: SourceRun, *, enqueue: bool) -> Ingestion | None:
    """Store the file, or again the held one if the source answered "not modified": its record may have changed."""
    assert fetched.data is not None or record.document is not None  # validators are only sent with a document
    data = bytes(Content.objects.get(document=record.document_id).data) if fetched.data is None else fetched.data
    if record.main:
        moved(record, fetched, store.keep(data), None)
        return None
    ingestion = store.store(
        data,
        name=fetched.name,
        channel=Ingestion.Channel.SOURCE,
        batch=run.batch,
        stated=record.stated,
        enqueue=enqueue,
    )
    moved(record, fetched, ingestion.document, ingestion)
    return ingestion


def moved(record: SourceRecord, fetched: FetchedFile, document: Document | None, ingestion: Ingestion | None) -> None:
    marks = {"address": fetched.address, "etag": fetched.etag, "last_modified": fetched.last_modified}
    said = {} if fetched.data is None else marks
    move(record, State.FETCHED, document=document, ingestion=ingestion, fetched_at=timezone.now(), **said)


def fail(record: SourceRecord, problem: str, message: str) -> None:
    move(record, State.FAILED, problem=problem, message=message, attempts=record.attempts + 1)


def move(record: SourceRecord, state: State, **values: object) -> None:
    """Change the state by a conditional update, so that a record changed by another process is left alone."""
    values = {"problem": "", "message": "", **values}
    SourceRecord.objects.filter(pk=record.pk, state=State.LISTED, fingerprint=record.fingerprint).update(
        state=state, **values
    )
    record.refresh_from_db(fields=["state", *values])

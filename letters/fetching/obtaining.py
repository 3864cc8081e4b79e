"""obtain: a row that is to be fetched → its file in an ingestion; or a letter that we hold; or a reason why not."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone

from letters.domain import stating as stated_facts
from letters.fetching.listing import listed_in
from letters.ingestion import recording, stating, storing
from letters.models import Content, Document, Identifier, Ingestion, Letter, SourceName, SourceRecord, SourceRun
from letters.sources.faults import SourceError
from letters.sources.records import Fetched, Known, Source

State = SourceRecord.State
PARLIAMENTARY = re.compile(r"(?:kst|ah)-.+|\d{4}D\d{5}")


def obtain(record: SourceRecord, source: Source, run: SourceRun, *, enqueue: bool = True) -> Ingestion | None:
    """LISTED → FETCHED, HELD or FAILED; the ingestion that came of it, if one did.

    Raises SourceError, and leaves the row as it was, where the source as a whole is out.
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
    """The letter by its parliamentary number, for a source whose files are copies of what KOOP publishes.

    A ministry may use a reference of its own twice, so that is no name to go by.
    """
    if record.source != SourceName.TWEEDE_KAMER or record.main:
        return None
    names = [name for name in stated_facts.from_json(record.stated).names if PARLIAMENTARY.fullmatch(name)]
    known = Identifier.objects.filter(value__in=names, letter__is_example=False).select_related("letter__joined_into")
    found = known.first()
    return (found.letter.joined_into or found.letter) if found else None


@transaction.atomic
def hold(record: SourceRecord, letter: Letter) -> None:
    recording.lock_recording()
    stating.add_to(Letter.objects.get(pk=letter.pk), stated_facts.from_json(record.stated))
    move(record, State.HELD, letter=letter, fetched_at=timezone.now())


def known_of(record: SourceRecord) -> Known:
    """What the source said of the file that we have of it; nothing where we have none."""
    if record.document_id is None:
        return Known()
    return Known(record.address, record.etag, record.last_modified)


def keep(record: SourceRecord, fetched: Fetched, run: SourceRun, *, enqueue: bool) -> Ingestion | None:
    """Store the file, or the one that we had where the source says that it is the same: the record may have changed."""
    assert fetched.data is not None or record.document is not None  # only what is known is asked for by its mark
    data = bytes(Content.objects.get(document=record.document_id).data) if fetched.data is None else fetched.data
    if record.main:
        moved(record, fetched, storing.keep(data), None)
        return None
    ingestion = storing.store(
        data,
        name=fetched.name,
        channel=Ingestion.Channel.SOURCE,
        batch=run.batch,
        stated=record.stated,
        enqueue=enqueue,
    )
    moved(record, fetched, ingestion.document, ingestion)
    return ingestion


def moved(record: SourceRecord, fetched: Fetched, document: Document | None, ingestion: Ingestion | None) -> None:
    marks = {"address": fetched.address, "etag": fetched.etag, "last_modified": fetched.last_modified}
    said = {} if fetched.data is None else marks
    move(record, State.FETCHED, document=document, ingestion=ingestion, fetched_at=timezone.now(), **said)


def fail(record: SourceRecord, problem: str, message: str) -> None:
    move(record, State.FAILED, problem=problem, message=message, attempts=record.attempts + 1)


def move(record: SourceRecord, state: State, **values: object) -> None:
    """By a conditional update: what another has dealt with meanwhile stays as it is."""
    values = {"problem": "", "message": "", **values}
    SourceRecord.objects.filter(pk=record.pk, state=State.LISTED, fingerprint=record.fingerprint).update(
        state=state, **values
    )
    record.refresh_from_db(fields=["state", *values])

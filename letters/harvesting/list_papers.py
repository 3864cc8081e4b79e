"""Listing step: a source's listing → one SourceRecord per paper, with its next step as state."""

from __future__ import annotations

from typing import Any

from letters.models import SourceRecord, SourceRun
from letters.parser import source_metadata
from letters.sources.source_protocol import ListedPaper, Manifestation, SourceQuery

State = SourceRecord.State


def note(listed: ListedPaper, run: SourceRun, wanted: SourceQuery) -> SourceRecord:
    """Create or update the record of this paper. It becomes LISTED if it is new, changed or explicitly requested."""
    record, created = SourceRecord.objects.get_or_create(
        source=run.source,
        source_id=listed.source_id,
        defaults={"state": state_of(listed, wanted), "run": run, "job": run.job, **values_of(listed)},
    )
    if not created:
        bring_up_to_date(record, listed, run, wanted)
    return record


def bring_up_to_date(record: SourceRecord, listed: ListedPaper, run: SourceRun, wanted: SourceQuery) -> None:
    changed = record.fingerprint != listed.fingerprint
    state = state_of(listed, wanted)
    passed_by: tuple[State, ...] = (State.OTHER, State.ATTACHMENT)
    if run.job_id is None:
        passed_by = (*passed_by, State.FAILED)  # requested by hand: retried; a job counts its attempts
    asked = state == State.LISTED and record.state in passed_by
    record.run, record.job = run, record.job or run.job
    if changed:
        for field, value in values_of(listed).items():
            setattr(record, field, value)
    if changed or asked:
        record.state, record.attempts, record.problem, record.message = state, 0, "", ""
    record.save()


def state_of(listed: ListedPaper, wanted: SourceQuery) -> State:
    """Return the initial state; a paper requested by id is fetched whatever its kind."""
    if listed.main:
        return State.LISTED if wanted.attachments else State.ATTACHMENT
    if listed.is_letter is False and listed.source_id not in wanted.ids:
        return State.OTHER
    return State.LISTED


def values_of(listed: ListedPaper) -> dict[str, Any]:
    return {
        "identifier": listed.stated.identifier,
        "title": listed.stated.title or "",
        "kind": listed.kind[:200],
        "document_date": listed.stated.document_date,
        "modified": listed.modified,
        "main": listed.main,
        "stated": source_metadata.to_json(listed.stated),
        "manifestations": [[m.form, m.address] for m in listed.manifestations],
        "metadata": listed.metadata,
        "fingerprint": listed.fingerprint,
    }


def listed_in(record: SourceRecord) -> ListedPaper:
    """Return the source's listing entry, rebuilt from the row."""
    return ListedPaper(
        source_id=record.source_id,
        stated=source_metadata.from_json(record.stated),
        kind=record.kind,
        main=record.main,
        manifestations=tuple(Manifestation(form, address) for form, address in record.manifestations),
        modified=record.modified,
    )

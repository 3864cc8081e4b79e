"""list: what a source says it has → a row for each paper, with what is to be done about it."""

from __future__ import annotations

from typing import Any

from letters.domain import stating
from letters.models import SourceRecord, SourceRun
from letters.sources.records import Listed, Manifestation, Wanted

State = SourceRecord.State


def note(listed: Listed, run: SourceRun, wanted: Wanted) -> SourceRecord:
    """The row of this paper, new or brought up to date. It is to be fetched when it is new, changed or asked for."""
    record, created = SourceRecord.objects.get_or_create(
        source=run.source,
        source_id=listed.source_id,
        defaults={"state": state_of(listed, wanted), "run": run, "subscription": run.subscription, **values_of(listed)},
    )
    if not created:
        bring_up_to_date(record, listed, run, wanted)
    return record


def bring_up_to_date(record: SourceRecord, listed: Listed, run: SourceRun, wanted: Wanted) -> None:
    changed = record.fingerprint != listed.fingerprint
    state = state_of(listed, wanted)
    passed_by: tuple[State, ...] = (State.OTHER, State.ATTACHMENT)
    if run.subscription_id is None:
        passed_by = (*passed_by, State.FAILED)  # somebody asks again by hand; a subscription counts its attempts
    asked = state == State.LISTED and record.state in passed_by
    record.run, record.subscription = run, record.subscription or run.subscription
    if changed:
        for field, value in values_of(listed).items():
            setattr(record, field, value)
    if changed or asked:
        record.state, record.attempts, record.problem, record.message = state, 0, "", ""
    record.save()


def state_of(listed: Listed, wanted: Wanted) -> State:
    """What somebody asks for by name is fetched whatever its kind."""
    if listed.main:
        return State.LISTED if wanted.attachments else State.ATTACHMENT
    if listed.is_letter is False and listed.source_id not in wanted.ids:
        return State.OTHER
    return State.LISTED


def values_of(listed: Listed) -> dict[str, Any]:
    return {
        "identifier": listed.stated.identifier,
        "title": listed.stated.title or "",
        "kind": listed.kind[:200],
        "document_date": listed.stated.document_date,
        "modified": listed.modified,
        "main": listed.main,
        "stated": stating.to_json(listed.stated),
        "manifestations": [[m.form, m.address] for m in listed.manifestations],
        "metadata": listed.metadata,
        "fingerprint": listed.fingerprint,
    }


def listed_in(record: SourceRecord) -> Listed:
    """What the source listed, from the row."""
    return Listed(
        source_id=record.source_id,
        stated=stating.from_json(record.stated),
        kind=record.kind,
        main=record.main,
        manifestations=tuple(Manifestation(form, address) for form, address in record.manifestations),
        modified=record.modified,
    )

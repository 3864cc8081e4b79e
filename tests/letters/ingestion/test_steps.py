"""Each step runs once, whichever process runs it and however often; failures are recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from letters.ingestion import claims, steps, sweep
from letters.ingestion.read import read
from letters.ingestion.store import store
from letters.models import Content, Edit, Ingestion, Letter
from tests.factories import letter
from tests.kept import kept
from tests.letters.readers.office_files import W, docx, paragraph

State = Ingestion.State


@kept
def received(db) -> Ingestion:
    return store(letter().encode(), name="brief.txt", channel=Ingestion.Channel.COMMAND, enqueue=False)


def test_a_letter_goes_through_all_steps(received: Ingestion) -> None:
    steps.advance(received.pk)
    received.refresh_from_db()
    assert (received.state, received.outcome) == (State.DONE, "new")
    assert received.letter.key == "kst-99301-12"
    assert received.letter.signatories.get().ministry == "Buitenlandse Zaken"


def test_running_the_steps_again_changes_nothing(received: Ingestion) -> None:
    steps.advance(received.pk)
    before = Letter.objects.values().get()
    steps.advance(received.pk)
    assert Letter.objects.values().get() == before


def test_only_one_worker_gets_a_step(received: Ingestion) -> None:
    assert claims.claim(received.pk) is not None
    assert claims.claim(received.pk) is None


def test_a_worker_that_lost_its_claim_cannot_finish(received: Ingestion) -> None:
    mine = claims.claim(received.pk)
    sweep.take_away(Ingestion.objects.get())
    theirs = claims.claim(received.pk)
    assert not claims.finish(mine, State.READ)
    assert claims.finish(theirs, State.READ, parsed={})


def test_what_a_worker_had_read_but_not_recorded_is_read_again(received: Ingestion) -> None:
    claimed = claims.claim(received.pk)
    assert read(claimed)
    sweep.take_away(Ingestion.objects.get())
    received.refresh_from_db()
    assert received.state == State.RECEIVED
    steps.advance(received.pk)
    received.refresh_from_db()
    assert (received.state, Letter.objects.count()) == (State.DONE, 1)


def test_the_sweep_puts_back_what_a_dead_worker_held(received: Ingestion) -> None:
    claims.claim(received.pk)
    long_ago = timezone.now() - claims.LEASE - timedelta(minutes=3)
    Ingestion.objects.update(claimed_at=long_ago, updated_at=long_ago)
    assert sweep.sweep() == 1
    received.refresh_from_db()
    assert received.state == State.RECEIVED


def test_the_sweep_leaves_alone_what_is_being_worked_on(received: Ingestion) -> None:
    claims.claim(received.pk)
    assert sweep.sweep() == 0
    received.refresh_from_db()
    assert received.state == State.READING


def test_a_claim_of_a_clock_that_was_set_back_since_is_put_back_too(received: Ingestion) -> None:
    claims.claim(received.pk)
    tomorrow = timezone.now() + timedelta(days=1)
    Ingestion.objects.update(claimed_at=tomorrow, updated_at=tomorrow)
    assert sweep.sweep() == 1
    Ingestion.objects.update(updated_at=tomorrow)
    assert sweep.sweep() == 1  # ready, but its message was lost


def test_a_failure_of_the_database_is_not_held_against_the_file(received: Ingestion, monkeypatch) -> None:
    def full(ingestion: Ingestion) -> bool:
        raise OperationalError("could not extend file: No space left on device")

    monkeypatch.setitem(steps.STEPS, State.RECORDING, full)
    for _ in range(claims.MAX_ATTEMPTS + 1):
        with pytest.raises(OperationalError):
            steps.advance(received.pk)
    received.refresh_from_db()
    assert (received.state, received.attempts) == (State.RECEIVED, 0)


def test_a_text_that_the_database_cannot_hold_is_held_against_the_file(received: Ingestion, monkeypatch) -> None:
    def too_long(ingestion: Ingestion) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT array_to_string(ARRAY(SELECT generate_series(1, 200000)), ' ')::tsvector")
        return False

    monkeypatch.setitem(steps.STEPS, State.RECORDING, too_long)
    with pytest.raises(OperationalError, match="too long for tsvector"):
        steps.advance(received.pk)
    received.refresh_from_db()
    assert (received.state, received.attempts) == (State.RECEIVED, 1)


def test_a_file_that_takes_every_worker_down_fails_in_the_end_with_a_reason(received: Ingestion) -> None:
    for _ in range(claims.MAX_ATTEMPTS):
        mine = claims.claim(received.pk)
        sweep.take_away(mine)
    received.refresh_from_db()
    assert (received.state, received.problem) == (State.FAILED, "reader-died")
    assert received.message


def test_a_file_that_was_read_is_not_blamed_for_workers_that_go_down_after_it(received: Ingestion) -> None:
    claims.go_on(claims.claim(received.pk), State.RECORDING)
    Ingestion.objects.update(attempts=claims.MAX_ATTEMPTS)
    sweep.take_away(Ingestion.objects.get())
    received.refresh_from_db()
    assert (received.state, received.problem) == (State.FAILED, "internal-error")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "picture"),
    ],
)
def test_bad_input_fails_on_its_own_record_and_keeps_the_bytes(take_in, data: bytes, problem: str) -> None:
    ingestion = take_in(data, name="../kwaad'<b>🦊.pdf")
    assert (ingestion.state, ingestion.problem) == (State.FAILED, problem)
    assert ingestion.message
    assert ingestion.name == "kwaad'<b>🦊.pdf"
    assert bytes(ingestion.document.content.data) == data


def test_a_file_over_the_limit_is_refused_with_a_reason(take_in, settings) -> None:
    settings.LETTERS_MAX_BYTES = 100
    ingestion = take_in(letter())
    assert (ingestion.state, ingestion.problem, ingestion.document) == (State.FAILED, "too-large", None)
    assert ingestion.message


def test_a_list_item_with_a_label_longer_than_labels_are_is_recorded_with_the_start_of_it(take_in) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{"7" * 5000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    item = paragraph("Het kabinet wil dit.", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    ingestion = take_in(docx(item, numbering=numbering), name="brief.docx")
    assert (ingestion.state, ingestion.problem) == (State.DONE, "")
    assert ingestion.letter.revisions.get().passages.get().label == "7" * 39 + "…"


def test_bytes_and_changes_are_for_good(take_in) -> None:
    ingestion = take_in(letter())
    with pytest.raises(DatabaseError), transaction.atomic():
        Content.objects.filter(document=ingestion.document).update(data=b"anders")
    Edit.objects.create(letter=ingestion.letter, field="title", new="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Edit.objects.update(new="y")


def test_a_document_cannot_go_while_a_letter_rests_on_it(take_in) -> None:
    ingestion = take_in(letter())
    with pytest.raises(IntegrityError), transaction.atomic():
        ingestion.document.delete()

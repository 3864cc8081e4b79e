"""Each step once, whoever runs it and however often; and what bad input leaves on its record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from letters.ingestion import claiming, reading, steps, storing, sweeping
from letters.models import Change, Content, Ingestion, Letter
from tests.wording import letter

State = Ingestion.State


@pytest.fixture
def received(db) -> Ingestion:
    return storing.store(letter().encode(), name="brief.txt", channel=Ingestion.Channel.COMMAND, enqueue=False)


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
    assert claiming.claim(received.pk) is not None
    assert claiming.claim(received.pk) is None


def test_a_worker_that_lost_its_claim_cannot_finish(received: Ingestion) -> None:
    mine = claiming.claim(received.pk)
    sweeping.take_away(Ingestion.objects.get())
    theirs = claiming.claim(received.pk)
    assert not claiming.finish(mine, State.READ)
    assert claiming.finish(theirs, State.READ, parsed={})


def test_what_a_worker_had_read_but_not_recorded_is_read_again(received: Ingestion) -> None:
    claimed = claiming.claim(received.pk)
    assert reading.read(claimed)
    sweeping.take_away(Ingestion.objects.get())
    received.refresh_from_db()
    assert received.state == State.RECEIVED
    steps.advance(received.pk)
    received.refresh_from_db()
    assert (received.state, Letter.objects.count()) == (State.DONE, 1)


def test_the_sweep_puts_back_what_a_dead_worker_held(received: Ingestion) -> None:
    claiming.claim(received.pk)
    long_ago = timezone.now() - claiming.LEASE - timedelta(minutes=3)
    Ingestion.objects.update(claimed_at=long_ago, updated_at=long_ago)
    assert sweeping.sweep() == 1
    received.refresh_from_db()
    assert received.state == State.RECEIVED


def test_the_sweep_leaves_alone_what_is_being_worked_on(received: Ingestion) -> None:
    claiming.claim(received.pk)
    assert sweeping.sweep() == 0
    received.refresh_from_db()
    assert received.state == State.READING


def test_a_claim_of_a_clock_that_was_set_back_since_is_put_back_too(received: Ingestion) -> None:
    claiming.claim(received.pk)
    tomorrow = timezone.now() + timedelta(days=1)
    Ingestion.objects.update(claimed_at=tomorrow, updated_at=tomorrow)
    assert sweeping.sweep() == 1
    Ingestion.objects.update(updated_at=tomorrow)
    assert sweeping.sweep() == 1  # ready, but its message is long gone


def test_a_failure_of_the_database_is_not_held_against_the_file(received: Ingestion, monkeypatch) -> None:
    def full(ingestion: Ingestion) -> bool:
        raise OperationalError("could not extend file: No space left on device")

    monkeypatch.setitem(steps.STEPS, State.RECORDING, full)
    for _ in range(claiming.MAX_ATTEMPTS + 1):
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
    for _ in range(claiming.MAX_ATTEMPTS):
        mine = claiming.claim(received.pk)
        sweeping.take_away(mine)
    received.refresh_from_db()
    assert received.state == State.FAILED
    assert received.message


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


def test_bytes_and_changes_are_for_good(take_in) -> None:
    ingestion = take_in(letter())
    with pytest.raises(DatabaseError), transaction.atomic():
        Content.objects.filter(document=ingestion.document).update(data=b"anders")
    Change.objects.create(letter=ingestion.letter, field="title", new="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(new="y")


def test_a_document_cannot_go_while_a_letter_rests_on_it(take_in) -> None:
    ingestion = take_in(letter())
    with pytest.raises(IntegrityError), transaction.atomic():
        ingestion.document.delete()

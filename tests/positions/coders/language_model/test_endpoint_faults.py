"""Faults of the endpoint: a clear line on the round, nothing lost, and asked again later."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError

from positions import tasks
from positions.coders.language_model import rounds
from positions.models import CodingRun, ModelRound, ModelWindow, Stance
from tests.positions import past_day
from tests.positions.coders.language_model.asking import asked_of, propose, states, wrong_on_the_first
from tests.positions.coders.language_model.conftest import KEY
from tests.positions.coders.language_model.model_server import (
    LINE,
    Answer,
    completion,
    error,
    first_sentence,
    stances,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ask_once")]

WAITING, ANSWERED, FAILED = ModelWindow.State
OPEN, DONE, OVERTAKEN = ModelRound.State
HTML = {"Content-Type": "text/html"}


FAULTS = {
    "401": (error(401, f"wrong key {KEY}"), "weigert de sleutel"),
    "404": (error(404, "model not found"), "404: model not found"),
    "400": (error(400, "response_format is not supported"), "response_format is not supported"),
    "429": (error(429, **{"Retry-After": "3600"}), "wachten"),
    "500": (error(500), "storing (status 500)"),
    "a page": (Answer(b"<html>", headers=HTML), "webpagina"),
    "a redirect": (Answer(status=301, headers={"Location": "http://elders.example"}), "elders.example"),
    "a stream": (Answer(b"data: {}", headers={"Content-Type": "text/event-stream"}), "stukjes"),
    "a cut": (Answer(stances().body, cut=5), "viel weg"),
    "another form": (Answer(b'{"response": ""}'), "andere vorm"),
    "silence": (Answer(b"{}", hold=1.3), "binnen 1 seconden geen antwoord"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_endpoint_stops_the_round_with_a_line_and_loses_nothing(
    recorded, model, settings, name: str
) -> None:
    fault, says = FAULTS[name]
    settings.LANGUAGE_MODEL_TIMEOUT = "1"
    model.answers(first_sentence, fault)
    with pytest.raises(CommandError) as caught:
        propose()
    made = ModelRound.objects.get()
    assert says in made.line and made.line in str(caught.value)
    assert (made.state, states()) == (OPEN, [ANSWERED, WAITING])
    assert made.again_at and not Stance.objects.exists() and not CodingRun.objects.exists()
    model.questions.clear()
    model.answers(first_sentence)
    propose()
    assert asked_of(model) == [[3, 4]]
    assert Stance.objects.count() == 2
    assert (ModelRound.objects.get().line, ModelRound.objects.get().state) == ("", DONE)


def test_a_server_that_is_not_there_is_a_clear_line(recorded, model) -> None:
    model.close()
    model.close = lambda: None
    with pytest.raises(CommandError, match="niet te bereiken"):
        propose()
    assert states() == [WAITING, WAITING]


def test_a_window_too_long_for_the_context_fails_and_the_rest_stands(recorded, model) -> None:
    model.answers(wrong_on_the_first(error(400, "the request exceeds the available context size")))
    said = propose()
    assert states() == [FAILED, ANSWERED]
    assert "LANGUAGE_MODEL_WINDOW" in said
    assert asked_of(model) == [[1, 2], [3, 4]]


def test_what_cannot_fit_the_context_is_not_sent(recorded, model, settings) -> None:
    settings.LANGUAGE_MODEL_CONTEXT = "600"
    assert "er passen er 600" in propose()
    assert model.questions == []


def test_a_window_that_gets_no_answer_five_times_has_failed_and_the_rest_goes_on(recorded, model) -> None:
    model.answers(wrong_on_the_first(error(500)))
    for _ in range(rounds.MOST_FAULTS - 1):
        with pytest.raises(CommandError):
            propose()
    with pytest.raises(CommandError):
        propose()
    assert states() == [FAILED, WAITING]
    propose()
    assert states() == [FAILED, ANSWERED]


@pytest.mark.parametrize(
    "refusal", [error(400, "stopped by the content filter"), Answer(b'{"error": {"message": "moderated"}}')]
)
def test_a_window_that_a_filter_stops_does_not_stop_the_others_for_ever(recorded, model, refusal: Answer) -> None:
    model.answers(lambda question: refusal if question.numbers[0] == 3 else first_sentence(question))
    for _ in range(rounds.MOST_FAULTS):
        with suppress(CommandError):
            propose()
    assert states() == [ANSWERED, FAILED]
    propose()
    assert ModelRound.objects.get().state == DONE


def test_a_question_that_the_server_refuses_of_every_window_fails_none(recorded, model) -> None:
    model.answers(error(400, "response_format is not supported"))
    for _ in range(rounds.MOST_FAULTS + 1):
        with pytest.raises(CommandError):
            propose()
    assert states() == [WAITING, WAITING]


def test_a_question_that_the_server_cut_off_is_not_answered(recorded, model) -> None:
    model.answers(lambda question: stances({**LINE, "sentence": question.numbers[0]}, usage=(700, 60)))
    said = propose()
    assert states() == [FAILED, FAILED]
    assert "De server las 700 tokens" in said and "OLLAMA_CONTEXT_LENGTH" in said
    assert not Stance.objects.exists()
    assert [window.attempts for window in ModelWindow.objects.all()] == [1, 1]
    assert ModelRound.objects.with_totals().get().tokens_in == 1400


def test_counts_of_tokens_that_cannot_be_are_not_summed(recorded, model) -> None:
    model.answers(completion("Nou …", usage=(2**31 - 1, 2**31 - 1)))
    propose()
    assert ModelRound.objects.with_totals().get().tokens_in is None


def test_after_a_fault_the_task_waits_longer_each_time_and_the_command_does_not(recorded, model) -> None:
    model.answers(error(401))
    now = datetime(2026, 3, 2, 10, tzinfo=UTC)
    for asked, later in [(1, 0), (1, 59), (2, 61), (2, 150), (3, 190)]:
        with past_day.at(now + timedelta(seconds=later)):
            tasks.ask_language_model()
        assert len(model.questions) == asked, later
    with past_day.at(now + timedelta(seconds=200)), pytest.raises(CommandError):
        propose()
    assert len(model.questions) == 4

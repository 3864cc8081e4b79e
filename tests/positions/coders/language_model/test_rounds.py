"""Rounds over letters: resumed where they stopped, within the budget, one version of a coder beside another."""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import serializers
from django.core.management import CommandError
from django.db import connection

from letters.harvesting.source_lock import lock_key
from positions import tasks
from positions.caching import version
from positions.codebook import store
from positions.coders import registry
from positions.coders.language_model import rounds
from positions.domain.language_model import prompt
from positions.models import Coder, CodingRun, ModelRound, ModelWindow, Stance
from tests.factories import letter
from tests.positions import past_day
from tests.positions.coders.language_model.asking import asked_of, propose, states, wrong_on_the_first
from tests.positions.coders.language_model.conftest import KEY
from tests.positions.coders.language_model.model_server import (
    LINE,
    Answer,
    Question,
    completion,
    error,
    first_sentence,
    stances,
)
from tests.positions.factories import SENTENCES, exported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ask_once")]

WAITING, ANSWERED, FAILED = ModelWindow.State
OPEN, DONE, OVERTAKEN = ModelRound.State


def test_without_settings_nothing_is_asked_and_there_is_no_such_coder(recorded) -> None:
    tasks.ask_language_model()
    assert not ModelRound.objects.exists() and not Coder.objects.exists()
    assert list(registry.MACHINE_CODERS) == ["rules"]
    with pytest.raises(CommandError, match=r"docs/language-model\.md"):
        propose()


def test_a_letter_is_asked_in_windows_and_gets_proposals_with_its_own_sentences(recorded, model) -> None:
    said = propose()
    assert asked_of(model) == [[1, 2], [3, 4]]
    found = list(Stance.objects.order_by("start"))
    assert [each.quote for each in found] == [SENTENCES[0], SENTENCES[2]]
    text = recorded.revisions.get().text
    assert all(text[each.start : each.end] == each.quote for each in found)
    assert {(str(each.topic.slug), each.score, each.holder, each.confidence) for each in found} == {
        ("russia", 1, "cabinet", "low")
    }
    assert found[0].probability is None and found[0].cues == ["reden van het model: wil druk"]
    assert "2 stances proposed on 1 letters by language-model testmodel:1b" in said


def test_its_proposals_wait_for_review_like_those_of_any_machine(recorded, model) -> None:
    tasks.ask_language_model()
    assert set(Stance.objects.open()) == set(Stance.objects.all()) != set()
    assert {row["coder"] for row in exported(coder="language-model")} == {str(Coder.objects.get())}


def test_tokens_seconds_and_cost_of_a_round_are_kept_and_told(recorded, model, settings) -> None:
    settings.LANGUAGE_MODEL_PRICE_IN, settings.LANGUAGE_MODEL_PRICE_OUT = "1", "10"
    said = propose()
    (made,) = ModelRound.objects.with_totals()
    assert (made.state, made.proposals, made.asked, made.answered, made.failed) == (DONE, 2, 2, 2, 0)
    assert (made.tokens_in, made.tokens_out, made.cost) == (3000, 120, Decimal("0.0042"))
    assert made.seconds > 0
    assert "tokens in 3000, out 120" in said and "€ 0.0042" in said


def test_what_is_not_told_stays_unknown(recorded, model) -> None:
    model.answers(stances(usage=None))
    said = propose()
    (made,) = ModelRound.objects.with_totals()
    assert (made.tokens_in, made.tokens_out, made.cost) == (None, None, None)
    assert "tokens in unknown, out unknown" in said and "€ unknown" in said


def test_a_letter_that_was_done_is_not_asked_again(recorded, model) -> None:
    for _ in range(3):
        propose()
    tasks.ask_language_model()
    assert len(model.questions) == 2


def test_a_letter_without_sentences_costs_nothing(recorded, model) -> None:
    recorded.revisions.get().passages.update(kind="header")
    propose()
    assert model.questions == []
    assert ModelRound.objects.get().state == DONE


def test_a_window_that_is_answered_at_last_changes_figures_though_it_says_nothing(recorded, model) -> None:
    model.answers(wrong_on_the_first(completion("")))
    propose()
    model.answers(completion('{"stances": []}'))
    before = version.version()
    propose(again=True)
    assert states() == [ANSWERED, ANSWERED]
    assert version.version() != before


def test_again_asks_the_windows_that_failed_and_no_others(recorded, model) -> None:
    model.answers(wrong_on_the_first(completion("")))
    propose()
    model.questions.clear()
    model.answers(first_sentence)
    propose()
    assert model.questions == []
    propose(again=True)
    assert asked_of(model) == [[1, 2]]
    assert [stance.quote for stance in Stance.objects.order_by("start")] == [SENTENCES[0], SENTENCES[2]]
    assert ModelRound.objects.get().proposals == 2


@pytest.fixture
def budgeted(settings):
    settings.LANGUAGE_MODEL_PRICE_IN, settings.LANGUAGE_MODEL_PRICE_OUT = "1000", "0"  # € 1.50 a window
    settings.LANGUAGE_MODEL_BUDGET = "0.50"
    return settings


def test_the_budget_stops_a_round_with_a_word_and_it_goes_on_the_next_day(recorded, model, budgeted) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with past_day.at(noon), pytest.raises(CommandError, match=r"budget van vandaag \(€ 0.50\) is op"):
        propose()
    for later in (timedelta(minutes=5), timedelta(hours=10, minutes=59)):
        with past_day.at(noon + later):
            tasks.ask_language_model()
    assert asked_of(model) == [[1, 2]]
    with past_day.at(noon + timedelta(hours=11)):  # midnight in Amsterdam
        tasks.ask_language_model()
    assert asked_of(model) == [[1, 2], [3, 4]]
    assert Stance.objects.count() == 2


def test_a_budget_is_not_trusted_to_a_server_that_tells_no_tokens(recorded, model, budgeted) -> None:
    model.answers(stances(usage=None))
    with pytest.raises(CommandError, match="usage"):
        propose()
    assert states() == [ANSWERED, WAITING]


def test_another_model_proposes_beside_the_old_one(recorded, model, settings) -> None:
    propose()
    settings.LANGUAGE_MODEL_NAME = "othermodel:2b"
    propose()
    assert len(model.questions) == 4
    assert [coder.version.split()[0] for coder in Coder.objects.order_by("pk")] == ["testmodel:1b", "othermodel:2b"]
    assert Stance.objects.count() == 4
    assert {stance.coder.version.split()[0] for stance in Stance.objects.open()} == {"othermodel:2b"}


def test_another_prompt_or_window_is_another_coder(recorded, model, settings, monkeypatch) -> None:
    propose()
    settings.LANGUAGE_MODEL_WINDOW = "3"
    propose()
    monkeypatch.setattr(prompt, "TASK", prompt.TASK + "\nThink.")
    propose()
    assert len({coder.version for coder in Coder.objects.all()}) == 3


def test_another_codebook_proposes_beside_the_old_one(recorded, model) -> None:
    propose()
    past_day.release_codebook()
    propose()
    assert len({coder.version for coder in Coder.objects.all()}) == 2
    assert {stance.codebook.number for stance in Stance.objects.open()} == {past_day.LATER}


def test_an_open_round_is_overtaken_by_another_model(recorded, model, settings) -> None:
    model.answers(first_sentence, error(401))
    with pytest.raises(CommandError):
        propose()
    settings.LANGUAGE_MODEL_NAME = "othermodel:2b"
    model.answers(first_sentence)
    propose()
    assert list(ModelRound.objects.order_by("pk").values_list("state", flat=True)) == [OVERTAKEN, DONE]
    settings.LANGUAGE_MODEL_NAME = "testmodel:1b"
    model.questions.clear()
    propose()
    assert asked_of(model) == [[3, 4]]


def test_a_text_that_changed_while_it_was_asked_gets_no_proposals(recorded, model, take_in) -> None:
    made = rounds.begin(recorded.revisions.get(), registry.coder_named("language-model"), store.newest(), 2)
    made.windows.update(state=ANSWERED, answer=[])
    take_in(letter(sentences=(*SENTENCES[:3], "Het kabinet wil dat Rusland de oorlog beëindigt.")))
    rounds.finish(made, [])
    assert ModelRound.objects.get().state == OVERTAKEN
    assert not CodingRun.objects.exists()
    propose()
    assert {stance.revision.is_current for stance in Stance.objects.all()} == {True}


def test_several_windows_are_asked_at_once(recorded, model, settings) -> None:
    settings.LANGUAGE_MODEL_WINDOW, settings.LANGUAGE_MODEL_AT_ONCE = "1", "3"
    busy, most = 0, 0

    def slow(question: Question) -> Answer:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        time.sleep(0.2)
        busy -= 1
        return first_sentence(question)

    model.answers(slow)
    propose()
    assert most == 3
    assert sorted(asked_of(model)) == [[1], [2], [3], [4]]
    assert Stance.objects.count() == 4


def test_the_task_stops_after_its_time_and_the_next_one_goes_on(recorded, model, monkeypatch) -> None:
    clock = iter(range(0, 1000, 30))
    monkeypatch.setattr(rounds.time, "monotonic", lambda: next(clock))
    rounds.work_a_while(45)
    assert states() == [ANSWERED, WAITING]
    assert ModelRound.objects.get().line == ""
    rounds.work_a_while(300)
    assert states() == [ANSWERED, ANSWERED]


def test_a_wrong_setting_is_logged_by_the_task_and_told_by_the_command(recorded, model, settings, caplog) -> None:
    settings.LANGUAGE_MODEL_WINDOW = "0"
    tasks.ask_language_model()
    assert "LANGUAGE_MODEL_WINDOW is a whole number" in caplog.text
    with pytest.raises(CommandError, match="LANGUAGE_MODEL_WINDOW"):
        propose()


def test_the_rules_go_on_where_a_setting_of_the_model_is_wrong(recorded, model, settings) -> None:
    settings.LANGUAGE_MODEL_WINDOW = "0"
    tasks.propose(recorded.pk)
    assert {coder.name for coder in Coder.objects.all()} == {"rules"}


def test_the_key_is_in_no_row_no_log_and_no_output(recorded, model, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {**LINE, "reason": f"sleutel {KEY}"}
    model.answers(stances(echo), completion(KEY), error(401, KEY))
    with pytest.raises(CommandError) as caught:
        propose()
    rows = [*ModelRound.objects.all(), *ModelWindow.objects.all(), *Coder.objects.all(), *Stance.objects.all()]
    told = serializers.serialize("json", rows) + caplog.text + str(caught.value)
    assert "sleutel" in json.dumps(list(ModelWindow.objects.values_list("answer", flat=True)))
    assert model.questions[0].headers["authorization"].endswith(KEY)
    assert KEY not in told


@pytest.mark.django_db(transaction=True)
def test_while_another_process_asks_nobody_else_does(recorded, model) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", lock_key(rounds.LOCK))
        tasks.ask_language_model()
        with pytest.raises(CommandError, match="another process"):
            propose()
    finally:
        other.close()
    assert model.questions == []
    propose()
    assert len(model.questions) == 2


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_model_is_asked(recorded, model) -> None:
    open_while_asked: list[int] = []

    def looking(question: Question) -> Answer:
        look = connection.copy()
        try:
            with look.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                    "pid <> pg_backend_pid() AND (state LIKE 'idle in transaction%' OR state = 'active')"
                    " AND backend_type = 'client backend'"
                )
                open_while_asked.append(cursor.fetchone()[0])
        finally:
            look.close()
        return first_sentence(question)

    model.answers(looking)
    propose()
    assert open_while_asked == [0, 0]

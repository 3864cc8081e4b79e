"""Pages about rounds: tokens, seconds, cost, and why windows failed; and what figures leave out."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from positions.models import Coder, ModelRound, Stance
from positions.reliability import codings
from tests.factories import told
from tests.positions.coders.language_model.conftest import KEY
from tests.positions.coders.language_model.model_server import completion, first_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_failed(recorded, model, settings) -> ModelRound:
    """Return a round whose first window failed."""
    settings.LANGUAGE_MODEL_PRICE_IN, settings.LANGUAGE_MODEL_PRICE_OUT = "1", "10"
    model.answers(lambda question: completion("<b>nee</b>") if question.numbers[0] == 1 else first_sentence(question))
    call_command("propose", coder="language-model", stderr=io.StringIO())
    return ModelRound.objects.get()


def test_an_editor_reads_tokens_seconds_cost_and_what_failed(one_failed, client, django_user_model) -> None:
    call_command("create_roles")
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="redactie"))
    client.force_login(editor)
    rows = told(client.get(reverse("admin:positions_modelround_changelist")))
    assert "1 van 2 beantwoord, 1 mislukt" in rows
    assert "4500 en 180" in rows and "€ 0,0063" in rows
    page = told(client.get(reverse("admin:positions_modelround_change", args=[one_failed.pk])))
    assert "zin 1–2" in page and "Het antwoord is geen JSON." in page
    assert KEY not in rows + page


def test_what_is_unknown_is_called_so(recorded, model, admin_client) -> None:
    model.answers(completion('{"stances": []}', usage=None))
    call_command("propose", coder="language-model", stderr=io.StringIO())
    rows = told(admin_client.get(reverse("admin:positions_modelround_changelist")))
    assert rows.count("onbekend") >= 2


def test_a_reader_of_the_admin_may_not_see_rounds(one_failed, client, django_user_model) -> None:
    call_command("create_roles")
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.groups.add(Group.objects.get(name="lezer"))
    client.force_login(reader)
    assert client.get(reverse("admin:positions_modelround_changelist")).status_code == 403


def test_nobody_changes_a_round_by_hand(one_failed, admin_client) -> None:
    assert admin_client.get(reverse("admin:positions_modelround_add")).status_code == 403
    assert admin_client.post(reverse("admin:positions_modelround_delete", args=[one_failed.pk])).status_code == 403


def test_sentences_of_failed_windows_are_in_no_figure(one_failed, recorded) -> None:
    coder = Coder.objects.get(name="language-model")
    went = codings.coding_of(coder, "", codings.letters_in())
    text = recorded.revisions.get()
    starts = [start for passage in text.passages.filter(kind="body") for start in passage.sentence_bounds[::2]]
    assert went.sentences == {(text.pk, start) for start in starts[2:4]}
    assert {place for place, _ in went.said} == {(text.pk, Stance.objects.get().start)}


@pytest.fixture
def reasoned(recorded, model) -> Stance:
    """Return a proposal with a reason that is markup."""
    bad = '{"stances": [{"sentence": 1, "topic": "russia", "holder": "cabinet", "kind": "position", "score": 1, '
    model.answers(completion(bad + '"reason": "<script>alert(1)</script>"}]}'), completion('{"stances": []}'))
    call_command("propose", coder="language-model", stderr=io.StringIO())
    return Stance.objects.get()


def _page_of(stance: Stance) -> str:
    return reverse("stance", args=[stance.pk])


def _letter_of(stance: Stance) -> str:
    return stance.revision.letter.get_absolute_url()


@pytest.mark.parametrize("page", [_page_of, _letter_of])
def test_a_reviewer_reads_a_models_reason_escaped_and_named_as_the_models(page, reasoned, admin_client) -> None:
    page = admin_client.get(page(reasoned)).content.decode()
    assert "reden van het model: &lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("page", [_page_of, _letter_of])
def test_a_visitor_reads_nothing_that_a_model_wrote(page, reasoned, client) -> None:
    page = client.get(page(reasoned)).content.decode()
    assert reasoned.quote in page
    assert "reden van het model" not in page and "alert(1)" not in page

"""Letters that are sent: published, of the dossiers and from the day that the settings name."""

from __future__ import annotations

import pytest
from django.core.management import CommandError
from django.db import connection

from letters.ingestion.withdraw import put_back, withdraw
from letters.models import Letter
from positions.coders.language_model import rounds
from positions.models import ModelRound, Stance
from tests.factories import letter
from tests.positions.coders.language_model.asking import asked_of, propose
from tests.positions.coders.language_model.model_server import Answer, Question, first_sentence
from tests.positions.factories import SENTENCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ask_once")]


def test_only_the_letters_that_are_wanted_are_sent(codebook, take_in, model, settings, admin_user) -> None:
    old = take_in(letter(number="1", dossier="99 301", date="3 maart 2019", sentences=SENTENCES)).letter
    new = take_in(letter(number="2", dossier="99 301", date="4 april 2024", sentences=SENTENCES[::-1])).letter
    other = take_in(letter(number="3", dossier="99 302", date="5 mei 2024", sentences=SENTENCES[1:])).letter
    gone = take_in(letter(number="4", dossier="99 301", date="6 juni 2024", sentences=SENTENCES[:3])).letter
    undated = take_in(letter(number="5", dossier="99 301", date=None, sentences=SENTENCES[2:])).letter
    withdraw(gone, user=admin_user, reason="dubbel")
    settings.LANGUAGE_MODEL_DOSSIERS, settings.LANGUAGE_MODEL_FROM = ["99 301"], "2024-01-01"
    propose()
    assert _sent() == {new.key}
    settings.LANGUAGE_MODEL_FROM = ""
    propose()
    assert _sent() == {new.key, old.key, undated.key}
    settings.LANGUAGE_MODEL_DOSSIERS = []
    propose()
    assert _sent() == {new.key, old.key, undated.key, other.key}
    with pytest.raises(CommandError, match="is not sent to the language model"):
        propose(letter=gone.key)
    settings.LANGUAGE_MODEL_UNPUBLISHED = True
    propose()
    assert _sent() == {letter.key for letter in Letter.objects.all()}


def _sent() -> set[str]:
    return set(ModelRound.objects.values_list("revision__letter__key", flat=True))


def test_a_motion_is_not_sent(recorded, model) -> None:
    Letter.objects.update(publication="motie", kind=None)
    propose()
    assert model.questions == []


@pytest.mark.django_db(transaction=True)  # its server withdraws in a thread
def test_a_letter_that_is_withdrawn_while_it_is_asked_is_sent_no_further(codebook, take_in, model, admin_user) -> None:
    first = take_in(letter(number="1", sentences=SENTENCES)).letter
    second = take_in(letter(number="2", sentences=SENTENCES[::-1])).letter

    def withdrawing(question: Question) -> Answer:
        if len(model.questions) == 1:
            withdraw(first, user=admin_user, reason="bij vergissing")
            connection.close()
        return first_sentence(question)

    model.answers(withdrawing)
    propose()
    assert asked_of(model) == [[1, 2], [1, 2], [3, 4]]
    made = ModelRound.objects.get(revision__letter=first)
    assert (made.state, made.line) == (ModelRound.State.OPEN, rounds.NOT_SENT)
    assert set(Stance.objects.values_list("revision__letter", flat=True)) == {second.pk}
    put_back(first, user=admin_user)
    model.answers(first_sentence)
    propose()
    assert asked_of(model)[3:] == [[3, 4]]
    assert ModelRound.objects.get(revision__letter=first).line == ""


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_read_anew_while_it_is_asked_is_asked_anew(recorded, model, take_in) -> None:
    def rereading(question: Question) -> Answer:
        if len(model.questions) == 1:
            take_in(letter(sentences=(*SENTENCES[:3], "Het kabinet wil dat Rusland de oorlog beëindigt.")))
            connection.close()
        return first_sentence(question)

    model.answers(rereading)
    propose()
    assert (asked_of(model), ModelRound.objects.get().state) == ([[1, 2]], ModelRound.State.OVERTAKEN)
    propose()
    assert asked_of(model)[1:] == [[1, 2], [3, 4]]


def test_one_letter_can_be_asked_alone(codebook, take_in, model) -> None:
    first = take_in(letter(number="1", sentences=SENTENCES)).letter
    take_in(letter(number="2", sentences=SENTENCES[::-1]))
    propose(letter=first.key)
    assert _sent() == {first.key}
    with pytest.raises(CommandError, match="there is no letter kst-1-1"):
        propose(letter="kst-1-1")

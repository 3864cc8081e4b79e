"""Letters that are sent: published, of the dossiers and from the day that the settings name."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions.models import ModelRound
from tests.factories import letter
from tests.positions.coders.language_model.asking import propose
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


def test_one_letter_can_be_asked_alone(codebook, take_in, model) -> None:
    first = take_in(letter(number="1", sentences=SENTENCES)).letter
    take_in(letter(number="2", sentences=SENTENCES[::-1]))
    propose(letter=first.key)
    assert _sent() == {first.key}
    with pytest.raises(CommandError, match="there is no letter kst-1-1"):
        propose(letter="kst-1-1")

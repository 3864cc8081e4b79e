"""The mark of a read letter on its page."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from positions.models import Assignment, Stance
from positions.review import assignments, decisions
from tests.positions.factories import SENTENCES, words_of

pytestmark = pytest.mark.django_db


RUSSIA, DEFENCE, EUROPE, WEATHER = SENTENCES
ALL = "Niet genoemd: Rusland, China, Defensie-uitgaven, EU-samenwerking"


def said(client, letter) -> str:
    return client.get(letter.get_absolute_url()).content.decode()


def test_a_letter_is_not_read_because_nothing_is_open(client, recorded, anna) -> None:
    call_command("propose")
    for stance in Stance.objects.open().order_by("pk"):
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    assert "Nog niemand heeft deze brief helemaal gelezen" in said(client, recorded)


def test_a_letter_that_somebody_went_through_is_read_until_they_withdraw_that(client, recorded, anna) -> None:
    assignments.mark(recorded, anna)
    assert "een mens ging door alle zinnen." in said(client, recorded)
    assignments.unmark(recorded, anna)
    assert "Nog niemand heeft deze brief helemaal gelezen" in said(client, recorded)
    assert Assignment.objects.get(coder=anna).withdrawn_at


def test_a_later_round_leaves_a_letter_read_and_is_counted(client, recorded, anna) -> None:
    assignments.mark(recorded, anna)
    call_command("propose")
    places = {(stance.start, stance.topic_id) for stance in Stance.objects.open()}
    assert places
    assert f"Sindsdien {len(places)} nieuw" in said(client, recorded)


def test_a_read_letter_names_the_topics_that_it_does_not_mention(client, recorded, accept, anna) -> None:
    accept(recorded, RUSSIA)
    accept(recorded, EUROPE, None, topic="eu-cooperation")
    assert "Niet genoemd" not in said(client, recorded)
    assignments.mark(recorded, anna)
    assert "Niet genoemd: China, Defensie-uitgaven " in without_space_before_commas(client, recorded)
    english = words_of(client.get(f"/en{recorded.get_absolute_url()}").content.decode())
    assert "Not mentioned: China , Defence spending" in english
    assignments.unmark(recorded, anna)
    assert "Niet genoemd" not in said(client, recorded)


def test_a_read_letter_without_stances_mentions_no_topic(client, recorded, anna) -> None:
    assignments.mark(recorded, anna)
    assert ALL in without_space_before_commas(client, recorded)
    assert "nog niet gekeken" not in said(client, recorded)  # although no machine ran on it


def test_a_topic_with_an_open_proposal_in_sight_is_not_called_unmentioned(client, recorded, propose, anna) -> None:
    assignments.mark(recorded, anna)
    propose(recorded, RUSSIA, 1)
    assert "Niet genoemd: China," in without_space_before_commas(client, recorded)


def without_space_before_commas(client, letter) -> str:
    return words_of(said(client, letter)).replace(" ,", ",")

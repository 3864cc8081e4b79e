"""The mark of a read letter on its page."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from positions.models import Assignment, Stance
from positions.review import assignments, decisions

pytestmark = pytest.mark.django_db


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

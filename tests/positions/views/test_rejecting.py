"""An accepted stance can be rejected from every page that shows it, by users who may review."""

from __future__ import annotations

import pytest

from positions.models import Stance, State
from positions.review import decisions, undoing
from tests.kept import kept
from tests.positions.factories import SENTENCES

PLACES = (
    "/onderwerpen/russia/",
    "/onderwerpen/russia/brief/{key}/",
    "{letter}",
    "/standpunten/{pk}/",
    "/zoeken/?q=Rusland",
)


@kept
def accepted(recorded, proposed, coders, anna) -> Stance:
    decisions.accept(proposed[0].pk, anna, seen=0)
    return Stance.objects.with_state().get(pk=proposed[0].pk)


def there(client, place: str, stance: Stance) -> str:
    letter = stance.revision.letter
    address = place.format(key=letter.key, letter=letter.get_absolute_url(), pk=stance.pk)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def state_of(stance: Stance) -> str:
    return Stance.objects.with_state().get(pk=stance.pk).state


def reject(client, stance: Stance, seen: int | None = None) -> str:
    posted = {"seen": decisions.last_word(stance) if seen is None else seen}
    return client.post(f"/standpunten/{stance.pk}/afwijzen/", posted, follow=True).content.decode()


@pytest.mark.parametrize("place", PLACES)
def test_each_page_that_shows_it_leads_who_may_judge_to_rejecting_it(client, accepted, anna, place) -> None:
    way = (
        f"/standpunten/{accepted.pk}/#oordeel"
        if "standpunten" not in place
        else f"/standpunten/{accepted.pk}/afwijzen/"
    )
    assert SENTENCES[0][:30] in there(client, place, accepted)
    assert way not in there(client, place, accepted)
    client.force_login(anna.user)
    assert way in there(client, place, accepted)


def test_it_is_rejected_and_can_be_taken_back(client, accepted, anna) -> None:
    client.force_login(anna.user)
    assert "Afgewezen." in reject(client, accepted)
    assert state_of(accepted) == State.REJECTED
    undoing.undo(undoing.last_of(anna), anna)
    assert state_of(accepted) == State.ACCEPTED


def test_what_a_person_coded_can_be_rejected_too(client, proposed, coders, anna, bram) -> None:
    first = proposed[0]
    decisions.correct(first.pk, anna, decisions.Coding(first.topic, "allies", 2), seen=0)
    own = Stance.objects.accepted().get(coder=anna)
    client.force_login(bram.user)
    reject(client, own)
    assert state_of(own) == State.REJECTED


def test_what_somebody_decided_meanwhile_stays(client, accepted, anna, bram) -> None:
    seen = decisions.last_word(accepted)
    decisions.reject(accepted.pk, bram, seen=seen)
    decisions.accept(accepted.pk, bram, seen=decisions.last_word(accepted))
    client.force_login(anna.user)
    assert "besliste bram intussen" in reject(client, accepted, seen)
    assert state_of(accepted) == State.ACCEPTED


def test_a_proposal_is_not_rejected_here(client, proposed, coders, anna) -> None:
    client.force_login(anna.user)
    assert "niet (meer) geaccepteerd" in reject(client, proposed[1])
    assert state_of(proposed[1]) == State.PROPOSED

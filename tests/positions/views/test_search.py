"""Search in letters and their stances: facets with counts, passages with stances."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict

from letters.ingestion.withdraw import withdraw
from positions.models import Stance
from positions.review import decisions
from positions.stances.facets import grouped, stance_ids
from positions.stances.filters import StanceFilter
from tests.factories import letter
from tests.positions.factories import SENTENCES

pytestmark = pytest.mark.django_db


def page(client, **asked: object) -> str:
    response = client.get("/zoeken/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_passage_stands_with_what_is_said_of_it(client, proposed) -> None:
    html = page(client, q="dialoog")
    assert "<mark>dialoog</mark>" in html
    assert 'class="said topic-1 proposed"' in html
    assert f'href="/brieven/{proposed[0].revision.letter.key}/#p' in html


def test_what_was_accepted_is_not_called_a_proposal(client, proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    assert 'class="said topic-1"' in page(client, q="dialoog", topic="russia", status="accepted")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "NAVO", "topic": "russia"}, True),
        ({"q": "NAVO", "topic": "china"}, False),
        ({"topic": "russia"}, True),
        ({"topic": "russia", "holder": "cabinet", "what": "position"}, True),
        ({"topic": "russia", "holder": "adviser"}, False),
        ({"topic": "russia", "score": "-1"}, True),
        ({"topic": "russia", "score": "2"}, False),
        ({"topic": "russia", "status": "accepted"}, False),
        ({"topic": "russia", "ministry": "Buitenlandse Zaken"}, True),
        ({"topic": "russia", "ministry": "Defensie"}, False),
        ({"topic": "russia", "after": "2019-03-01", "before": "2019-03-31"}, True),
        ({"topic": "russia", "after": "2019-04-01"}, False),
    ],
)
def test_stances_and_letters_are_chosen_together(client, proposed, asked, found) -> None:
    html = page(client, **asked)
    assert ("Gevonden in 1 brief" in html) == found
    assert ("met deze keuzes" in html) == (not found)


@pytest.mark.parametrize(
    "asked", ["", "topic=russia", "holder=cabinet&score=-1&score=1", "what=position", "coder=rules"]
)
def test_heaps_are_chosen_as_the_database_chooses_stances(proposed, asked) -> None:
    every = Stance.objects.with_state()
    filter_ = StanceFilter(QueryDict(asked), queryset=every)
    chosen = set(filter_.qs.values_list("pk", flat=True))
    assert chosen
    assert stance_ids(filter_.let_through(grouped(every))) == chosen


def test_choices_say_in_how_many_letters(client, proposed) -> None:
    html = page(client, q="NAVO")
    start = html.index('name="topic" value="russia"')
    assert '<span class="away">: </span>1</span>' in html[start : start + 200]
    assert "Defensie-uitgaven" in html
    assert 'name="ministry" value="Buitenlandse Zaken"' in html


def test_what_is_chosen_can_be_taken_away(client, proposed) -> None:
    html = page(client, q="NAVO", topic="russia", ministry="Buitenlandse Zaken")
    assert "Onderwerp: Rusland" in html
    assert 'href="?q=NAVO&amp;ministry=Buitenlandse+Zaken"' in html
    assert 'href="?q=NAVO&amp;topic=russia"' in html


@pytest.mark.parametrize("asked", [{"topic": "bestaat-niet"}, {"score": "9"}, {"holder": "x"}, {"after": "morgen"}])
def test_a_wrong_choice_gets_a_message_and_the_page(client, proposed, asked) -> None:
    html = page(client, q="dialoog", **asked)
    assert "Niet alles in het adres klopt" in html
    assert "<mark>dialoog</mark>" in html


def test_proposals_are_kept_from_visitors_where_the_site_says_so(
    client, proposed, anna, settings, django_user_model
) -> None:
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert "proposed" not in page(client, q="dialoog")
    assert "Niets gevonden met deze keuzes" in page(client, topic="russia")
    client.force_login(django_user_model.objects.create_user("lezer"))
    assert "proposed" in page(client, q="dialoog")


def test_a_withdrawn_letter_is_out_of_results_and_counts(client, proposed, admin_user) -> None:
    withdraw(proposed[0].revision.letter, user=admin_user, reason="dubbel")
    html = page(client, topic="russia")
    assert "Gevonden" not in html.replace('aria-label="Gevonden"', "")
    assert 'name="ministry"' not in html


def test_a_number_as_typed_still_leads_to_its_letter(client, proposed) -> None:
    key = proposed[0].revision.letter.key
    assert f'<h2><a href="/brieven/{key}/"' in page(client, q="99 301, nr. 12")


def test_what_is_decided_shows_at_once_though_stances_are_kept(client, proposed, anna) -> None:
    assert "Niets gevonden" in page(client, topic="russia", status="accepted")
    decisions.accept(proposed[0].pk, anna, seen=0)
    assert "Gevonden in 1 brief" in page(client, topic="russia", status="accepted")


@pytest.mark.parametrize("letters", [1, 12])
def test_stances_cost_the_same_for_one_letter_and_for_twelve(
    client, codebook, take_in, django_assert_num_queries, letters
) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    for number in range(letters):
        take_in(letter(number=str(number + 1), sentences=(*SENTENCES[:3], f"Nummer {number} is een ander.")))
    call_command("propose")
    page(client, topic="russia")
    with django_assert_num_queries(QUERIES):
        assert f"Gevonden in {letters} brie" in page(client, q="NAVO", topic="russia")


QUERIES = 18


def test_every_choice_belongs_to_the_form_of_the_words(client, two_steps) -> None:
    html = client.get("/zoeken/?q=Rusland").content.decode()
    after = html.split('id="search"')[1].split("</form>", 1)[1].split('<section aria-label="Gevonden"')[0]
    controls = re.findall(r"<(?:input|button)[^>]*>", after)
    assert len(controls) > 4
    assert all('form="search"' in control for control in controls)

"""Agreement page: without data, with two coders, and with names of people."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.management import call_command

from positions.models import Assignment, Coder
from positions.reliability import agreement
from positions.reliability.coding_import import record_done
from positions.review import decisions
from tests.positions.review.factories import RUSSIAN, coded_blind, places, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/overeenstemming/"
PAGE_QUERIES = 10


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def page(client, **query) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def test_with_nothing_to_compare_it_says_what_to_do(client, codebook) -> None:
    html = page(client)
    assert "Er valt nog niets te vergelijken" in html
    assert "manage.py import_codings" in html
    assert "Nog niemand heeft over een voorstel beslist" in html


def test_it_shows_a_person_and_the_machine_unasked(client, proposed, anna) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    html = page(client)
    assert "los van elkaar gecodeerd" in html
    assert "Over 4 zinnen" in html
    assert "Dezelfde cijfers als score.py" in html


def test_a_person_is_named_to_those_signed_in_alone(client, proposed, anna) -> None:
    coded_blind(anna, proposed)
    assert "anna" not in page(client)
    client.force_login(anna.user)
    assert "anna" in page(client)


def test_in_sight_is_named_as_such(client, proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    record_done(anna, Assignment.Way.IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    html = page(client)
    assert "beslist met de voorstellen van deze machine in beeld" in html
    assert "Dat maakt de overeenstemming hoger" in html


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"first": "x"}, "Deze codeur is er niet."),
        ({"second": "999999"}, "Deze codeur is er niet."),
        ({"letter": "kst-1-1"}, "Er is geen brief met dit kenmerk."),
    ],
)
def test_a_wrong_choice_is_answered_with_the_page_and_a_reason(client, proposed, anna, query, why) -> None:
    coded_blind(anna, proposed)
    assert why in page(client, **query)


def test_one_coder_with_themselves_is_refused(client, proposed, anna) -> None:
    coded_blind(anna, proposed)
    assert "Kies twee verschillende codeurs." in page(client, first=anna.pk, second=anna.pk)


def test_two_who_share_no_sentence_have_nothing_to_measure(client, proposed, anna, bram) -> None:
    coded_blind(anna, proposed, sentences=2)
    record_done(bram, Assignment.Way.BLIND, text_of(proposed), places(text_of(proposed))[2:])
    assert "zijn niet door dezelfde zinnen gegaan" in page(client, first=anna.pk, second=bram.pk)


@pytest.mark.parametrize(("value", "written"), [(0.758, "0,76"), (-0.2, "−0,20"), (1.0, "1,00"), (None, "–")])
def test_figures_are_rounded_and_written_in_dutch(value, written) -> None:
    assert agreement.decimal(value) == written


def test_rates_stand_in_a_table_with_their_numbers(client, proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    html = page(client)
    assert "1 (100%)" in html and "0 (0%)" in html
    assert "style=" not in html


def test_it_costs_the_same_for_more_proposals(client, codebook, django_assert_max_num_queries) -> None:
    call_command("load_examples")
    call_command("load_example_stances")
    call_command("propose")
    page(client)
    with django_assert_max_num_queries(PAGE_QUERIES):
        page(client)
    assert Coder.objects.count() == 2

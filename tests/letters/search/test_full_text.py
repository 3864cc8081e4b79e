"""Search: words in any form, phrases, numbers as typed; highlighting is escaped."""

from __future__ import annotations

import pytest
from django.db import connection

from letters.ingestion.withdraw import withdraw
from letters.models import Ingestion, Passage
from letters.search import full_text
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db
SEARCH_QUERIES = 14  # one of them: whether more letters have the words than can be looked through


def page(client, words: str) -> str:
    response = client.get("/zoeken/", {"q": words})
    assert response.status_code == 200
    return response.content.decode()


@kept
def letter(take_in):
    return take_in(factories.letter()).letter


@pytest.mark.parametrize(
    "words", ["steunen", "steunt", "oefening", '"vooraf te melden"', "“vooraf te melden”", "oefeningen -walvis"]
)
def test_words_are_found_in_their_other_forms(client, letter, words) -> None:
    assert f"/brieven/{letter.key}/#p" in page(client, words)


@pytest.mark.parametrize("words", ["walvis", '"te vooraf melden"', "oefeningen -voorstel"])
def test_what_is_not_there_is_not_found(client, letter, words) -> None:
    html = page(client, words)
    assert "Niets gevonden" in html
    assert "Zo zoekt u" in html


def test_the_form_that_stands_in_the_letter_lights_up(client, letter) -> None:
    assert "Nederland <mark>steunde</mark> het voorstel" in page(client, "steunen")


@pytest.mark.parametrize("words", ["99 301, nr. 12", "kst-99301-12", "99301-12", "Kamerstuk 99 301 nr. 12"])
def test_a_number_as_typed_gives_the_letter_on_top(client, letter, words) -> None:
    html = page(client, words)
    assert "Niets gevonden" not in html
    assert html.index(f'href="/brieven/{letter.key}/"') < html.index("</section>")


@pytest.mark.parametrize("words", ["99301", "99 301", "dossier 99 301"])
def test_a_dossier_as_typed_leads_to_its_letters(client, letter, words) -> None:
    html = page(client, words)
    assert 'href="/brieven/?dossier=99301"' in html
    assert letter.key in client.get("/brieven/", {"q": words}).content.decode()


def test_markup_in_a_letter_stays_text(client, take_in) -> None:
    take_in(factories.letter(sentences=("Een <b>vette</b> <script>alert(1)</script> walvis zwom voorbij.",)))
    html = page(client, "walvis")
    assert "<mark>walvis</mark>" in html
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("words", ["'", "&|!:*()", '"', "-", "a" * 200, "<script>", "de", "of or -"])
def test_odd_words_do_no_harm(client, letter, words) -> None:
    assert "<script>" not in page(client, words)


@pytest.mark.parametrize("query", ["q=%00", "q=" + "a" * 201])
def test_impossible_words_get_a_message(client, query) -> None:
    response = client.get(f"/zoeken/?{query}")
    assert response.status_code == 200
    assert 'id="q-wrong"' in response.content.decode()


def test_an_empty_search_explains_itself(client) -> None:
    assert "Zo zoekt u" in page(client, "")


@pytest.mark.parametrize("letters", [1, 12])
def test_searching_costs_the_same_for_one_letter_and_for_twelve(
    client, take_in, django_assert_num_queries, letters
) -> None:
    for number in range(letters):
        take_in(factories.letter(number=str(number + 1), sentences=(f"Nummer {number} gaat over een walvis.",)))
    with django_assert_num_queries(SEARCH_QUERIES):
        assert "walvis" in page(client, "walvis")


def test_invented_and_withdrawn_letters_are_not_found_beside_real_ones(client, take_in, admin_user, letter) -> None:
    example = take_in(
        factories.letter(number="3", dossier="99 302"), channel=Ingestion.Channel.EXAMPLE, is_example=True
    ).letter
    gone = take_in(factories.letter(number="4", sentences=("Een zin over oefeningen die weg moet.",))).letter
    withdraw(gone, user=admin_user, reason="weg")
    html = page(client, "oefeningen")
    assert letter.key in html
    assert example.key not in html
    assert gone.key not in html
    assert "Niets gevonden" in page(client, "kst-99302-3")


def test_stop_words_do_not_light_up() -> None:
    light = full_text.Highlighter("de oefening", ["De oefeningen van de vloot"])
    assert light.found == {"oefening", "oefeningen"}


def test_or_stays_an_operator(client, letter) -> None:
    assert letter.key in page(client, "walvis or oefeningen")


def test_the_search_goes_by_the_index_and_ranks_what_is_indexed() -> None:
    assert "to_tsvector" not in str(full_text.letters_by_rank("oefeningen").query)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "passage_search" in Passage.objects.filter(search=full_text.search_query("oefeningen")).explain()


def test_words_are_spelled_as_dutch_is(client) -> None:
    assert "vóór een woord" in client.get("/zoeken/").content.decode()

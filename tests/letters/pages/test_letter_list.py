"""The list of letters: contents, filters and query counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from letters.ingestion.withdraw import withdraw
from letters.labels import number_formats
from letters.models import Dossier, Identifier, Letter, Minister, Signatory
from letters.parser.parsed_letter import Publication
from letters.search import filter_choices
from letters.search.letter_filter import LetterFilter
from tests import factories

pytestmark = pytest.mark.django_db
LIST_QUERIES = 7


def page(client, query: str = "") -> str:
    response = client.get(f"/brieven/{query}")
    assert response.status_code == 200
    return response.content.decode()


def make(number: int, **values) -> Letter:
    values = {"kind": "verslag", "subject": f"Onderwerp {number}", "document_date": date(2020, 1, 1)} | values
    letter = Letter.objects.create(
        key=f"kst-99301-{number}", identifier=f"kst-99301-{number}", number=str(number), **values
    )
    letter.dossiers.add(Dossier.objects.get_or_create(number="99301", is_example=letter.is_example)[0])
    Identifier.objects.create(letter=letter, value=letter.key)
    Signatory.objects.create(letter=letter, position=0, name="J. Zee", office="Minister van Zee", ministry="Zee")
    return letter


@pytest.mark.parametrize("letters", [1, 40])
def test_the_list_costs_the_same_for_one_letter_and_for_forty(client, django_assert_num_queries, letters) -> None:
    for number in range(letters):
        make(number)
    with django_assert_num_queries(LIST_QUERIES):
        page(client)


def test_filters_cost_no_extra_queries(client, django_assert_max_num_queries) -> None:
    make(1)
    with django_assert_max_num_queries(LIST_QUERIES):
        page(client, "?q=zee&kind=verslag&dossier=99301&ministry=Zee&state=recorded&after=2019-01-01&sort=oldest")


def test_the_front_door_leads_to_the_list(client, db) -> None:
    html = client.get("/").content.decode()
    assert 'href="/brieven/"' in html


def test_a_letter_is_named_by_what_it_is_about(client, take_in) -> None:
    take_in(factories.letter())
    assert "Buitenlandse Zaken · 3 maart 2019" in page(client)


def test_an_unknown_date_is_said_and_stands_last(client) -> None:
    make(1, document_date=None)
    make(2)
    html = page(client)
    assert "datum onbekend" in html
    assert html.index("Onderwerp 2") < html.index("Onderwerp 1")


@pytest.mark.parametrize(
    "query",
    [
        "?kind=inzet",
        "?chamber=Eerste%20Kamer",
        "?ministry=Land",
        "?minister=L.+Land",
        "?dossier=99302",
        "?after=2021-01-01",
        "?state=attention",
        "?cabinet=unknown&kind=inzet",
        "?q=99301-2",
    ],
)
def test_every_filter_keeps_what_it_says(client, query) -> None:
    make(1)
    other = make(2, kind="inzet", chamber="Eerste Kamer", document_date=date(2022, 1, 1), attention=["no-signatory"])
    other.dossiers.set([Dossier.objects.create(number="99302")])
    minister = Minister.objects.create(name="L. Land", surname="Land", initial="L")
    other.signatories.update(ministry="Land", minister=minister)
    html = page(client, query)
    assert "Onderwerp 2" in html
    assert "Onderwerp 1<" not in html


def test_words_are_found_in_any_form(client, take_in) -> None:
    key = take_in(factories.letter()).letter.key
    assert f"/brieven/{key}/" in page(client, "?q=steunen")
    assert f"/brieven/{key}/" not in page(client, "?q=walvis")


def test_choices_show_how_many_letters_they_give(client) -> None:
    make(1)
    make(2, kind="inzet")
    html = " ".join(page(client, "?kind=inzet").split())
    assert 'value="inzet" checked> <span>Inzet</span> <span class="count"><span class="away">: </span>1</span>' in html
    assert 'value="verslag"> <span>Verslag</span> <span class="count"><span class="away">: </span>1</span>' in html


def test_two_choices_in_a_group_widen_and_chips_take_one_away(client) -> None:
    make(1)
    make(2, kind="inzet")
    html = page(client, "?kind=inzet&kind=verslag")
    assert "2 brieven" in html
    assert 'href="?kind=verslag">Soort brief: inzet' in html


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("q=navo&q=zee", ["?"]),
        ("q=zee&kind=inzet&kind=verslag", ["?kind=inzet&kind=verslag", "?q=zee&kind=verslag", "?q=zee&kind=inzet"]),
        ("after=2019-01-01&after=2-1-2019", ["?"]),
    ],
)
def test_the_chip_of_a_filter_with_one_value_takes_all_of_it_away(query, left) -> None:
    asked = LetterFilter(QueryDict(query), queryset=Letter.objects.all())
    asked.form.is_valid()
    assert [chip.address for chip in filter_choices.chips(asked)] == left


def test_motions_are_counted_apart_and_can_be_reached(client) -> None:
    make(1)
    make(2, publication=Publication.MOTION.value, kind=None)
    assert "1 brief<" in page(client)
    assert "Onderwerp 2" not in page(client)
    assert '<a href="?publication=motie">Moties <span class="count">1</span></a>' in page(client)
    assert "Onderwerp 2" in page(client, "?publication=motie")


@pytest.mark.parametrize(
    "query",
    [
        "?kind=onzin",
        "?after=gisteren",
        "?publication=x",
        "?sort=y",
        "?state=z",
        "?q=%00",
        "?dossier=%00",
        "?q=" + "a" * 201,
    ],
)
def test_a_wrong_value_gives_a_message_and_the_page(client, query) -> None:
    make(1)
    html = page(client, query)
    assert "Niet alles in het adres klopt" in html
    assert "Onderwerp 1" in html


def test_a_period_the_wrong_way_round_is_said(client) -> None:
    assert "draai de twee datums om" in page(client, "?after=2020-01-02&before=2020-01-01")


def test_pages_keep_the_choices(client) -> None:
    for number in range(30):
        make(number)
    assert "?kind=verslag&amp;page=2" in page(client, "?kind=verslag")
    assert "Pagina 2 van 2" in page(client, "?kind=verslag&page=99")


def test_empty_lists_say_what_to_do(client) -> None:
    assert "Voeg brieven toe in het beheer" in page(client)
    make(1)
    assert "Haal hierboven een keuze weg" in page(client, "?dossier=12345")


def test_invented_letters_show_with_a_banner_only_while_there_is_no_real_one(client) -> None:
    make(1, is_example=True)
    assert "verzonnen voorbeeldbrieven" in page(client)
    Letter.objects.create(key="echt", subject="Een echte brief")
    html = page(client)
    assert "Een echte brief" in html
    assert "Onderwerp 1" not in html
    assert "verzonnen" not in html


def test_withdrawn_and_joined_letters_are_off_the_list(client, admin_user) -> None:
    withdraw(make(1), user=admin_user, reason="dubbel")
    make(2, joined_into=make(3))
    html = page(client)
    assert "Onderwerp 3" in html
    assert "Onderwerp 1" not in html
    assert "Onderwerp 2" not in html


def test_a_long_group_shows_the_fullest_choices_and_says_there_are_more(client) -> None:
    letter = make(1)
    letter.dossiers.set(Dossier.objects.bulk_create(Dossier(number=str(30000 + n)) for n in range(60)))
    html = page(client, "?dossier=30059")
    assert html.count('name="dossier"') == 41
    assert "Er zijn er nog 19" in html


def test_letters_without_a_dossier_are_chosen_by_one_word(client) -> None:
    make(1).dossiers.clear()
    html = " ".join(page(client).split())
    assert 'name="dossier" value="unknown"> <span>Onbekend</span>' in html


def test_a_dossier_goes_by_the_number_that_people_write(client) -> None:
    letter = make(1, session="2018-2019")
    letter.dossiers.add(Dossier.objects.create(number="99401-02", title="Raad"))
    for address in ("?dossier=99301", "kst-99301-1/"):
        html = page(client, address)
        assert "99 301, nr. 1" in html
        assert "99 401-02 Raad" in html
        assert ">99301" not in html
    assert "Dossier: 99 301" in page(client, "?dossier=99301")
    assert "2018–2019" in html


@pytest.mark.parametrize(
    ("stored", "shown"), [("28676", "28 676"), ("21501-02", "21 501-02"), ("35570-X", "35 570 X"), ("anders", "anders")]
)
def test_dossier_numbers_as_the_chambers_print_them(stored, shown) -> None:
    assert number_formats.format_dossier(stored) == shown

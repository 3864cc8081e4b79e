"""Attention page: shares, gaps and last letters per topic; its CSV; the page of topics."""

from __future__ import annotations

import csv
import re

import pytest
from django.test import Client
from django.utils import timezone

from letters.models import Letter
from tests.factories import told
from tests.positions.factories import FILLING


def rows(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(client.get("/aandacht/?format=csv").content.decode().splitlines()))


def test_every_topic_has_a_row_and_its_last_letters(client, two_steps) -> None:
    page = client.get("/aandacht/").content.decode()
    for topic in ("russia", "china", "defence-spending", "eu-cooperation"):
        assert f'<a href="/onderwerpen/{topic}/">' in page
    last = Letter.objects.filter(document_date__isnull=False).order_by("-document_date").first()
    assert last and f'href="/brieven/{last.key}/"' in page
    assert page.count("nog geen, in wat is geaccepteerd") >= 2


def test_the_share_is_empty_where_nothing_is_read(client, two_steps) -> None:
    unread = [row for row in rows(client) if row["letters_read"] == "0"]
    assert unread
    assert {row["share"] for row in unread} == {""}
    assert {row["gap"] for row in rows(client) if row["topic"] == "china"} <= {"not read", "no letters", "partly read"}


def cells(page: str, topic: str) -> list[str]:
    [row] = re.findall(rf'<th scope="row"><a href="[^"]*">{topic}</a>.*?</tr>', page, re.DOTALL)
    return [told(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


def lines(page: str) -> str:
    return told(page.split('<ul class="lines')[1].split('<div class="scroll"', maxsplit=1)[0])


def test_a_cell_says_whether_the_topic_was_mentioned_where_letters_are_read(
    client, three_letters, accept, mark_read
) -> None:
    mark_read(three_letters[1])
    accept(three_letters[0], FILLING[0], None, topic="eu-cooperation")
    page = client.get("/aandacht/").content.decode()
    assert cells(page, "China")[:4] == [
        "1 brief gelezen, niet genoemd",
        "hier geen brieven",
        "0% van de zinnen 1 van 3 brieven gelezen, daarin niet genoemd",
        "hier geen brieven",
    ]
    assert cells(page, "EU-samenwerking")[0] == "14% van de zinnen 1 brief gelezen: genoemd, geen standpunt"
    assert cells(page, "Rusland")[0] == "71% van de zinnen 1 van 1 brief gelezen"
    assert page.count('class="silent"') == 2  # China and defence in 2018
    english = client.get("/en/aandacht/").content.decode()
    assert cells(english, "China")[:2] == ["1 letter read, not mentioned", "no letters here"]


def test_years_after_the_last_letter_are_one_column_before_the_two_of_last_letters(client, three_letters) -> None:
    page = client.get("/aandacht/").content.decode()
    after = f"2021–{timezone.localdate().year}"
    heads = [told(head) for head in re.findall(r'<th scope="col">(.*?)</th>', page)]
    assert heads == ["Onderwerp", "2018", "2019", "2020", after, "Laatst genoemd", "Laatste standpunt"]
    assert f"Van {after} zijn hier geen brieven: of een onderwerp toen stil was, is onbekend." in lines(page)
    later = [row for row in rows(client) if int(row["year"]) > 2020]
    assert later and {(row["share"], row["gap"]) for row in later} == {("", "no letters")}


def test_each_topic_says_in_words_when_it_was_silent_and_nothing_of_years_not_wholly_read(
    client, three_letters, mark_read
) -> None:
    assert "China . Stil in 2018: gelezen, niet genoemd." in lines(client.get("/aandacht/").content.decode())
    for letter in Letter.objects.filter(document_date__year=2020):
        mark_read(letter)
    told_of = lines(client.get("/aandacht/").content.decode())
    assert "China . Stil in 2018 en 2020: gelezen, niet genoemd." in told_of
    assert "Rusland . Genoemd in elk jaar waarvan alle brieven gelezen zijn." in told_of


def test_where_nothing_is_wholly_read_silence_is_unknown(client, two_steps) -> None:
    told_of = lines(client.get("/aandacht/").content.decode())
    assert told_of.count("of het stil was, is onbekend.") == 4
    assert "Stil in" not in told_of


def test_the_queries_do_not_grow_with_the_topics(client, two_steps, django_assert_max_num_queries) -> None:
    client.get("/aandacht/")
    with django_assert_max_num_queries(12):
        client.get("/aandacht/?anders=1")


def test_without_letters_both_pages_say_so_or_stay_whole(client, codebook) -> None:
    assert "Er zijn nog geen brieven met een datum." in client.get("/aandacht/").content.decode()
    assert "Geen brieven." in client.get("/onderwerpen/").content.decode()


@pytest.mark.parametrize("address", ["/onderwerpen/", "/en/onderwerpen/"])
def test_the_page_of_topics_names_poles_and_position(client, two_steps, address) -> None:
    page = client.get(address).content.decode()
    words = (
        ("afschrikking", "Nog geen brief met drie") if address == "/onderwerpen/" else ("deterrence", "No letter yet")
    )
    assert all(word in page for word in words)
    assert 'href="/veranderingen/?topic=russia"' in page or 'href="/en/veranderingen/?topic=russia"' in page

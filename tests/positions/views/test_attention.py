"""Attention page: shares, gaps and last letters per topic; its CSV; the page of topics."""

from __future__ import annotations

import csv

import pytest
from django.test import Client

from letters.models import Letter


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

"""Feeds, sitemap and robots: what other programs are told is new, and where."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.ingestion import withdrawing
from letters.models import Letter
from tests.api.conftest import FIRM, OTHER, TALK

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "brieven/", "standpunten/", "standpunten/russia/", "veranderingen/", "veranderingen/russia/"
)  # fmt: skip


def feed(client, name: str) -> ElementTree.Element:
    response = client.get(f"/feeds/{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(client, name: str) -> list[dict[str, str]]:
    return [
        {part: entry.findtext(ATOM + part) for part in ("id", "title", "summary", "updated")}
        for entry in feed(client, name).findall(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("name", FEEDS)
def test_an_empty_feed_is_a_whole_feed_and_stays_the_same(client, codebook, name) -> None:
    found = feed(client, name)
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert found.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert found.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_letters_come_the_last_first(client, two_steps) -> None:
    titles = [entry["title"] for entry in entries(client, "brieven/")]
    assert len(titles) == 2
    assert "4 april 2020" in titles[0]


def test_stances_are_those_that_were_accepted(client, two_steps) -> None:
    newest, oldest = entries(client, "standpunten/russia/")
    assert (newest["summary"], oldest["summary"]) == (f"“{FIRM}”", f"“{TALK}”")
    assert newest["title"].startswith("Rusland (+1): ")
    assert entries(client, "standpunten/china/") == []


def test_proposals_are_no_news(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, OTHER)
    call_command("propose")
    assert entries(client, "standpunten/") == entries(client, "veranderingen/") == []


def test_changes_have_both_quotes(client, two_steps) -> None:
    newest, oldest = sorted(entries(client, "veranderingen/russia/"), key=lambda entry: "nieuw" in entry["title"])
    assert newest["title"] == "Rusland: omgedraaid, van −1 naar +1"
    assert TALK in newest["summary"]
    assert FIRM in newest["summary"]
    assert oldest["title"] == "Rusland: nieuw, −1"


def test_an_old_letter_that_is_coded_today_is_news_today(client, letter_of, accept, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        accept(letter_of(2, "4 april 2020", FIRM, OTHER), FIRM, 1)
    before = entries(client, "veranderingen/")[0]
    accept(letter_of(1, "3 maart 2019", TALK, OTHER), TALK, -1)
    after = {entry["id"]: entry for entry in entries(client, "veranderingen/")}
    assert len(after) == 2
    assert after[before["id"]]["updated"] > before["updated"]


@pytest.mark.parametrize("name", FEEDS)
def test_ids_stay_whatever_the_site_is_called(client, two_steps, settings, name) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    here = entries(client, name)
    there = ElementTree.fromstring(client.get(f"/feeds/{name}", headers={"host": "elders.example"}).content)
    assert [entry["id"] for entry in here] == [e.findtext(f"{ATOM}id") for e in there.findall(f"{ATOM}entry")]
    assert len(here) == 2


@pytest.mark.parametrize("name", FEEDS)
def test_a_reader_who_is_up_to_date_is_told_so(client, two_steps, name) -> None:
    first = client.get(f"/feeds/{name}")
    assert client.get(f"/feeds/{name}", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_hostile_text_is_text(client, letter_of, accept) -> None:
    bad = 'Het kabinet vindt <script>alert(1)</script> & "Rusland" ]]> een zorg.'
    text = letter_of(1, "3 maart 2019", bad.replace("<", "&lt;"), OTHER)
    stood = next(line for line in text.revisions.get().text.splitlines() if "alert" in line).partition(OTHER)[0].strip()
    accept(text, stood, 1)
    Letter.objects.update(subject="<b>vet</b> \x01\x0b & meer")
    assert entries(client, "brieven/")[0]["title"] == "<b>vet</b>  & meer"
    found = feed(client, "standpunten/").find(f"{ATOM}entry/{ATOM}summary")
    assert found.get("type") == "html"
    assert "<" not in found.text
    assert unescape(found.text) == f"“{stood}”"
    assert b"<script" not in client.get("/feeds/veranderingen/").content


def test_a_withdrawn_letter_is_in_no_feed(client, two_steps, anna) -> None:
    withdrawing.withdraw(two_steps[0], user=anna.user, reason="vergissing")
    for name in FEEDS:
        assert "kst-99301-1" not in client.get(f"/feeds/{name}").content.decode()
        assert TALK not in client.get(f"/feeds/{name}").content.decode()


def test_feeds_are_filtered_as_pages_are(client, two_steps) -> None:
    assert len(entries(client, "brieven/?after=2020-01-01")) == 1
    assert len(entries(client, "veranderingen/?change=reversed")) == 1
    response = client.get("/feeds/veranderingen/?change=ontploft")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert client.get("/feeds/standpunten/voetbal/").status_code == 404


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_costs_the_same_however_many_letters(
    client, letter_of, accept, name, django_assert_max_num_queries
) -> None:
    counts = []
    for more in (1, 5):
        for number in range(more):
            accept(
                letter_of(10 * more + number, f"{number + 1} juni 2022", FIRM, f"Punt {number} van de dag."), FIRM, 2
            )
        with django_assert_max_num_queries(10) as found:
            client.get(f"/feeds/{name}")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_sitemap_leads_to_pages_topics_and_letters(client, two_steps, anna) -> None:
    assert "http://testserver/sitemap-letters.xml" in client.get("/sitemap.xml").content.decode()
    assert "http://testserver/brieven/kst-99301-1/" in client.get("/sitemap-letters.xml").content.decode()
    assert "http://testserver/onderwerpen/russia/" in client.get("/sitemap-topics.xml").content.decode()
    assert "http://testserver/gegevens/" in client.get("/sitemap-pages.xml").content.decode()
    withdrawing.withdraw(two_steps[0], user=anna.user, reason="vergissing")
    assert "kst-99301-1" not in client.get("/sitemap-letters.xml").content.decode()


def test_invented_letters_are_not_for_search_engines(client, two_steps) -> None:
    Letter.objects.update(is_example=True)
    assert "kst-99301" not in client.get("/sitemap-letters.xml").content.decode()


def test_robots_are_led_to_the_sitemap_and_past_the_desk(client, db) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /beoordelen/" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"

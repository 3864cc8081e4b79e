"""Feeds, sitemap and robots.txt."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import timezone, translation
from django.utils.http import http_date

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions.caching import in_process
from positions.caching.version import version
from positions.codebook import store
from positions.models import DataVersion
from positions.open_data import sitemaps
from positions.review import assignments, decisions
from tests.factories import SENTENCES, letter
from tests.positions.conftest import DOVE, HAWK
from tests.positions.factories import FIRM, MILD, WEATHER, sentence

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
def test_a_reader_that_only_sends_a_date_misses_no_withdrawn_entry(client, line, anna, name) -> None:
    first = client.get(f"/feeds/{name}")
    assert first["Last-Modified"] == http_date(version().changed.timestamp())
    seen = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(f"/feeds/{name}", headers=seen).status_code == 304
    withdraw(line[1], user=anna.user, reason="dubbel")
    DataVersion.objects.update(at=version().changed + timedelta(minutes=1))
    later = client.get(f"/feeds/{name}", headers=seen)
    assert (later.status_code, later["Last-Modified"]) == (200, http_date(version().changed.timestamp()))
    assert "4 april 2019" in first.content.decode()
    assert "4 april 2019" not in later.content.decode()


@pytest.mark.parametrize("name", FEEDS)
def test_an_empty_feed_is_a_whole_feed_and_stays_the_same(client, codebook, name) -> None:
    found = feed(client, name)
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert found.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert found.findtext(f"{ATOM}updated") == version().changed.isoformat()


def test_letters_come_the_last_first(client, two_steps) -> None:
    titles = [entry["title"] for entry in entries(client, "brieven/")]
    assert len(titles) == 2
    assert "4 april 2020" in titles[0]


def test_stances_are_those_that_were_accepted(client, two_steps) -> None:
    newest, oldest = entries(client, "standpunten/russia/")
    assert newest["summary"].startswith(f"“{FIRM}” (") and "4 april 2020" in newest["summary"]
    assert oldest["summary"].startswith(f"“{MILD}” (")
    assert newest["title"].startswith("Rusland, kabinet (+1): ")
    assert entries(client, "standpunten/china/") == []


def test_proposals_are_no_news(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", MILD, WEATHER)
    call_command("propose")
    assert entries(client, "standpunten/") == entries(client, "veranderingen/") == []


def test_changes_have_both_quotes_and_what_they_rest_on(client, line) -> None:
    move, turn = entries(client, "veranderingen/russia/")
    assert turn["title"] == ("Rusland: omgedraaid, nu richting afschrikking, van −0,8 (5 zinnen) naar +0,8 (5 zinnen)")
    assert move["title"] == (
        "Rusland: meer richting afschrikking, na 26 maanden, van +0,8 (5 zinnen) naar +2,0 (5 zinnen)"
    )
    before, after, _rules = unescape(turn["summary"]).split("<br>")
    assert before.startswith("−0,8 (richting toenadering): “")
    assert after.startswith("+0,8 (richting afschrikking): “")
    assert f"“{sentence(1, 1, -1)}” (" in turn["summary"]
    assert f"“{sentence(2, 1, 1)}” (" in turn["summary"]
    assert "5 zinnen (−1: 4 · 0: 1), los beoordeeld)" in turn["summary"]
    assert turn["summary"].endswith("Telregels 2.")


def test_only_what_moved_is_news_unless_more_is_asked(client, line) -> None:
    titles = [entry["title"].split(",")[0] for entry in entries(client, "veranderingen/?verdict=all")]
    assert sorted(titles) == [
        "Rusland: Rutte III → Rutte IV: te weinig om het te zeggen",
        "Rusland: begin van de lijn van Rutte III",
        "Rusland: meer richting afschrikking",
        "Rusland: omgedraaid",
        "Rusland: te weinig om het te zeggen",
    ]
    assert [entry["title"] for entry in entries(client, "veranderingen/?step=new")] == [
        "Rusland: begin van de lijn van Rutte III, −0,8 (5 zinnen)"
    ]


@pytest.mark.parametrize(
    ("change", "titles"),
    [
        ("reversed", ["omgedraaid"]),
        ("hardened", ["meer richting afschrikking"]),
        ("softened", []),
        ("reaffirmed", []),
        ("new", ["begin van de lijn van Rutte III"]),
    ],
)
def test_old_choices_lead_to_the_new_ones(client, line, change, titles) -> None:
    found = entries(client, f"veranderingen/?change={change}")
    assert [entry["title"].removeprefix("Rusland: ").split(",")[0] for entry in found] == titles


def test_a_provisional_step_is_no_news_whatever_is_asked(client, line, propose, anna) -> None:
    assert len(entries(client, "veranderingen/")) == 2
    waiting = propose(line[1])
    assert entries(client, "veranderingen/") == []
    assert len(entries(client, "veranderingen/?verdict=all")) == 3
    assert entries(client, "veranderingen/?verdict=reversed&proposals=no") == []
    decisions.reject(waiting.pk, anna, seen=0)
    assert len(entries(client, "veranderingen/")) == 2


def test_who_codes_a_letter_blind_is_told_no_step_of_it(client, line, bram, coders) -> None:
    assignments.ask(bram, line[1], by=None)
    client.force_login(bram.user)
    assert line[1].key not in client.get("/feeds/veranderingen/?verdict=all").content.decode()
    assert sentence(2, 1, 1) not in unescape(client.get("/feeds/veranderingen/?verdict=all").content.decode())
    titles = [entry["title"] for entry in entries(client, "veranderingen/")]
    assert titles == [
        "Rusland: omgedraaid, nu richting afschrikking, na 27 maanden, van −0,8 (5 zinnen) naar +2,0 (5 zinnen)"
    ]


def test_an_old_letter_that_is_coded_today_is_news_today(client, says, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        says(1, "3 maart 2019", *HAWK)
        says(3, "5 mei 2019", *DOVE)
    before = entries(client, "veranderingen/")[0]
    says(2, "4 april 2019", *HAWK)
    after = {entry["id"]: entry for entry in entries(client, "veranderingen/")}
    assert list(after) == [before["id"]]
    assert after[before["id"]]["updated"] > before["updated"]


@pytest.mark.parametrize("name", FEEDS)
def test_ids_stay_whatever_the_site_is_called(client, line, settings, name) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    here = entries(client, name)
    there = ElementTree.fromstring(client.get(f"/feeds/{name}", headers={"host": "elders.example"}).content)
    assert [entry["id"] for entry in here] == [e.findtext(f"{ATOM}id") for e in there.findall(f"{ATOM}entry")]
    assert len({entry["id"] for entry in here}) == len(here) > 1


@pytest.mark.parametrize("name", FEEDS)
def test_a_reader_who_is_up_to_date_is_told_so(client, two_steps, name) -> None:
    first = client.get(f"/feeds/{name}")
    assert client.get(f"/feeds/{name}", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_hostile_text_is_text(client, letter_of, accept) -> None:
    bad = 'Het kabinet vindt <script>alert(1)</script> & "Rusland" ]]> een zorg.'
    text = letter_of(1, "3 maart 2019", bad.replace("<", "&lt;"), WEATHER)
    stood = (
        next(line for line in text.revisions.get().text.splitlines() if "alert" in line).partition(WEATHER)[0].strip()
    )
    accept(text, stood, 1)
    Letter.objects.update(subject="<b>vet</b> \x01\x0b & meer")
    assert entries(client, "brieven/")[0]["title"] == "<b>vet</b>  & meer"
    found = feed(client, "standpunten/").find(f"{ATOM}entry/{ATOM}summary")
    assert found.get("type") == "html"
    assert "<" not in found.text
    assert unescape(found.text) == f"“{stood}” (<b>vet</b>  & meer)"
    assert b"<script" not in client.get("/feeds/veranderingen/").content


def test_a_withdrawn_letter_is_in_no_feed(client, two_steps, anna) -> None:
    withdraw(two_steps[0], user=anna.user, reason="vergissing")
    for name in FEEDS:
        assert "kst-99301-1" not in client.get(f"/feeds/{name}").content.decode()
        assert MILD not in client.get(f"/feeds/{name}").content.decode()


@pytest.mark.parametrize("name", ["change=ontploft", "verdict=softened", "step=x", "towards=up", "chnge=new"])
def test_an_unknown_choice_is_named_as_wrong(client, codebook, name) -> None:
    response = client.get(f"/feeds/veranderingen/?{name}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert f"\n{name.partition('=')[0]}: " in response.content.decode()


def test_a_filter_on_letters_makes_no_middle_letter_new(client, line) -> None:
    found = entries(client, "veranderingen/?verdict=all&after=2019-04-01&before=2019-12-31")
    assert [entry["title"].split(",")[0] for entry in found] == ["Rusland: omgedraaid"]


def test_feeds_are_filtered_as_pages_are(client, two_steps) -> None:
    assert len(entries(client, "brieven/?after=2020-01-01")) == 1
    assert len(entries(client, "standpunten/?after=2020-01-01")) == 1
    assert len(entries(client, "standpunten/russia/?holder=cabinet&score=1")) == 1
    assert client.get("/feeds/standpunten/voetbal/").status_code == 404


@pytest.mark.parametrize(("page", "feeds"), [
    ("/brieven/", ["/feeds/brieven/"]),
    ("/en/brieven/?after=2019-04-01&sort=oldest&page=1", ["/en/feeds/brieven/?after=2019-04-01"]),
    ("/brieven/?kind=onzin&before=2030-01-01&x=y", ["/feeds/brieven/?before=2030-01-01"]),
    ("/veranderingen/?topic=russia&verdict=all&order=biggest",
     ["/feeds/veranderingen/?topic=russia&verdict=all"]),
    ("/onderwerpen/russia/?after=2019-04-01&proposals=no&order=date",
     ["/feeds/veranderingen/russia/?after=2019-04-01", "/feeds/standpunten/russia/?holder=cabinet&after=2019-04-01"]),
    ("/onderwerpen/russia/?holder=adviser&holder=cabinet",
     ["/feeds/veranderingen/russia/?holder=adviser&holder=cabinet",
      "/feeds/standpunten/russia/?holder=adviser&holder=cabinet"]),
    ("/zoeken/?q=Rusland&after=2019-01-01", ["/feeds/brieven/?after=2019-01-01&publication=all&q=Rusland"]),
    ("/zoeken/?q=Rusland&topic=russia&score=1", ["/feeds/standpunten/?q=Rusland&topic=russia&score=1&publication=all"]),
    ("/vergelijken/?topic=russia&by=cabinet&after=2019-01-01&a=2019",
     ["/feeds/veranderingen/?topic=russia&after=2019-01-01"]),
    ("/onderwerpen/russia/wie/", ["/feeds/standpunten/russia/"]),
    ("/onderwerpen/russia/?least=3", ["/feeds/veranderingen/russia/?least=3"]),
])  # fmt: skip
def test_a_listing_leads_to_its_own_feed(client, line, page, feeds) -> None:
    html = client.get(page).content.decode()
    heads = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+"\s+href="([^"]+)"', html)
    (follow,) = re.findall(r'<li class="follow">.*?</li>', html, re.DOTALL)
    links = [unescape(address) for address in re.findall(r'href="([^"]+)"', follow) if "/volgen/" not in address]
    assert links == feeds
    assert set(links) <= {unescape(head) for head in heads}
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_costs_the_same_however_many_letters(client, says, name, django_assert_max_num_queries) -> None:
    store.codebook_of(store.newest().pk)  # fill the cache of the codebook
    counts = []
    for more in (2, 5):
        for number in range(more):
            says(10 * more + number, f"{number + 1} juni 2022", *((2, 2, 2, 2, 2) if number % 2 else DOVE))
        with django_assert_max_num_queries(13) as found:
            client.get(f"/feeds/{name}")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_sitemap_leads_to_pages_topics_and_letters(client, two_steps, anna) -> None:
    assert "http://testserver/sitemap-letters.xml" in client.get("/sitemap.xml").content.decode()
    assert "http://testserver/brieven/kst-99301-1/" in client.get("/sitemap-letters.xml").content.decode()
    assert "http://testserver/onderwerpen/russia/" in client.get("/sitemap-topics.xml").content.decode()
    assert "http://testserver/gegevens/" in client.get("/sitemap-pages.xml").content.decode()
    withdraw(two_steps[0], user=anna.user, reason="vergissing")
    assert "kst-99301-1" not in client.get("/sitemap-letters.xml").content.decode()


def test_invented_letters_are_not_for_search_engines(client, two_steps) -> None:
    Letter.objects.update(is_example=True)
    assert "kst-99301" not in client.get("/sitemap-letters.xml").content.decode()


def test_robots_are_led_to_the_sitemap_and_past_the_desk(client, db) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /beoordelen/" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("prefix", ["/", "/standpunt/"])
@pytest.mark.parametrize(
    "key", ["kst-99101-24", "BZDOC/2021-4", "a b", "é€", "100%", "a?b#c&d=e", "(x);y:z@w~v", "x//y", "'\"<>"]
)
def test_an_address_in_the_sitemap_is_the_reversed_one(key: str, prefix: str, language: str) -> None:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        with translation.override(language):
            assert sitemaps.letter_address(key) == reverse("letter", args=[key])
    finally:
        set_script_prefix(before)


def test_a_sitemap_holds_each_letter_in_each_language_once_over_its_files(client, two_steps, monkeypatch) -> None:
    locations = re.compile(r"<loc>(.*?)</loc>")
    whole = locations.findall(client.get("/sitemap-letters.xml").content.decode())
    monkeypatch.setattr(sitemaps.LetterSitemap, "limit", 2)
    in_process.clear()
    assert client.get("/sitemap.xml").content.decode().count("/sitemap-letters.xml") == 2
    with CaptureQueriesContext(connection) as queries:
        first, second = (
            locations.findall(client.get(f"/sitemap-letters.xml?p={page}").content.decode()) for page in (1, 2)
        )
    assert len(first) == len(second) == 2
    assert [query["sql"].endswith("LIMIT 1 OFFSET 1") for query in queries].count(True) == 1  # of each file its own
    assert first + second == whole


def test_a_cited_paper_and_a_dossier_have_feeds_of_who_cites_them_and_of_its_coming(client, take_in) -> None:
    cites = "Zoals gemeld in Kamerstuk 99 301, nr. 88 blijft de druk hoog."
    citing = take_in(letter(sentences=(*SENTENCES, cites, f"Ook {cites}"))).letter
    (entry,) = entries(client, "aangehaald/kst-99301-88/")
    assert entry["title"] == f"{citing.name} noemt Kamerstuk 99 301, nr. 88"
    assert entry["summary"] == f"3 maart 2019<br>“{cites}”<br>“Ook {cites}”"
    (of_dossier,) = entries(client, "aangehaald/dossier/99301/")
    assert of_dossier == entry
    take_in(letter(number="88", sentences=("Een heel andere brief.", "Over vis.", "En over kst-99301-88 zelf.")))
    came, same = entries(client, "aangehaald/kst-99301-88/")
    assert came["title"] == "Kamerstuk 99 301, nr. 88 staat nu in Standpunt"
    assert same["id"] == entry["id"]
    for nothing in ("aangehaald/kst-99301-89/", "aangehaald/dossier/99302/"):
        assert client.get(f"/feeds/{nothing}").status_code == 404
    assert client.get("/feeds/aangehaald/kst-99301-88/?topic=russia").status_code == 400


@pytest.mark.parametrize("n", [1, 5])
def test_a_feed_of_citations_costs_the_same_for_one_and_for_five(client, take_in, n, django_assert_num_queries) -> None:
    for number in range(1, n + 1):
        take_in(letter(number=str(number), sentences=(*SENTENCES[number:], "Zie Kamerstuk 99 301, nr. 88.")))
    with django_assert_num_queries(5):
        feed(client, "aangehaald/kst-99301-88/")


@pytest.mark.parametrize("path", [
    "/", "/gegevens/", "/brieven/", "/veranderingen/", "/veranderingen/?topic=russia", "/onderwerpen/russia/",
    "/en/onderwerpen/russia/", "/zoeken/?q=zee",
])  # fmt: skip
def test_a_page_names_each_of_its_feeds_once_and_each_by_a_name_of_its_own(client, codebook, path) -> None:
    html = client.get(path).content.decode().split("</head>")[0]
    named = re.findall(r'<link rel="alternate" type="application/atom\+xml"\s+title="([^"]+)"\s+href="([^"]+)"', html)
    assert named and len(named) == html.count('type="application/atom+xml"')
    assert len({title for title, _ in named}) == len({address for _, address in named}) == len(named)

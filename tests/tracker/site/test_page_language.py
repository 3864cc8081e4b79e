"""The URL alone determines the language."""

from __future__ import annotations

import pytest

from tracker.site.page_language import address_in

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_COOKIE": "django_language=en"}


def test_what_a_browser_prefers_changes_nothing_at_a_dutch_address(client) -> None:
    page = client.get("/brieven/", **ENGLISH)
    assert '<html lang="nl">' in page.content.decode()
    assert page["Content-Language"] == "nl"
    assert "Accept-Language" not in page.get("Vary", "")


def test_english_stands_under_its_own_address(client) -> None:
    page = client.get("/en/brieven/")
    assert '<html lang="en">' in page.content.decode()
    assert page["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("code", "address", "found"),
    [
        ("en", "/", "/en/"),
        ("nl", "/en/", "/"),
        ("en", "/en/zoeken/?q=zee", "/en/zoeken/?q=zee"),
        ("nl", "/en/brieven/?kind=inzet&kind=verslag", "/brieven/?kind=inzet&kind=verslag"),
        ("en", "/energie/?q=/en/", "/en/energie/?q=/en/"),
    ],
)
def test_another_language_is_the_same_page_with_all_that_is_chosen(code, address, found) -> None:
    assert address_in(code, address) == found


def test_the_header_leads_to_the_same_page_with_its_filters(client) -> None:
    html = client.get("/en/brieven/?after=2020-01-01&kind=inzet").content.decode()
    chosen = "/brieven/?after=2020-01-01&amp;kind=inzet"
    assert f'<a class="language" href="{chosen}" lang="nl" hreflang="nl">Nederlands</a>' in html
    assert f'<link rel="alternate" hreflang="en" href="http://testserver/en{chosen}">' in html


def test_a_missing_page_can_be_read_in_the_other_language_too(client) -> None:
    page = client.get("/en/bestaat-niet/")
    assert page.status_code == 404
    assert 'href="/bestaat-niet/"' in page.content.decode()


def test_links_on_an_english_page_stay_in_english(client) -> None:
    html = client.get("/en/over/").content.decode()
    assert 'href="/en/methode/"' in html
    assert 'href="/methode/"' not in html


def test_data_has_one_address_whatever_the_language(client) -> None:
    assert client.get("/en/api/v1/topics/").status_code == 404
    assert 'href="/gegevens/brieven.csv"' in client.get("/en/gegevens/").content.decode()


def test_feeds_of_two_languages_are_two_answers(client) -> None:
    dutch, english = client.get("/feeds/brieven/"), client.get("/en/feeds/brieven/")
    assert dutch["ETag"] != english["ETag"]
    assert b'xml:lang="en"' in english.content


def test_the_sitemap_names_every_page_in_every_language(client) -> None:
    found = client.get("/sitemap-pages.xml").content.decode()
    assert "<loc>http://testserver/en/brieven/</loc>" in found
    assert 'hreflang="x-default" href="http://testserver/brieven/"' in found


def test_robots_keep_out_of_closed_pages_in_every_language(client) -> None:
    found = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /beoordelen/", "Disallow: /en/beoordelen/"} <= set(found)

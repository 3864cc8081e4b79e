"""Every public page has metadata: Open Graph, Schema.org, a description and a canonical URL."""

from __future__ import annotations

import json
import re

from tests.end_to_end import every_page
from tests.positions.page_cards import WITHOUT, cards

WANTED = {"description", "og:title", "og:description", "og:url", "og:type", "og:site_name"}


def blocks(html: str) -> list[dict]:
    return [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', html, re.DOTALL)]


def test_every_public_page_has_a_card_and_says_what_it_is(client, db) -> None:
    every_page.build()
    filled = every_page.addresses()
    titles = set()
    for name in every_page.PUBLIC.keys() - WITHOUT:
        address = every_page.PUBLIC[name].format(**filled)
        html = client.get(address).content.decode()
        card, said = cards(html), blocks(html)
        assert {each for each in WANTED if not card.get(each, "").strip()} == set(), name
        assert card["og:url"] == f"http://testserver{address.split('?')[0]}", name
        assert f'<link rel="canonical" href="{card["og:url"]}">' in html, name
        assert len(said) == 1 and said[0]["@context"] == "https://schema.org", name
        titles.add(card["og:title"])
    assert len(titles) == len(every_page.PUBLIC) - len(WITHOUT)


def test_what_is_kept_out_says_so(client, db) -> None:
    every_page.build()
    for name in WITHOUT:
        assert cards(client.get(every_page.PUBLIC[name]).content.decode())["robots"] == "noindex", name


def test_a_topic_is_a_data_set_with_its_files(client, db) -> None:
    every_page.build()
    data = blocks(client.get("/onderwerpen/russia/?holder=adviser").content.decode())[0]
    assert data["@type"] == "Dataset"
    assert [file["contentUrl"] for file in data["distribution"]] == [
        f"http://testserver/onderwerpen/russia/gegevens.{form}?holder=adviser" for form in ("csv", "json")
    ]

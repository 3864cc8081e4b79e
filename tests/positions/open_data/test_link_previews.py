"""Every public page has metadata: Open Graph, Schema.org, a description and a canonical URL."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import timezone

from tests.end_to_end import every_page
from tests.positions.page_cards import WITHOUT, cards

WANTED = {"description", "og:title", "og:description", "og:url", "og:type", "og:site_name"}


def blocks(html: str) -> list[dict]:
    return [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', html, re.DOTALL)]


@pytest.fixture(scope="module")
def built(module_db) -> dict[str, Any]:
    with module_db():
        every_page.build()
        return every_page.addresses()


@pytest.fixture
def filled(built, db) -> dict[str, Any]:
    """Return the values for the braces of the addresses of all pages."""
    return built


def test_every_public_page_has_a_card_and_says_what_it_is(client, filled) -> None:
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


def test_what_is_kept_out_says_so(client, filled) -> None:
    for name in WITHOUT:
        assert cards(client.get(every_page.PUBLIC[name]).content.decode())["robots"] == "noindex", name


def test_a_topic_is_a_data_set_with_its_files(client, filled) -> None:
    data = blocks(client.get("/onderwerpen/russia/?holder=adviser").content.decode())[0]
    assert data["@type"] == "Dataset"
    assert [file["contentUrl"] for file in data["distribution"]] == [
        f"http://testserver/onderwerpen/russia/gegevens.{form}?holder=adviser" for form in ("csv", "json")
    ]


def test_a_data_set_says_who_made_it_when_how_and_what_is_measured(client, filled) -> None:
    wanted = {
        "creator", "dateModified", "version", "temporalCoverage", "keywords", "variableMeasured",
        "measurementTechnique", "includedInDataCatalog", "license", "description", "distribution",
    }  # fmt: skip
    for address in ("/gegevens/", "/onderwerpen/russia/"):
        data = blocks(client.get(address).content.decode())[0]
        assert wanted <= set(data), address
        assert data["temporalCoverage"] == "2019-04-01/2021-11-04"
        assert data["dateModified"] == str(timezone.localdate())
        assert data["includedInDataCatalog"]["@type"] == "DataCatalog"
        assert "Rusland" in data["keywords"]
        measured = {each["name"]: each for each in data["variableMeasured"]}
        assert (measured["position"]["minValue"], measured["position"]["maxValue"]) == (-2, 2)
        assert not {"lowest", "highest", "change", "moved"} & set(measured)


def test_robots_may_fetch_the_files_of_every_data_set(client, filled) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    for page in ("/gegevens/", "/onderwerpen/russia/"):
        for file in blocks(client.get(page).content.decode())[0]["distribution"]:
            assert robots.can_fetch("*", file["contentUrl"]), file

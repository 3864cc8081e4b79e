"""oEmbed: by the address of a chart's page, other sites learn how to show the chart."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

TOPIC = "http://testserver/onderwerpen/russia/"


def asked(client, url: str = TOPIC, **query: object):
    return client.get("/oembed", {"url": url, **query})


def frame(html: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', html)}


def test_a_chart_is_described_by_the_specification(client, codebook) -> None:
    response = asked(client)
    assert response["Content-Type"] == "application/json"
    found = response.json()
    assert {name: found[name] for name in ("version", "type", "provider_name", "provider_url", "title")} == {
        "version": "1.0", "type": "rich", "provider_name": "Standpunt", "provider_url": "http://testserver/",
        "title": "Rusland · Standpunt",
    }  # fmt: skip
    shown = frame(found["html"])
    assert shown["src"] == f"{TOPIC}insluiten/"
    assert (shown["width"], shown["height"]) == (str(found["width"]), str(found["height"])) == ("800", "820")
    assert shown["sandbox"] == "allow-scripts allow-popups"
    assert (found["thumbnail_url"], found["thumbnail_width"]) == (f"{TOPIC}kaart.png", 1200)
    assert client.get(urlsplit(shown["src"]).path).status_code == 200


@pytest.mark.parametrize(
    ("url", "source", "title"),
    [
        (f"{TOPIC}?holder=adviser&after=2019-01-01&brief=kst-1", f"{TOPIC}insluiten/?holder=adviser&after=2019-01-01",
         "Rusland"),
        ("http://testserver/en/onderwerpen/russia/", "http://testserver/en/onderwerpen/russia/insluiten/", "Russia"),
        (f"{TOPIC}insluiten/#x", f"{TOPIC}insluiten/", "Rusland"),
        ("https://TESTSERVER/vergelijken/?topic=china", "http://testserver/vergelijken/insluiten/?topic=china",
         "Onderwerpen naast elkaar"),
        (f"{TOPIC}?holder=%22%3E%3Cscript%3E", f"{TOPIC}insluiten/?holder=%22%3E%3Cscript%3E", "Rusland"),
    ],
)  # fmt: skip
def test_the_chart_is_that_of_the_address_with_its_filter_and_language(client, codebook, url, source, title) -> None:
    found = asked(client, url).json()
    assert frame(found["html"])["src"] == source
    assert found["title"] == f"{title} · Standpunt"


def test_it_is_no_larger_than_the_room_there_is(client, codebook) -> None:
    found = asked(client, maxwidth=400, maxheight=300).json()
    assert (found["width"], found["height"]) == (400, 300)
    assert 'width="400" height="300"' in found["html"]
    assert "thumbnail_url" not in found
    assert asked(client, maxwidth=5000, maxheight=630).json()["thumbnail_height"] == 630
    assert asked(client, maxwidth=5000).json()["width"] == 800


@pytest.mark.parametrize("size", ["1000000000", "9" * 5000, "0000000000900"])
def test_any_whole_number_of_pixels_is_a_size(client, codebook, size) -> None:
    assert asked(client, maxwidth=size).json()["width"] == 800


def test_the_same_in_xml(client, codebook) -> None:
    response = asked(client, format="xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    found = {element.tag: element.text for element in root}
    assert root.tag == "oembed"
    assert found == {name: str(value) for name, value in asked(client).json().items()}


@pytest.mark.parametrize("url", [
    "", "x", TOPIC.replace("testserver", "elders.example"), TOPIC.replace("russia", "voetbal"), "http://testserver/",
    "ftp://testserver/onderwerpen/russia/", "http://[", "/onderwerpen/russia/", "http://testserver/brieven/",
    "javascript:alert(1)", "http://testserver/onderwerpen/\0/", "http://testserver/nergens/",
    "http://testserver@elders.example/onderwerpen/russia/",
])  # fmt: skip
def test_where_there_is_no_chart_there_is_no_answer(client, codebook, url) -> None:
    response = asked(client, url)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_a_form_that_is_not_there_is_not_implemented(client, codebook) -> None:
    assert asked(client, format="yaml").status_code == 501
    assert client.get("/oembed").status_code == 404


@pytest.mark.parametrize("size", ["0", "-1", "breed", "1.5", "", "²", "9999999x"])
def test_a_size_that_is_no_number_of_pixels_is_refused(client, codebook, size) -> None:
    response = asked(client, maxwidth=size)
    assert response.status_code == 400
    assert "maxwidth" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/onderwerpen/russia/?holder=adviser", "/en/vergelijken/", "/onderwerpen/russia/insluiten/"]
)
def test_a_page_with_a_chart_says_where_it_is_described(client, line, path) -> None:
    html = client.get(path).content.decode()
    links = re.findall(r'<link rel="alternate" type="(application/json|text/xml)\+oembed" href="([^"]+)"', html)
    assert [kind for kind, _address in links] == ["application/json", "text/xml"]
    for kind, address in links:
        response = client.get(unescape(address))
        assert response["Content-Type"].startswith(kind)
    found = asked(client, parse_qs(urlsplit(unescape(links[0][1])).query)["url"][0]).json()
    assert "insluiten/" in frame(found["html"])["src"]

"""Published data of the example letters can be checked by themselves: places and quotes resolve, figures add up."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from letters.models import Revision
from positions.domain.scale import Holder
from tests.positions.open_data import rebuilding

DOCS = Path(__file__).resolve().parents[3] / "docs/api.md"


@pytest.fixture
def examples(all_examples, db, settings) -> None:
    """The example letters with their stances and proposals."""
    settings.API_ANONYMOUS_RATE = settings.EXPORT_RATE = "100000/min"


@pytest.fixture
def fetch(client, examples):
    """Return a function that fetches an address, once, as text."""
    kept: dict[str, str] = {}

    def get(address: str) -> str:
        if address not in kept:
            parts = urlsplit(address)
            response = client.get(f"{parts.path}?{parts.query}")
            assert response.status_code == 200, address
            body = b"".join(response.streaming_content) if response.streaming else response.content
            kept[address] = body.decode()
        return kept[address]

    return get


def test_the_python_of_the_docs_resolves_every_stance(fetch, monkeypatch) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    monkeypatch.setattr("urllib.request.urlopen", lambda address: io.BytesIO(fetch(address).encode()))
    names: dict[str, object] = {}
    exec(program, names)  # what a reader of the docs would run
    assert len(names["stances"]) > 100  # type: ignore[arg-type]
    assert names["text_of"].cache_info().misses > 5  # type: ignore[attr-defined]


def test_every_annotation_resolves_by_its_own_addresses(fetch) -> None:
    collection = json.loads(fetch("http://testserver/gegevens/standpunten.jsonld"))
    items = collection["first"]["items"]
    assert len(items) == collection["total"] > 100
    rows = map(json.loads, fetch("http://testserver/gegevens/standpunten.jsonl").splitlines())
    quotes = {row["url"]: row["quote"] for row in rows}
    a_letter = {item["target"][0]["source"]: item["id"] for item in items}
    for item in items:
        assert resolve(urlsplit(item["id"]).path).url_name == "stance"
        assert item["id"] not in a_letter.values() or quotes[item["id"]] in shown(item["id"], fetch)
        in_text, *on_page = item["target"]
        place = in_text["selector"]
        said = fetch(in_text["source"])[place["start"] : place["end"]]
        assert said == quotes[item["id"]]
        for target in on_page:
            quote = target["selector"]
            assert quote["exact"] == said
            assert quote["prefix"] + said + quote["suffix"] in shown(target["source"], fetch), item["id"]
    parted = [item["id"] for item in items if len(item["target"]) == 1]
    assert len(parted) < len(items) / 20


def shown(address: str, fetch, kept: dict[str, str] = {}) -> str:  # noqa: B006 - a page is parsed once
    """Return the text content of a page, as a browser has it."""
    html = fetch(address)
    if html not in kept:
        body = LexborHTMLParser(html).body
        assert body
        kept[html] = body.text(deep=True)
    return kept[html]


def test_context_of_a_quote_stops_where_its_paragraph_does(fetch) -> None:
    for item in json.loads(fetch("http://testserver/gegevens/standpunten.jsonld"))["first"]["items"]:
        selector = item["target"][-1]["selector"]
        if selector["type"] != "TextQuoteSelector":
            continue
        assert "\n\n" not in selector["prefix"] + selector["exact"] + selector["suffix"]


def test_the_collection_and_its_page_are_what_their_addresses_give(fetch) -> None:
    collection = json.loads(fetch("http://testserver/gegevens/standpunten.jsonld?topic=russia&score=1"))
    assert json.loads(fetch(collection["id"])) == collection
    page = json.loads(fetch(collection["first"]["id"]))
    assert (page["type"], page["partOf"]) == ("AnnotationPage", collection["id"])
    assert page["items"] == collection["first"]["items"]
    assert 0 < len(page["items"]) == collection["total"]


def test_there_is_no_second_page_of_annotations(client, examples) -> None:
    response = client.get("/gegevens/standpunten.jsonld?page=2")
    assert (response.status_code, "page: Er is één bladzijde" in response.content.decode()) == (400, True)


def test_a_text_is_its_paragraphs_with_two_line_feeds_between_them(fetch) -> None:
    for text in Revision.objects.filter(is_current=True):
        served = fetch(f"http://testserver{text.get_absolute_url()}")
        assert served == "\n\n".join(text.text[each.start : each.end] for each in text.passages.all())
        assert "\r" not in served


@pytest.fixture
def package(client, examples) -> rebuilding.Package:
    return rebuilding.Package(b"".join(client.get("/gegevens/standpunt.zip", follow=True)))


def test_a_package_of_invented_letters_says_so(package) -> None:
    described = json.loads(package.zip.read("datapackage.json"))
    assert described["description"].endswith("verzonnen voorbeeldbrieven.")


def test_every_position_and_step_can_be_rebuilt_from_the_package(package, fetch) -> None:
    holders = "&".join(f"holder={holder}" for holder in Holder)
    for slug in package.topics:
        topic = rebuilding.Topic(package, slug)
        steps = topic.steps()
        address = f"http://testserver/api/v1/positions/?topic={slug}&{holders}&proposals=no&page_size=500"
        rows = {(row["holder"], row["letter"]["key"]): row for row in json.loads(fetch(address))["results"]}
        assert rows.keys() == topic.positions.keys()
        for (holder, key), row in rows.items():
            found = topic.positions[holder, key]
            told = (round(float(found.mean), 4), list(found.counts), found.singly, found.form, topic.salience(key))
            assert told == tuple(row[name] for name in ("position", "counts", "singly", "form", "salience"))
            step = steps.get(key, rebuilding.NOTHING) if holder == Holder.CABINET else rebuilding.NOTHING
            assert step == {name: row[name] for name in rebuilding.NOTHING}, (slug, key)


def test_every_line_period_and_gap_can_be_rebuilt_from_the_package(package, fetch) -> None:
    for slug in package.topics:
        topic = rebuilding.Topic(package, slug)
        figure = json.loads(fetch(f"http://testserver/onderwerpen/{slug}/figuur.json"))
        (drawn,) = [trace for trace in figure["data"] if trace["meta"]["is"] == "line"]
        corners = [corner for corner in zip(drawn["x"], drawn["y"], strict=True) if corner[0]]
        levels = [(one[0], two[0], one[1]) for one, two in zip(corners[::2], corners[1::2], strict=True)]
        assert list(topic.line(timezone.localdate())) == levels
        gaps = json.loads(fetch(f"http://testserver/onderwerpen/{slug}/gegevens.json"))["gaps"]
        days = {key: package.letters[key]["document_date"] for key in package.held}
        for gap in gaps:
            inside = [key for key, day in days.items() if gap["start"] <= day < gap["end"]]
            assert (topic.gap(inside), len(inside)) == (gap["gap"], gap["letters_held"])
        for by in ("year", "cabinet"):
            table = fetch(f"http://testserver/vergelijken/?format=csv&by={by}&topic={slug}").removeprefix("\ufeff")
            for row in csv.DictReader(io.StringIO(table)):
                of_year = [key for key, day in days.items() if by == "cabinet" or day[:4] == row["period"]]
                inside = [key for key in of_year if package.letters[key]["cabinet"] == row["cabinet"]]
                for name, value in topic.period(inside).items():
                    assert row[name] == ("" if value is None else str(value)), (slug, row["period"], name)

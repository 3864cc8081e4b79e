"""Every public page has its card: a PNG of the stated size, made of the page's own title and description."""

from __future__ import annotations

import re
import struct
from html import unescape

import pytest
from django.contrib.auth.models import User

from positions.charts import card_picture
from positions.charts.publication import GLYPH, WIDE
from tests.end_to_end import every_page
from tests.positions.page_cards import WITHOUT, cards

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def words_of(svg: str) -> list[str]:
    return [unescape(words) for words in re.findall(r"<text[^>]*>([^<]*)<", svg)]


@pytest.fixture(scope="module")
def built(module_db) -> dict[str, str]:
    with module_db():
        every_page.build()
        filled = every_page.addresses()
    return {name: every_page.PUBLIC[name].format(**filled) for name in every_page.PUBLIC.keys() - WITHOUT}


@pytest.fixture
def everything(built, db) -> dict[str, str]:
    """Return the addresses of all public pages that search engines and other programs may show, by name."""
    return built


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_public_page_has_a_card_that_is_a_picture_of_the_stated_size(client, everything, language) -> None:
    pictures = {}
    for name, address in everything.items():
        said = cards(client.get(f"{language}{address}").content.decode())
        assert (said["twitter:card"], said["og:image:type"]) == ("summary_large_image", "image/png"), name
        assert said["og:image"].startswith("http://testserver/"), name
        response = client.get(said["og:image"].removeprefix("http://testserver"))
        assert (response.status_code, response["Content-Type"]) == (200, "image/png"), name
        assert response.content.startswith(SIGNATURE), name
        size = struct.unpack(">II", response.content[16:24])
        assert size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630), name
        alternative = said["og:image:alt"]
        assert alternative.strip() == alternative and len(alternative) > 20, name
        pictures[name] = response.content
    assert pictures.pop("home") == pictures["compare"]
    assert len(set(pictures.values())) == len(pictures)


def test_a_card_is_kept_and_answers_unchanged(client, everything) -> None:
    first = client.get("/kaart/methode.png")
    assert client.get("/kaart/methode.png", headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """Return the drawings that cards are made of, as they are made."""
    made: list[str] = []
    render = card_picture.render
    monkeypatch.setattr(card_picture, "render", lambda *words: made.append(render(*words)) or made[-1])
    return made


def test_a_letters_card_says_its_title_date_and_number_source_and_licence(client, everything, drawn) -> None:
    assert client.get(f"/kaart/brieven/{every_page.KEY}.png").status_code == 200
    said = " ".join(words_of(drawn[0]))
    page = client.get(f"/brieven/{every_page.KEY}/").content.decode()
    assert cards(page)["og:title"] in said
    for part in ("1 april 2019", "99 301, nr. 1", "Bron: brieven van het kabinet", "testserver", "Naamsvermelding"):
        assert part in said


def test_the_words_of_a_card_are_those_of_the_picture_not_of_a_filtered_page(client, everything) -> None:
    method = cards(client.get("/methode/").content.decode())
    assert method["og:image:alt"] == f"{method['og:title']}: {method['og:description']}"
    letter = cards(client.get(f"/brieven/{every_page.KEY}/").content.decode())
    assert letter["og:image:alt"] == f"{letter['og:title']}: {letter['og:description']}"
    whole, filtered = (
        cards(client.get(f"/onderwerpen/russia/{asked}").content.decode()) for asked in ("", "?after=2020")
    )
    assert whole["og:image:alt"].startswith("Grafiek: standpunten over Rusland")
    assert filtered["og:image:alt"] == whole["og:image:alt"]


def test_a_card_says_nothing_that_the_page_does_not_say_itself(client, everything, drawn) -> None:
    for address in ("/methode/", f"/brieven/{every_page.KEY}/", "/onderwerpen/russia/wie/", "/aandacht/"):
        said = cards(client.get(address).content.decode())
        client.get(f"/kaart{address.rstrip('/')}.png")
        title, description = re.findall(r"<title[^>]*>([^<]*)</title><desc[^>]*>([^<]*)<", drawn.pop())[0]
        assert (unescape(title), unescape(description)) == (said["og:title"], said["og:description"])


@pytest.mark.parametrize(
    "page",
    ["nergens", "beoordelen", "aanmelden", "admin", "api/v1/letters", "feeds/brieven", "kaart/methode.png", "coderen"],
)
def test_what_is_no_public_page_has_no_card(client, everything, page) -> None:
    assert client.get(f"/kaart/{page}.png").status_code == 404


def test_a_page_for_some_has_a_card_for_none_but_them(client, everything) -> None:
    client.force_login(User.objects.get(username="redactie"))
    client.get("/kaart/beoordelen.png")
    client.logout()
    assert client.get("/kaart/beoordelen.png").status_code == 404


@pytest.mark.parametrize("long", ["Woord " * 80, "Langwoordzonderspatie" * 20, "<script>&" * 30])
def test_long_and_hostile_words_stay_on_the_card_and_stay_words(long) -> None:
    svg = card_picture.render(long, long, long)
    assert "<script" not in svg
    for x, y, size, words in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size="(\d+)"[^>]*>([^<]*)', svg):
        assert float(x) + len(unescape(words)) * float(size) * GLYPH <= WIDE.width
        assert 0 < float(y) < WIDE.height

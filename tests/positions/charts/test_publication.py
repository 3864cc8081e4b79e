"""Pictures to publish: they hold title, summary, legend, source, date and licence, and nothing runs off the paper."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

import pytest

from letters.models import Letter
from positions.charts.legend import SIGNS, Legend, LegendEntry
from positions.charts.publication import FORMS, Publication, render
from positions.labels.markers import mark
from positions.labels.palette import DARK, LIGHT
from tests.positions.factories import TALK

GLYPH = 0.61  # width of a character, as a fraction of the font size
LONG = "Het kabinet zegt in deze verzonnen samenvatting van alles en nog wat. " * 20
KINDS = ("mark", "mean", "joint", "ringed", "pale", "open", "band", "line", "hatched")
EVERY_SIGN = "".join(f'<path class="{name}"/>' for name in SIGNS)


def sheet(summary: str = "Laatst: +1.", drawn=lambda size: EVERY_SIGN, marker: str = "circle") -> Publication:
    told = (LegendEntry(kind, f"uitleg van {kind} in zoveel woorden als het er zijn") for kind in KINDS)
    legend = Legend(tuple(told), marker)
    return Publication("Rusland", "van toenadering tot afschrikking", summary, drawn, legend, "Bron · 3 mei", "#b34700")


def texts(svg: str) -> list[tuple[float, float, float, str]]:
    """Return left side, baseline, font size and words of every text that starts at its left side."""
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*?font-size="([\d.]+)"[^>]*>([^<]*)', svg)
    return [(float(x), float(y), float(size), words) for x, y, size, words in found]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_part_is_on_the_paper_in_every_form(form) -> None:
    svg = render(sheet(LONG), form, LIGHT)
    root = ElementTree.fromstring(svg)
    assert (root.get("width"), root.get("height")) == (str(form.width), str(form.height))
    said = " ".join(words for *_place, words in texts(svg))
    for part in (
        "Rusland",
        "van toenadering",
        "Het kabinet zegt",
        " …",
        "uitleg van mark",
        "uitleg van hatched",
        "Bron",
    ):
        assert part in said
    for x, y, size, words in texts(svg):
        assert x + len(words) * size * GLYPH <= form.across, words
        assert 0 < y <= form.down


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_chart_gets_the_room_that_words_leave(form) -> None:
    sizes = []
    render(sheet(LONG, drawn=lambda size: sizes.append(size) or "<g/>"), form, DARK)
    assert form.down * 0.3 < sizes[0].height < form.down
    assert sizes[0].width < form.across


def test_no_word_of_it_is_taken_for_markup() -> None:
    ElementTree.fromstring(render(sheet("<script>&"), FORMS["wide"], LIGHT))


@pytest.mark.parametrize("address", ["/onderwerpen/russia/", "/vergelijken/"])
def test_a_page_offers_the_picture_in_three_forms_and_two_formats(client, two_steps, address) -> None:
    page = client.get(address).content.decode()
    found = re.findall(r'href="([^"]+figuur\.(?:png|svg)\?[^"]*size=\w+)"', page)
    assert len(found) == 6
    for link in found:
        response = client.get(link.replace("&amp;", "&"))
        form = FORMS[link.rpartition("size=")[2]]
        if ".png" in link:
            assert struct.unpack(">II", response.content[16:24]) == (form.width * 1.5, form.height * 1.5)
        else:
            words = response.content.decode()
            assert all(part in words for part in ("Bron:", "testserver", "Naamsvermelding", "telregels"))


def test_the_credit_is_in_the_language_of_the_page(client, two_steps) -> None:
    words = client.get("/en/onderwerpen/russia/figuur.svg?size=wide").content.decode()
    assert "Creative Commons Attribution 4.0" in words
    assert "Naamsvermelding" not in words
    assert "Creative Commons Attribution 4.0" in client.get("/en/gegevens/").content.decode()


def test_a_picture_explains_no_sign_that_it_has_not() -> None:
    svg = render(sheet(drawn=lambda size: '<path class="marks"/>'), FORMS["wide"], LIGHT)
    assert re.findall(r"uitleg van (\w+)", svg) == ["mark"]


def test_the_legend_of_a_picture_has_the_shape_of_its_holder() -> None:
    for marker in ("circle", "triangle-up", "square"):
        svg = render(sheet(marker=marker), FORMS["wide"], LIGHT)
        first = re.search(r'<path d="([^"]+)"[^>]*/><text[^>]*>uitleg van mark', svg)
        assert first and re.sub(r"^M[\d.]+ [\d.]+", "", first[1]) == re.sub(
            r"^M[-\d.]+ [-\d.]+", "", mark(marker, 0, 0, 5)
        )


def test_the_picture_keeps_the_filters_of_the_page(client, two_steps) -> None:
    links = re.findall(
        r'href="([^"]+figuur\.svg\?[^"]*)"', client.get("/onderwerpen/russia/?proposals=no").content.decode()
    )
    assert len(links) == 3
    assert all("proposals=no" in link for link in links)


def test_a_picture_of_invented_letters_says_so_and_names_no_cabinet_as_its_source(client, two_steps) -> None:
    for address in ("/onderwerpen/russia/figuur.svg?size=wide", "/vergelijken/figuur.svg?size=wide"):
        assert "Verzonnen" not in client.get(address).content.decode()
    Letter.objects.update(is_example=True)
    for address in ("/onderwerpen/russia/figuur.svg?size=wide", "/vergelijken/figuur.svg?size=wide"):
        words = client.get(address).content.decode()
        assert "Verzonnen voorbeeldbrieven" in words
        assert "Bron:" not in words
    assert "verzonnen voorbeeldbrieven" in client.get("/onderwerpen/russia/insluiten/").content.decode()


def test_what_was_chosen_stands_in_the_picture(client, two_steps) -> None:
    words = client.get("/onderwerpen/russia/figuur.svg?size=wide&least=2").content.decode()
    assert "Keuze:" in words
    assert "Keuze:" not in client.get("/onderwerpen/russia/figuur.svg?size=wide&holder=nato").content.decode()


def test_proposals_are_not_counted_as_positions(client, letter_of, propose) -> None:
    letter_of(1, "3 maart 2019", TALK)
    words = client.get("/vergelijken/figuur.svg?size=wide").content.decode()
    assert "nog geen geaccepteerd standpunt" in words


def test_home_and_comparison_have_a_card(client, two_steps) -> None:
    for address in ("/", "/vergelijken/", "/onderwerpen/russia/"):
        card = re.search(r'og:image" content="http://testserver([^"]+)"', client.get(address).content.decode())
        assert card
        assert struct.unpack(">II", client.get(card[1]).content[16:24]) == (1200, 630)

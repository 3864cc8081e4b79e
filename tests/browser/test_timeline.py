"""From a point on the chart to the sentence, by mouse, by keyboard and without JavaScript; and fit for people."""

from __future__ import annotations

import gzip

import pytest
from django.core.management import call_command
from django.test import Client

from letters.models import Letter
from tests.browser.test_reading import NARROW, SMALL_TARGETS, WIDER_THAN_WINDOW, pytestmark, visit  # noqa: F401
from tests.pictures.conftest import accept, anna, codebook, letter_of  # noqa: F401
from tests.pictures.test_topic import ADVICE, FISH, PRESS, TALK
from tracker.running import plotlyjs

DRAWN = ".picture[data-points]"
WIRE = 600 * 1024


@pytest.fixture(autouse=True)
def plotly() -> None:
    plotlyjs.prepare()


@pytest.fixture
def letters(letter_of, accept) -> list[Letter]:  # noqa: F811
    first = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE, "Tot slot iets over vis.")
    second = letter_of(2, "4 november 2019", TALK, PRESS, FISH, "Tot slot iets over netten.")
    letter_of(3, "2 februari 2020", PRESS, FISH, "Tot slot iets over zeilen.", "Meer niet.")
    accept(first, TALK, -1)
    accept(first, ADVICE, 2, holder="adviser")
    accept(second, TALK, -1)
    accept(second, PRESS, 2)
    call_command("propose")
    return [first, second]


@pytest.fixture
def chart(visit, letters):  # noqa: F811
    """Open the topic and wait for its chart."""

    def opened(query: str = "", **form):
        page = visit(f"/onderwerpen/russia/{query}", **form)
        page.wait_for_selector(DRAWN, timeout=60_000)
        return page

    return opened


def test_a_click_on_a_point_opens_its_quotes_and_a_quote_leads_to_the_sentence(chart, letters) -> None:
    page = chart(reduced_motion="reduce")
    page.evaluate("document.querySelector('.live').scrollIntoView({block: 'center'})")
    box = page.locator(".live .points path.point").nth(2).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".hint").wait_for()
    assert "4 november 2019 · +0,5 (richting afschrikking) · 2 zinnen" in page.locator(".hint").inner_text()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    quote = page.locator(".panel blockquote a").filter(has_text=PRESS)
    quote.wait_for()
    assert f"brief={letters[1].key}" in page.url
    quote.click()
    page.wait_for_url(f"**{letters[1].get_absolute_url()}#s*")
    assert PRESS in page.locator(".sentence:has(:target)").inner_text()


def test_the_keyboard_walks_the_points_opens_closes_and_comes_back(chart) -> None:
    page = chart()
    page.focus(".live")
    page.keyboard.press("Home")
    status = page.locator(".picture [role=status]")
    assert "3 maart 2019 · −1 (richting toenadering) · 1 zin" in status.inner_text()
    page.keyboard.press("ArrowRight")
    assert "4 november 2019" in status.inner_text()
    page.keyboard.press("Enter")
    page.locator(".panel blockquote").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "citaten"
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className").startswith("live")
    assert "brief=" not in page.url


def test_proposals_are_points_too_and_are_hollow(chart) -> None:
    page = chart()
    assert page.get_attribute(".picture", "data-points") == "3"
    page.focus(".live")
    page.keyboard.press("End")
    assert "alleen voorstellen" in page.locator(".picture [role=status]").inner_text()
    assert chart("?proposals=no").get_attribute(".picture", "data-points") == "2"


def test_without_javascript_drawing_and_table_lead_to_the_sentence(visit, letters) -> None:  # noqa: F811
    page = visit("/onderwerpen/russia/", java_script_enabled=False)
    assert page.locator(".drawing.on-desk svg").is_visible()
    assert not page.locator(".live").is_visible()
    page.locator(".to-quotes").first.click()
    page.locator("blockquote a").first.click()
    assert page.locator(".sentence:has(:target)").is_visible()


def test_nothing_of_the_chart_offers_to_send_data_away(chart) -> None:
    page = chart()
    assert page.locator(".modebar-btn, .plotlyjsicon").count() == 0
    assert page.evaluate("Object.keys(Plotly).length") > 5


def test_the_first_view_is_small_over_the_wire(visit, letters) -> None:  # noqa: F811
    if plotlyjs.prepare() != plotlyjs.SMALL:
        pytest.skip("npm is not at hand: the whole plotly.js serves")
    script = (plotlyjs.folder() / plotlyjs.SCRIPT).read_bytes()
    pages = ("/onderwerpen/russia/", "/onderwerpen/russia/figuur.json?theme=light")
    ours = sum(len(Client(headers={"accept-encoding": "gzip"}).get(path).content) for path in pages)
    assert len(gzip.compress(script, 9)) + ours + 20_000 < WIRE  # stylesheets and our scripts: under 20 kB


def test_an_embedded_chart_draws_in_a_sandbox_on_the_page_of_somebody_else(chart, chromium, httpserver) -> None:
    frame = chart().locator("#embed").input_value()
    httpserver.expect_request("/").respond_with_data(f"<!doctype html><title>x</title>{frame}", mimetype="text/html")
    page = chromium.new_page()
    page.goto(httpserver.url_for("/"))
    page.frame_locator("iframe").locator(DRAWN).wait_for(timeout=60_000)


def test_the_keyboard_goes_from_topic_to_topic_and_the_address_keeps_the_point(visit, letters, accept) -> None:  # noqa: F811
    accept(letters[0], FISH, 1, topic="china")
    page = visit("/vergelijken/", color_scheme="dark")
    page.wait_for_selector(DRAWN, timeout=60_000)
    page.focus(".live")
    page.keyboard.press("End")
    status = page.locator(".picture [role=status]")
    assert "Rusland · 2 februari 2020" in status.inner_text()
    page.keyboard.press("ArrowDown")
    assert "China · 3 maart 2019" in status.inner_text()
    page.keyboard.press("Enter")
    page.locator(".panel blockquote").filter(has_text=FISH).wait_for()
    assert "over=china" in page.url
    page.reload()
    assert page.locator(".panel blockquote").filter(has_text=FISH).is_visible()

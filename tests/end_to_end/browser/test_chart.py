"""From a point on the chart to the sentence: by mouse, by keyboard and without JavaScript; and accessible."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from bench import many
from positions.charts import data, distribution
from positions.charts.page_context import FRAME_HEIGHTS
from tests.end_to_end.browser.page_checks import NARROW, SMALL_TARGETS, WIDER_THAN_WINDOW, draw_chart, pytestmark  # noqa: F401
from tests.positions.conftest import accept, anna, codebook, letter_of  # noqa: F401
from tests.positions.factories import FISH, PRESS
from tracker.operations import plotlyjs

FIRST_VIEW = 150 * 1024
WIRE = 600 * 1024  # with what the first touch loads
LOADED = "performance.getEntriesByType('resource').map(each => each.name)"


@pytest.fixture
def chart(visit, letters):
    """Open the topic page and wait for its chart."""

    def opened(query: str = "", **form):
        page = visit(f"/onderwerpen/russia/{query}", **form)
        draw_chart(page)
        return page

    return opened


def rest_on(page, point) -> tuple[float, float]:
    """Move to a point until its hint shows and stays, as a hand does; return where that is.

    Plotly drops moves while it is busy, and drawing the page anew moves its points and hides the hint.
    """
    stays = 0
    for step in range(120):
        box = point.bounding_box()
        x, y = box["x"] + box["width"] / 2 + step % 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.wait_for_timeout(250)
        stays = stays + 1 if page.locator(".hint").is_visible() else 0
        if stays == 3:
            break
    return x, y


def test_a_click_on_a_point_opens_its_quotes_and_a_quote_leads_to_the_sentence(chart, letters) -> None:
    page = chart(reduced_motion="reduce")
    page.evaluate("document.querySelector('.live').scrollIntoView({block: 'center'})")
    x, y = rest_on(page, page.locator(".live .points path.point").nth(2))
    hint = page.locator(".hint").inner_text()
    assert "4 november 2019 · +0,5 (richting afschrikking), op minder dan drie zinnen" in hint
    assert "2 zinnen (−1: 1 · +2: 1), los beoordeeld" in hint
    page.mouse.click(x, y)
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
    assert "3 maart 2019 · −1 (richting toenadering), op minder dan drie zinnen · 1 zin" in status.inner_text()
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


def test_without_javascript_drawing_and_table_lead_to_the_sentence(visit, letters) -> None:
    page = visit("/onderwerpen/russia/", java_script_enabled=False)
    assert page.locator(".drawing.on-desk svg").is_visible()
    assert not page.locator(".live, .with-keys, .with-touch").filter(visible=True).count()
    page.locator(".to-quotes").first.click()
    page.locator("blockquote a").first.click()
    assert page.locator(".sentence:has(:target)").is_visible()


def test_nothing_of_the_chart_offers_to_send_data_away(chart) -> None:
    page = chart()
    assert page.locator(".modebar-btn, .plotlyjsicon").count() == 0
    assert page.evaluate("Object.keys(Plotly).length") > 5


@pytest.mark.parametrize("path", ["/onderwerpen/russia/", "/vergelijken/"])
def test_the_first_view_of_many_letters_is_small_and_runs_no_script_of_the_chart(visit, path: str) -> None:
    for command in ("load_cabinets", "load_codebook", "load_events"):
        call_command(command)
    many.make(distribution.MANY + 50, everything=True)
    page = visit(path)
    page.wait_for_load_state("networkidle")
    loaded = [page.url, *page.evaluate(LOADED)]
    assert set(scripts(loaded)) == {"chart_start", "copying"}  # the latter of the address that is copied
    assert page.evaluate("[typeof Plotly, typeof drawTimeline]") == ["undefined", "undefined"]
    assert sum(len(gzip.compress(page.request.get(each).body(), 6)) for each in loaded) < FIRST_VIEW
    draw_chart(page)
    assert set(scripts(page.evaluate(LOADED))) == {"chart_start", "timeline", "copying", "plotly", "plotly-nl"}


def test_a_point_of_many_letters_opens_their_list(chart, letters, monkeypatch) -> None:
    for module, name in ((distribution, "MANY"), (distribution, "BINNED"), (data, "BINNED")):
        monkeypatch.setattr(module, name, 0)
    page = chart()
    page.focus(".live")
    page.keyboard.press("Home")
    status = page.locator(".picture [role=status]")
    assert status.inner_text().startswith("3 mrt 2019. 1 brief · 1 met minder dan drie zinnen · 1 zin (−1: 1)")
    assert "«" not in status.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**after=2019-03-03&before=2019-03-03#tabel")
    assert page.locator("tbody tr").count() == 1


def scripts(addresses: list[str]) -> list[str]:
    names = [urlsplit(each).path.rsplit("/", 1)[1] for each in addresses]
    return [name.split(".")[0] for name in names if name.endswith(".js")]


def test_page_figure_and_plotly_are_small_over_the_wire(visit, letters) -> None:
    if plotlyjs.prepare() != plotlyjs.SMALL:
        pytest.skip("npm is not at hand: the whole plotly.js serves")
    script = (plotlyjs.folder() / plotlyjs.SCRIPT).read_bytes()
    pages = ("/onderwerpen/russia/", "/onderwerpen/russia/figuur.json?theme=light")
    ours = sum(len(Client(headers={"accept-encoding": "gzip"}).get(path).content) for path in pages)
    assert len(gzip.compress(script, 9)) + ours + 20_000 < WIRE  # stylesheets and our scripts: under 20 kB


EMBEDDED_COMPARISON = "/vergelijken/insluiten/"


def test_an_embedded_chart_draws_in_a_sandbox_on_the_page_of_somebody_else(chart, chromium, httpserver) -> None:
    frame = chart().locator("#embed").input_value()
    httpserver.expect_request("/").respond_with_data(f"<!doctype html><title>x</title>{frame}", mimetype="text/html")
    page = chromium.new_page()
    page.goto(httpserver.url_for("/"))
    draw_chart(page.frame_locator("iframe"))


@pytest.mark.parametrize("width", [320, 640, 1000])
def test_an_embedded_chart_of_one_holder_fits_in_720_pixels(visit, letters, width: int) -> None:
    page = visit("/onderwerpen/russia/insluiten/", viewport={"width": width, "height": 720})
    for drawn in (False, True):
        if drawn:
            draw_chart(page)
        assert page.evaluate("document.documentElement.scrollHeight") <= 720, drawn
        assert page.locator(".legend").is_visible()


@pytest.mark.parametrize("width", [320, 640, 1000])
@pytest.mark.parametrize(
    "address", ["/onderwerpen/russia/insluiten/?holder=cabinet&holder=adviser", EMBEDDED_COMPARISON]
)
def test_an_embedded_chart_shows_legend_and_credit_without_scrolling(visit, letters, accept, address, width) -> None:  # noqa: F811
    """The height is that in the line that a page gives to copy."""
    accept(letters[0], FISH, 1, topic="china")
    accept(letters[0], FISH, 1, holder="adviser")
    height = FRAME_HEIGHTS["compare" if address == EMBEDDED_COMPARISON else "topic"]
    page = visit(address, viewport={"width": width, "height": height})
    for drawn in (False, True):
        if drawn:
            draw_chart(page)
        for part in (".legend", ".credit"):
            box = page.locator(part).bounding_box()
            assert box and box["y"] + box["height"] <= height, (part, drawn)


def test_the_keyboard_goes_from_topic_to_topic_and_the_address_keeps_the_point(visit, letters, accept) -> None:  # noqa: F811
    accept(letters[0], FISH, 1, topic="china")
    page = visit("/vergelijken/", color_scheme="dark")
    draw_chart(page)
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


def test_the_quotes_of_an_address_close_before_anything_is_loaded(visit, letters) -> None:
    for closing in ("click", "Escape"):
        page = visit(f"/onderwerpen/russia/?brief={letters[1].key}")
        page.locator(".panel blockquote").first.wait_for()
        page.locator(".panel [data-close]").click() if closing == "click" else page.keyboard.press("Escape")
        page.locator(".panel").wait_for(state="hidden")
        assert not page.locator(".picture[data-points]").count()


def test_a_figure_that_fails_once_is_asked_for_again(chromium, live_server, letters) -> None:
    page = chromium.new_page()  # not by `visit`, which takes the failure for a fault of the page
    page.goto(f"{live_server.url}/onderwerpen/russia/")
    page.route("**/figuur.json*", lambda route: route.fulfill(status=503), times=1)
    with page.expect_response("**/figuur.json*"):
        page.locator(".picture[tabindex]").dispatch_event("pointerdown")
    page.wait_for_timeout(500)
    assert not page.locator(".picture[data-points]").count()
    draw_chart(page)


def test_a_key_pressed_before_the_chart_is_there_is_kept(visit, letters) -> None:
    page = visit("/onderwerpen/russia/")
    page.focus(".picture")
    page.keyboard.press("Home")
    page.locator(".picture [role=status]").filter(has_text="3 maart 2019").wait_for(timeout=60_000)
    assert page.evaluate("document.activeElement.className").startswith("live")


def test_on_a_phone_the_chart_begins_in_the_first_screen_and_a_tap_opens_a_letter(visit, letters) -> None:
    phone = {"width": 360, "height": 780}
    page = visit("/onderwerpen/russia/", viewport=phone, has_touch=True, is_mobile=True)
    assert page.locator(".drawing.on-phone svg").bounding_box()["y"] < 0.75 * phone["height"]
    assert page.locator(".with-touch").is_visible()
    assert not page.locator(".with-keys").is_visible()
    assert not page.locator(".steering nav").first.is_visible()
    page.locator(".steering summary").first.tap()
    assert page.locator(".steering nav").first.is_visible()
    page.locator(".steering summary").first.tap()
    box = page.locator(".drawing.on-phone svg").bounding_box()
    page.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    page.locator(".picture[data-points]").wait_for(timeout=60_000)
    for share in (0.15, 0.5, 0.7, 0.9):
        if page.locator(".panel blockquote").count():
            break
        page.touchscreen.tap(box["x"] + share * box["width"], box["y"] + 0.4 * box["height"])
        page.wait_for_timeout(500)
    page.locator(".panel blockquote").first.wait_for()

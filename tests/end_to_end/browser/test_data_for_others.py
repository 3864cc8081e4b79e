"""In a real browser: a quote is copied with its source, and scripts of another site read data and show a chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from letters.models import Letter
from positions.models import Stance
from tests.end_to_end.browser.page_checks import draw_chart, pytestmark  # noqa: F401
from tests.positions.conftest import accept, anna, bram, codebook, letter_of  # noqa: F401
from tests.positions.factories import TALK

ASK = "([url, options]) => fetch(url, options).then((r) => r.status, () => 'refused')"
READ = "([url, options]) => fetch(url, options).then((r) => r.text(), () => 'refused')"


@pytest.fixture
def stance(letters: list[Letter]) -> Stance:
    return Stance.objects.accepted().filter(revision__letter=letters[0], quote=TALK)[0]


@pytest.fixture
def citation(stance: Stance, live_server: Any) -> str:
    paragraph = stance.revision.passages.get(start__lte=stance.start, end__gte=stance.end).position
    return (
        f"«{stance.quote}», Kamerstukken II 2018/19, 99 301, nr. 1, alinea {paragraph}"
        f" ({live_server.url}/standpunten/{stance.pk}/)."
    )


@pytest.fixture
def with_clipboard(visit: Callable[..., Any]) -> Callable[[str], Any]:
    def opened(path: str) -> Any:
        page = visit(path)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        return page

    return opened


def copied(page: Any) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_quote_beside_the_chart_is_copied_with_its_source_by_mouse(with_clipboard, letters, citation) -> None:
    page = with_clipboard(f"/onderwerpen/russia/?brief={letters[0].key}")
    page.locator(".quotes li", has_text=TALK).get_by_role("button", name="Kopieer met bron").first.click()
    page.get_by_text("Gekopieerd").wait_for()
    assert copied(page) == citation
    draw_chart(page)  # it loads the script for panels that open later: one click still copies once
    assert page.locator("script[src*=copying]").count() == 1


def test_a_quote_on_its_page_is_copied_by_the_keyboard(with_clipboard, stance, citation) -> None:
    page = with_clipboard(f"/standpunten/{stance.pk}/")
    button = page.get_by_role("button", name="Kopieer het citaat")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Gekopieerd").wait_for()
    assert copied(page) == citation


def test_where_the_browser_lets_no_page_copy_the_text_is_selected_and_words_say_what_to_do(
    visit, letters, stance, citation
) -> None:
    refuse = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"  # as on a site without HTTPS
    for path, name in (
        (f"/onderwerpen/russia/brief/{letters[0].key}/", "Kopieer met bron"),
        (f"/standpunten/{stance.pk}/", "Kopieer het citaat"),
    ):
        page = visit("/over/")
        page.add_init_script(refuse)
        page.goto(page.url.replace("/over/", path))
        page.get_by_role("button", name=name).first.focus()
        page.keyboard.press("Enter")
        page.get_by_text("druk op Ctrl+C").wait_for()
        assert page.evaluate("getSelection().toString()").strip() == citation


def test_scripts_of_another_site_read_data_and_nothing_else(visit, letters, chromium, live_server, httpserver) -> None:
    httpserver.expect_request("/").respond_with_data("<!doctype html><title>elders</title>", mimetype="text/html")
    page = chromium.new_page()
    page.goto(httpserver.url_for("/"))
    for path in ("api/v1/stances/", "gegevens/brieven.csv", "feeds/brieven/", "onderwerpen/russia/gegevens.json"):
        assert page.evaluate(ASK, [f"{live_server.url}/{path}", {"headers": {"X-Own": "1"}}]) == 200, path
    assert page.evaluate(ASK, [f"{live_server.url}/api/v1/letters/nergens/", {}]) == 404
    for path in ("", "onderwerpen/russia/", "gegevens/"):
        assert page.evaluate(READ, [f"{live_server.url}/{path}", {}]) == "refused", path
    for how in ({"method": "POST"}, {"credentials": "include"}):
        assert page.evaluate(READ, [f"{live_server.url}/api/v1/letters/", how]) == "refused", how


def test_another_site_shows_the_chart_that_oembed_describes(visit, letters, chromium, live_server, httpserver) -> None:
    page = visit("/onderwerpen/russia/?holder=cabinet")
    found = page.request.get(page.locator("link[type='application/json+oembed']").get_attribute("href")).json()
    httpserver.expect_request("/").respond_with_data(
        f"<!doctype html><title>x</title>{found['html']}", mimetype="text/html"
    )
    other = chromium.new_page()
    other.goto(httpserver.url_for("/"))
    draw_chart(other.frame_locator("iframe"))
    box = other.locator("iframe").bounding_box()
    assert (round(box["width"]), round(box["height"])) == (found["width"] + 4, found["height"] + 4)  # its border

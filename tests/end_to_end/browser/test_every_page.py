"""Accessibility of every page: axe in light and dark mode, at 320 pixels and at 200 %, and target sizes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from tests.end_to_end import every_page
from tests.end_to_end.browser.chromium_flags import CHROMIUM
from tests.end_to_end.browser.page_checks import CHART_IS_DRAWN, NARROW, SMALL_TARGETS, WIDER_THAN_WINDOW, draw_chart
from tracker.operations import plotlyjs

if TYPE_CHECKING:
    from playwright.sync_api import Page

HALF = {"width": 640, "height": 450}  # equals a window of 1280 pixels at 200 %
WIDE = {"width": 1280, "height": 900}
MOVING = """document.getAnimations().length + [...document.querySelectorAll("*")].filter(
    e => getComputedStyle(e).scrollBehavior === "smooth").length"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def opened(chromium: Any, live_server: Any, client: Client) -> Callable[[str], Page]:
    """Open a page by name in a visitor's or an editor's window, on one filled site."""
    plotlyjs.prepare()
    client.force_login(every_page.build())
    filled, cookie = every_page.addresses(), client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor, editor = (chromium.new_context(locale="nl-NL", viewport=WIDE) for _ in range(2))
    editor.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    def by_name(name: str) -> Page:
        page: Page = (editor if name in every_page.SIGNED_IN else visitor).new_page()
        page.set_default_timeout(60_000)
        address = (every_page.PUBLIC | every_page.OF_A_MESSAGE | every_page.SIGNED_IN)[name].format(**filled)
        answer = page.goto(live_server.url + address)
        assert answer and answer.status == 200
        return page

    return by_name


def settled(page: Page) -> Page:
    if page.locator(".picture").count() and not page.locator(CHART_IS_DRAWN).count():
        draw_chart(page)
    return page


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(settled(page)).response["violations"]
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"][:2]]


def sticks_out(page: Page) -> bool:
    """Return whether the page overflows; a chart needs a moment to adapt to another width."""
    for _attempt in range(20):
        if not page.evaluate(WIDER_THAN_WINDOW):
            return False
        page.wait_for_timeout(100)
    return True


def faults(page: Page) -> dict[str, Any]:
    """Return the faults of a page opened at full width."""
    wrong: list[str] = []
    page.on("console", lambda message: message.type != "error" or wrong.append(message.text))
    found: dict[str, Any] = {"by day": violations(page)}
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)  # the chart redraws itself
    found["by night"] = violations(page)
    page.set_viewport_size(HALF)
    found["wider than the window at 200 %"] = sticks_out(page)
    page.set_viewport_size(NARROW)
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    settled(page)
    found["wider than the window at 320 pixels"] = sticks_out(page)
    found["too small to touch"] = page.evaluate(SMALL_TARGETS)
    found["moving"] = page.evaluate(MOVING)
    found["in the console"] = wrong
    return {what: fault for what, fault in found.items() if fault}


def test_every_page_is_fit_for_people(opened, subtests) -> None:
    for name in (*every_page.PUBLIC, *every_page.OF_A_MESSAGE, *every_page.SIGNED_IN):
        with subtests.test(name):
            page = opened(name)
            found = faults(page)
            page.close()
            assert found == {}


def test_no_page_is_forgotten() -> None:
    ours = {name for name in every_page.names() if not name.startswith("admin:")}
    listed = set(every_page.PUBLIC) | set(every_page.OF_A_MESSAGE) | set(every_page.SIGNED_IN)
    assert ours - listed == every_page.NO_PAGES
    assert listed - set(every_page.names()) == set()

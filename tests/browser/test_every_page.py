"""Every page is fit for people: nothing for axe by day and by night, at 320 pixels, at 200 %, for fingers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from tests.browser import site
from tests.browser.conftest import CHROMIUM
from tests.browser.test_reading import NARROW, SMALL_TARGETS, WIDER_THAN_WINDOW
from tracker.running import plotlyjs

if TYPE_CHECKING:
    from playwright.sync_api import Page

HALF = {"width": 640, "height": 450}  # a window of 1280 pixels at 200 %
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
    """Open a page by its name in a visitor's window or an editor's, on one site that has a bit of everything."""
    plotlyjs.prepare()
    client.force_login(site.build())
    filled, cookie = site.addresses(), client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor, editor = (chromium.new_context(locale="nl-NL", viewport=WIDE) for _ in range(2))
    editor.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    def by_name(name: str) -> Page:
        page: Page = (editor if name in site.SIGNED_IN else visitor).new_page()
        page.set_default_timeout(60_000)
        answer = page.goto(live_server.url + (site.PUBLIC | site.SIGNED_IN)[name].format(**filled))
        assert answer and answer.status == 200
        return page

    return by_name


def settled(page: Page) -> Page:
    if page.locator(".picture").count():
        page.wait_for_selector(".picture[data-points]")
    return page


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(settled(page)).response["violations"]
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"][:2]]


def sticks_out(page: Page) -> bool:
    """A chart needs a moment to fit itself to another window."""
    for _attempt in range(20):
        if not page.evaluate(WIDER_THAN_WINDOW):
            return False
        page.wait_for_timeout(100)
    return True


def faults(page: Page) -> dict[str, Any]:
    """What is wrong with a page that is open at its full width."""
    wrong: list[str] = []
    page.on("console", lambda message: message.type != "error" or wrong.append(message.text))
    found: dict[str, Any] = {"by day": violations(page)}
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)  # a chart draws itself anew
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
    for name in (*site.PUBLIC, *site.SIGNED_IN):
        with subtests.test(name):
            page = opened(name)
            found = faults(page)
            page.close()
            assert found == {}


def test_no_page_is_forgotten() -> None:
    ours = {name for name in site.names() if not name.startswith("admin:")}
    listed = set(site.PUBLIC) | set(site.SIGNED_IN)
    assert ours - listed == site.NO_PAGES
    assert listed - set(site.names()) == set()

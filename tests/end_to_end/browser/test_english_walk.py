"""English pages: one click away, with the choices kept, and each language marked for screen readers."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.end_to_end.browser.page_checks import (
    NARROW,
    SMALL_TARGETS,
    WIDER_THAN_WINDOW,
    draw_chart,
    pytestmark,  # noqa: F401 - the browser's fixture
)
from tests.positions.conftest import anna, codebook  # noqa: F401
from tests.positions.factories import accept, letter_of  # noqa: F401

PAGES = ("/en/", "/en/onderwerpen/russia/?brief=kst-99301-2", "/en/brieven/kst-99301-2/", "/en/zoeken/?q=rusland")


def test_the_switch_keeps_what_is_chosen_and_the_chart_speaks_english(visit, letters) -> None:
    page = visit("/onderwerpen/russia/?after=2019-06-01&proposals=no")
    page.get_by_role("link", name="English").click()
    draw_chart(page)
    assert page.url.endswith("/en/onderwerpen/russia/?after=2019-06-01&proposals=no")
    page.locator(".live").focus()
    page.keyboard.press("End")
    told = page.locator(".hint .said").inner_text()
    assert told.startswith("4 November 2019 · +0.5 (towards deterrence), on fewer than three sentences · 2 sentences")
    assert page.locator(".hint .quote").get_attribute("lang") == "nl"
    said = page.locator(".picture > [role=status] [lang=nl]")
    assert [part.inner_text()[:1] for part in said.all()] == ["«"], "a name that we make is English"


def test_a_coding_that_opens_in_the_letter_is_marked_as_english(visit, letters) -> None:
    page = visit("/en/brieven/kst-99301-2/")
    page.locator(".sentence a").first.click()
    panel = page.locator(".panel-beside")
    panel.wait_for()
    assert panel.get_attribute("lang") == "en"
    assert "towards" in panel.inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(visit, letters, path) -> None:
    page = visit(path, viewport=NARROW)
    if "onderwerpen" in path:
        draw_chart(page)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert not page.evaluate(WIDER_THAN_WINDOW)
    assert page.evaluate(SMALL_TARGETS) == []

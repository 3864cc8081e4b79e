"""Marks, selectors and scripts shared by the browser tests."""

from __future__ import annotations

import shutil

import pytest

from tests.end_to_end.browser.chromium_flags import CHROMIUM

NARROW = {"width": 320, "height": 640}
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll("main a, main button, main summary, main label.choice, header a")]
    .filter(e => e.checkVisibility() && getComputedStyle(e).display !== "inline" && !e.closest(".away"))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
    .filter(([_, height]) => height > 0 && height < 24)"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Debian's chromium is not installed"),
]


def painted(page) -> None:
    """Wait until the page has been painted: Chromium drops keys and clicks that come before."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


CHART_IS_DRAWN = ".picture[data-points]"


def draw_chart(page) -> None:
    """Turn to the chart, and wait until Plotly has drawn it; `page` may be a frame."""
    page.locator(".picture[tabindex]").dispatch_event("pointerdown")  # the script listens once this is there
    page.locator(CHART_IS_DRAWN).wait_for(timeout=60_000)


def press(page, key: str) -> None:
    with page.expect_response(lambda response: "/beoordelen/" in response.url or "/coderen/" in response.url) as answer:
        page.keyboard.press(key)
    assert answer.value.ok
    page.locator("#proposal:not([aria-busy])").wait_for()  # not wait_for_function: the policy forbids evaluation


# Drops files on the window, as a user does.
DROP = """(files) => {
    const carried = new DataTransfer();
    for (const [name, text] of files) carried.items.add(new File([text], name, { type: "text/plain" }));
    for (const kind of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""

"""Latency of a review decision: from the key press to the next proposal on screen, in a real browser.

    python -m bench.review http://127.0.0.1:8000 NAME PASSWORD

Logs in on a running site, rejects a proposal and undoes that, ROUNDS times; each is one decision, and none remains. Use
it on the example letters. Prints medians in milliseconds.
"""

from __future__ import annotations

import sys
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from playwright.sync_api import sync_playwright

ROUNDS = 20
# Resolves when the page has been painted after the proposal was replaced.
SHOWN = """() => new Promise(done => {
    const place = document.getElementById("proposal");
    new MutationObserver((_, seen) => {
        if (!place.querySelector("#zin")) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(done));
    }).observe(place, {childList: true});
})"""


def decision(page: Any, key: str) -> float:
    """Return the milliseconds from the key press to the next proposal shown."""
    page.evaluate(f"void (window.shown = ({SHOWN})())")
    started = perf_counter()
    page.keyboard.press(key)
    page.evaluate("window.shown")
    took = (perf_counter() - started) * 1000
    page.wait_for_function("!document.getElementById('proposal').hasAttribute('aria-busy')")
    return took


def main(address: str, name: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True)  # for wait_for_function
        page.set_default_timeout(120_000)
        page.goto(f"{address}/aanmelden/?next=/beoordelen/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", password)
        page.click("main form button")
        page.wait_for_selector("#decision")
        times = [(decision(page, "x"), decision(page, "z")) for _ in range(ROUNDS)]
        browser.close()
    for what, measured in (("reject", [x for x, _ in times]), ("undo", [z for _, z in times])):
        slowest = quantiles(measured, n=10)[-1]
        print(f"{what:8} median {median(measured):6.0f} ms, nine in ten under {slowest:6.0f} ms, of {ROUNDS}")


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""Regenerates the screenshots of README and docs: `python -m scripts.make_pictures [NAME …]`.

A temporary installation with the example letters is set up as on a first start. The clock is fixed, so that the same
code gives the same pictures on the same machine.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import mock

import django

from tests.end_to_end.browser.chromium_flags import CHROMIUM, FLAGS
from tracker import local_servers
from tracker.operations import prepare as operations_prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # some weeks after the last example letter
WIDTH, HEIGHT = 1200, 760
CHART = ".picture[data-points]"  # present once the chart is drawn
SCROLL = "(element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 8)"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in a window of `WIDTH` × `HEIGHT`: selectors to wait for, to click, and to scroll to the top."""

    name: str
    address: str
    drawn: str = "main"
    click: str = ""
    top: str = ""


WANTED = (
    Picture("home", "/"),
    Picture("topic", "/onderwerpen/russia/?holder=cabinet&holder=adviser", drawn=CHART, top="h1"),
    Picture("compare", "/vergelijken/"),
    Picture("panels", "/vergelijken/", drawn=CHART, top=".timeline"),
    Picture(
        "letter", "/brieven/kst-99101-58/", top="text='Rusland' >> nth=-1", click=".line .sentence[data-at] >> nth=3"
    ),
)


def main(names: Sequence[str]) -> None:
    unknown = set(names) - {picture.name for picture in WANTED}
    if unknown:
        sys.exit(f"No picture is called {', '.join(sorted(unknown))}; there are {', '.join(p.name for p in WANTED)}.")
    wanted = [picture for picture in WANTED if not names or picture.name in names]
    with ExitStack() as stack:
        stack.enter_context(throwaway())
        stack.enter_context(mock.patch("django.utils.timezone.now", return_value=NOW))
        prepare()
        address = stack.enter_context(served())
        browser = stack.enter_context(chromium())
        for picture in wanted:
            print(take(browser, address, picture, PICTURES))


@contextmanager
def throwaway() -> Iterator[None]:
    """Context manager: temporary servers and data, whatever the environment names."""
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        os.environ.pop(name, None)
    with TemporaryDirectory(prefix="standpunt-pictures-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # readable for the other account that runs root's database
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "STANDPUNT_VAR": f"{folder}/var",
            "STANDPUNT_LOG_LEVEL": "WARNING",
        }
        try:
            local_servers.ensure_for_environment()
            yield
        finally:
            local_servers.stop()


def prepare() -> None:
    """Load the example letters as a first start does, and run the workers' tasks on them."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    operations_prepare.prepare(run=True)
    call_command("propose")
    call_command("find_wordings")


@contextmanager
def served() -> Iterator[str]:
    """Context manager: serve the site in this process under the fixed clock; yields the address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415

    from tracker.wsgi import application  # noqa: PLC0415

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent where the browser is

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    """Take one screenshot and return its file. Fails on an error page or a missing selector."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="nl-NL", color_scheme="light", reduced_motion="reduce"
    )
    response = page.goto(address + picture.address, wait_until="networkidle")
    assert response and response.ok, f"{picture.address} answers {response and response.status}"
    if picture.drawn == CHART:
        page.locator(".picture[tabindex]").dispatch_event("pointerdown")  # a chart is drawn when somebody turns to it
    page.wait_for_selector(picture.drawn, timeout=60_000)
    if picture.top:
        page.locator(picture.top).first.evaluate(SCROLL)
    if picture.click:
        page.locator(picture.click).click()
    file = folder / f"{picture.name}.png"
    page.screenshot(path=file, animations="disabled", caret="hide")
    page.close()
    return file


if __name__ == "__main__":
    main(sys.argv[1:])

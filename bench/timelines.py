"""A topic of 5,000 letters: what its query, figure, drawing and page cost, and how fast Chromium draws the chart.

    .venv/bin/python -m bench.timelines [--letters 5000]

Each figure is the best of some rounds: noise only adds. On the server it is CPU time of Python, and time on the clock
with the database. Works in a folder and a database of its own.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="standpunt-bench-"))
FOLDER.chmod(0o755)  # root's database runs as another account, which has to pass here
os.environ["STANDPUNT_VAR"] = str(FOLDER / "var")
os.environ["STANDPUNT_ALLOWED_HOSTS"] = "*"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

import django  # noqa: E402 - the folder has to be named before settings are read

from tracker import embedded  # noqa: E402

embedded.ensure_for_environment()
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import many  # noqa: E402
from bench.load_pages import free_port  # noqa: E402
from bench.readers import serving  # noqa: E402
from positions import charts, drawing, keeping  # noqa: E402
from positions.models import Stance  # noqa: E402
from positions.readings import Showing, showing  # noqa: E402
from positions.themes import LIGHT  # noqa: E402
from tracker.running import plotlyjs  # noqa: E402

ROUNDS = 5
PATH = "/onderwerpen/russia/"
CHROMIUM = "/usr/bin/chromium"
# From the question for the figure to the first frame after the chart is there, on the page itself.
WATCH = """
    window.at = {};
    const ask = window.fetch;
    window.fetch = async (...what) => { at.asked = performance.now(); const found = await ask(...what);
        at.answered = performance.now(); return found; };
    new MutationObserver(() => {
        if (at.drawn || !document.querySelector(".picture[data-points]")) return;
        at.drawn = true;
        requestAnimationFrame(() => setTimeout(() => { at.painted = performance.now(); }));
    }).observe(document, {subtree: true, attributes: true, childList: true});
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=5000)
    count = parser.parse_args().letters
    call_command("migrate", verbosity=0)
    call_command("load_cabinets")
    call_command("load_codebook")
    plotlyjs.prepare()
    call_command("collectstatic", interactive=False, verbosity=0)
    many.make(count)
    print(f"{count} letters, {Stance.objects.count()} stances")
    measure()
    draw()


def measure() -> None:
    """Prints what each part costs on the server."""
    shown = asked()
    assert shown.picture
    written = charts.as_json(charts.figure(shown.picture, LIGHT))
    client = Client(headers={"accept-encoding": "gzip"})
    keeping.forget_everything()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(PATH)
    line("query and series", best(lambda: asked().lines))
    line("kept: query and series", best(lambda: asked().lines, forget=False))
    line("figure, of the series", best(lambda: charts.as_json(charts.figure(shown.picture, LIGHT))))
    line("drawing, of the series", best(lambda: drawing.drawing(shown.picture)))
    line(f"page ({len(queries)} queries)", best(lambda: client.get(PATH)))
    line("page, kept", best(lambda: client.get(PATH), forget=False))
    line("figure.json, whole request", best(lambda: client.get(f"{PATH}figuur.json")))
    script = gzip.compress((plotlyjs.folder() / plotlyjs.SCRIPT).read_bytes(), 9)
    sizes = {"page": page.content, "figure": gzip.compress(written.encode(), 6), "plotly.js, small": script}
    for name, data in sizes.items():
        print(f"{name:34}{len(data) / 1024:9.0f} kB over the wire")


def asked() -> Showing:
    request = RequestFactory().get(PATH)
    request.user = type("Visitor", (), {"is_authenticated": False})()  # type: ignore[assignment]
    return showing(request, "russia")


def best(task: Callable[[], object], *, forget: bool = True) -> tuple[float, float]:
    """CPU seconds and seconds on the clock, with nothing kept from the time before."""
    figures = []
    for _ in range(ROUNDS):
        if forget:
            keeping.forget_everything()
        cpu, clock = time.process_time(), time.perf_counter()
        task()
        figures.append((time.process_time() - cpu, time.perf_counter() - clock))
    return min(cpu for cpu, _ in figures), min(clock for _, clock in figures)


def line(name: str, seconds: tuple[float, float]) -> None:
    print(f"{name:34}{seconds[0] * 1000:9.0f} ms CPU{seconds[1] * 1000:9.0f} ms")


def draw() -> None:
    if not shutil.which(CHROMIUM):
        print("Chromium is not here: drawing is not measured.")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - there for developers only

    port = free_port()
    with serving(port, os.environ, FOLDER / "gunicorn.log"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)  # for wait_for_function
        page.add_init_script(WATCH)
        found = []
        for _ in range(ROUNDS):
            page.goto(f"http://127.0.0.1:{port}{PATH}")
            page.wait_for_function("at.painted", timeout=60_000)
            found.append(page.evaluate("[at.painted - at.answered, at.painted - at.asked]"))
        elements = page.evaluate("document.querySelectorAll('.live *').length")
        browser.close()
    print(f"{'Chromium draws the chart':34}{min(each[0] for each in found):25.0f} ms, {elements} elements")
    print(f"{'with asking for the figure':34}{min(each[1] for each in found):25.0f} ms")


if __name__ == "__main__":
    try:
        main()
    finally:
        embedded.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)
        sys.stdout.flush()

"""Cost of a topic of 5,000 letters: query, figure, drawing and page, and the time that Chromium needs for the chart.

    .venv/bin/python -m bench.timelines [--letters 5000]

Each figure is the best of several rounds, since noise only adds. Server figures are CPU time of Python and wall time
including the database. Uses a temporary folder and database.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import time
from collections.abc import Callable

from bench import own_servers

FOLDER = own_servers.begin(STANDPUNT_ALLOWED_HOSTS="*")

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import many  # noqa: E402
from bench.readers import free_port, serving  # noqa: E402
from positions.caching import in_process  # noqa: E402
from positions.charts import plotly, svg  # noqa: E402
from positions.charts.data import TopicChartData, topic_chart_data  # noqa: E402
from positions.labels.palette import LIGHT  # noqa: E402
from positions.models import Stance  # noqa: E402
from tracker.operations import plotlyjs  # noqa: E402

ROUNDS = 5
PATH = "/onderwerpen/russia/"
CHROMIUM = "/usr/bin/chromium"
# From the request for the figure to the first frame with the chart, measured in the page.
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
    """Print the server-side cost of each part."""
    shown = asked()
    assert shown.picture
    written = plotly.as_json(plotly.figure(shown.picture, LIGHT))
    client = Client(headers={"accept-encoding": "gzip"})
    in_process.clear()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(PATH)
    line("query and series", best(lambda: asked().lines))
    line("kept: query and series", best(lambda: asked().lines, forget=False))
    line("figure, of the series", best(lambda: plotly.as_json(plotly.figure(shown.picture, LIGHT))))
    line("drawing, of the series", best(lambda: svg.render(shown.picture)))
    line(f"page ({len(queries)} queries)", best(lambda: client.get(PATH)))
    line("page, kept", best(lambda: client.get(PATH), forget=False))
    line("figure.json, whole request", best(lambda: client.get(f"{PATH}figuur.json")))
    script = gzip.compress((plotlyjs.folder() / plotlyjs.SCRIPT).read_bytes(), 9)
    sizes = {"page": page.content, "figure": gzip.compress(written.encode(), 6), "plotly.js, small": script}
    for name, data in sizes.items():
        print(f"{name:34}{len(data) / 1024:9.0f} kB over the wire")


def asked() -> TopicChartData:
    request = RequestFactory().get(PATH)
    request.user = type("Visitor", (), {"is_authenticated": False})()  # type: ignore[assignment]
    return topic_chart_data(request, "russia")


def best(task: Callable[[], object], *, forget: bool = True) -> tuple[float, float]:
    """Return CPU seconds and wall seconds, with caches cleared before each round if `forget`."""
    figures = []
    for _ in range(ROUNDS):
        if forget:
            in_process.clear()
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
            page.locator(".picture[tabindex]").dispatch_event("pointerdown")  # the chart is drawn at the first touch
            page.wait_for_function("at.painted", timeout=60_000)
            found.append(page.evaluate("[at.painted - at.answered, at.painted - at.asked]"))
        elements = page.evaluate("document.querySelectorAll('.live *').length")
        browser.close()
    print(f"{'Chromium draws the chart':34}{min(each[0] for each in found):25.0f} ms, {elements} elements")
    print(f"{'with asking for the figure':34}{min(each[1] for each in found):25.0f} ms")


if __name__ == "__main__":
    own_servers.run(main, FOLDER)

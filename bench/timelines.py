"""A topic of 5,000 letters: what its query, figure, drawing and page cost, and how fast Chromium draws the chart.

    .venv/bin/python -m bench.timelines [--letters 5000]

Each figure is the best of some rounds: noise only adds. On the server it is CPU time of Python, and time on the clock
with the database. Works in a folder and a database of its own.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
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

from letters.models import Cabinet, Document, Letter, Revision, Signatory  # noqa: E402
from positions import charts, codebooks, drawing  # noqa: E402
from positions.models import Coder, Proposing, Review, Stance, Topic  # noqa: E402
from positions.showing import Showing, showing  # noqa: E402
from positions.themes import LIGHT  # noqa: E402
from tracker.running import plotlyjs  # noqa: E402

ROUNDS = 5
FIRST, DAYS = date(2010, 10, 14), 5700
SENTENCES = (2, 9)  # with a position, a letter
OPEN = 0.15  # of the letters: proposals alone
PATH = "/onderwerpen/russia/"
CHROMIUM = "/usr/bin/chromium"
DRAW = """async (figure) => {
    const times = [];
    for (let round = 0; round < 5; round++) {
        const place = document.createElement("div");
        place.style.cssText = "width: 1180px; height: 490px";
        document.body.append(place);
        const start = performance.now();
        await Plotly.newPlot(place, structuredClone(figure.data), structuredClone(figure.layout), {locale: "nl"});
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
        Plotly.purge(place);
        place.remove();
    }
    return times;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=5000)
    count = parser.parse_args().letters
    call_command("migrate", verbosity=0)
    call_command("load_cabinets")
    call_command("load_codebook")
    plotlyjs.prepare()
    call_command("collectstatic", interactive=False, verbosity=0)
    make(count)
    print(f"{count} letters, {Stance.objects.count()} stances")
    figure = measure()
    draw(figure)


def make(count: int) -> None:
    """Letters with stances on one topic, in bulk; three quarters of the sentences are the cabinet's."""
    chance = random.Random(1)
    cabinets = list(Cabinet.objects.filter(is_example=False))
    letters, texts = [], []
    for number in range(count):
        day = FIRST + timedelta(days=number * DAYS // count)
        held = next((c for c in cabinets if c.start <= day and (c.end is None or day < c.end)), None)
        letters.append(Letter(
            key=f"kst-99999-{number}", subject=f"Brief nummer {number} over de stand van zaken", document_date=day,
            cabinet=held, demissionary=None if held is None else False, kind="overig",
        ))  # fmt: skip
        texts.append([f"Zin {number}.{n} zegt iets over Rusland en wat daar nu moet gebeuren." for n in range(40)])
    Letter.objects.bulk_create(letters)
    documents = Document.objects.bulk_create(
        Document(sha256=hashlib.sha256(letter.key.encode()).hexdigest(), size=1, media_type="text/plain")
        for letter in letters
    )
    Signatory.objects.bulk_create(
        Signatory(letter=letter, position=1, name="A. B.", office="Minister van Defensie", ministry="Defensie")
        for letter in letters
    )
    revisions = Revision.objects.bulk_create(
        Revision(letter=letter, number=1, document=document, text=" ".join(text), body_sentences=40,
                 body_digest=document.sha256, read_by="bench")
        for letter, document, text in zip(letters, documents, texts, strict=True)
    )  # fmt: skip
    code(chance, revisions, texts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def code(chance: random.Random, revisions: list[Revision], texts: list[list[str]]) -> None:
    topic, book = Topic.objects.get(slug="russia"), codebooks.newest()
    machine = Coder.objects.create(name="bench", version="1")
    stances = []
    for revision, text in zip(revisions, texts, strict=True):
        middle = chance.choice((-1, 0, 1))
        for n in range(chance.randint(*SENTENCES)):
            start = sum(len(sentence) + 1 for sentence in text[:n])
            stances.append(Stance(
                revision=revision, start=start, end=start + len(text[n]), quote=text[n], topic=topic, coder=machine,
                holder=chance.choice(("cabinet", "cabinet", "cabinet", "allies")), codebook=book, confidence="high",
                score=max(-2, min(2, middle + chance.choice((-1, 0, 1)))),
            ))  # fmt: skip
    Stance.objects.bulk_create(stances, batch_size=5000)
    Proposing.objects.bulk_create(Proposing(revision=r, coder=machine, codebook=book) for r in revisions)
    waiting = {revision.pk for revision in revisions if chance.random() < OPEN}
    Review.objects.bulk_create(
        (Review(stance=stance, decision="accept", state="accepted", coder=machine)
         for stance in stances if stance.revision_id not in waiting),
        batch_size=5000,
    )  # fmt: skip


def measure() -> str:
    """Prints what each part costs on the server; returns the figure."""
    shown = asked()
    assert shown.picture
    written = charts.as_json(charts.figure(shown.picture, LIGHT))
    client = Client(headers={"accept-encoding": "gzip"})
    client.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(PATH)
    line("query and series", best(lambda: asked().lines))
    line("figure, of the series", best(lambda: charts.as_json(charts.figure(shown.picture, LIGHT))))
    line("drawing, of the series", best(lambda: drawing.drawing(shown.picture)))
    line(f"page ({len(queries)} queries)", best(lambda: client.get(PATH)))
    line("figure.json, whole request", best(lambda: client.get(f"{PATH}figuur.json")))
    script = gzip.compress((plotlyjs.folder() / plotlyjs.SCRIPT).read_bytes(), 9)
    sizes = {"page": page.content, "figure": gzip.compress(written.encode(), 6), "plotly.js, small": script}
    for name, data in sizes.items():
        print(f"{name:34}{len(data) / 1024:9.0f} kB over the wire")
    return written


def asked() -> Showing:
    request = RequestFactory().get(PATH)
    request.user = type("Visitor", (), {"is_authenticated": False})()  # type: ignore[assignment]
    return showing(request, "russia")


def best(task: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds and seconds on the clock."""
    figures = []
    for _ in range(ROUNDS):
        cpu, clock = time.process_time(), time.perf_counter()
        task()
        figures.append((time.process_time() - cpu, time.perf_counter() - clock))
    return min(cpu for cpu, _ in figures), min(clock for _, clock in figures)


def line(name: str, seconds: tuple[float, float]) -> None:
    print(f"{name:34}{seconds[0] * 1000:9.0f} ms CPU{seconds[1] * 1000:9.0f} ms")


def draw(figure: str) -> None:
    if not shutil.which(CHROMIUM):
        print("Chromium is not here: drawing is not measured.")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - there for developers only

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_script_tag(path=plotlyjs.folder() / plotlyjs.SCRIPT)
        print(f"{'Chromium draws the chart':34}{min(page.evaluate(DRAW, json.loads(figure))):25.0f} ms")
        browser.close()


if __name__ == "__main__":
    try:
        main()
    finally:
        embedded.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)
        sys.stdout.flush()

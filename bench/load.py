"""Load test: many concurrent readers of 5,000 letters, per public page, on one web process as in docker-compose.

    .venv/bin/python -m bench.load [--letters 5000] [--readers 50] [--seconds 60] [--decide 10] [--backfill 200]
        [--pause 5]

First one reader requests each address once. Then all readers request page after page, each on its own connection,
without a pause or with one of `--pause` seconds on average. /healthz, which does no work, is included as the baseline.
`--decide` accepts a proposal at that interval in seconds, singly, on one topic. `--backfill`: that many files come in
before, and one worker takes them in meanwhile. Readers, web process, worker and database share the machine. Uses a
temporary folder and database, or those in BENCH_FOLDER.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Event, Thread

import psutil

from bench import own_servers

FOLDER = own_servers.begin(
    STANDPUNT_ALLOWED_HOSTS="*",
    STANDPUNT_API_RATE="1000000/min",  # all readers share one address here
)

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402

from bench import many, workers  # noqa: E402
from bench.corpus import make_letters  # noqa: E402
from bench.load_pages import pages  # noqa: E402
from bench.readers import Measured, free_port, read, read_each, serving  # noqa: E402
from letters.ingestion import store  # noqa: E402
from letters.models import Ingestion, Letter  # noqa: E402
from positions.models import Stance, Topic  # noqa: E402
from positions.review import decisions  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=5000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--decide", type=float, default=0)
    parser.add_argument("--backfill", type=int, default=0)
    asked = parser.parse_args()
    many.fill(asked.letters)
    print(f"{Letter.objects.count()} letters, {Stance.objects.count()} stances; {asked.readers} readers")
    port = free_port()
    with serving(port, os.environ, FOLDER / "gunicorn.log") as pid:
        web, each = psutil.Process(pid), pages()
        report("asked for the first time, one by one", read_each(port, each), [web])
        with taking_in(asked.backfill), deciding(asked.decide):
            found = read(port, each, readers=asked.readers, seconds=asked.seconds, pause=asked.pause)
        report(f"{asked.readers} readers for {asked.seconds:.0f} s", found, [web, *web.children(recursive=True)])


@contextmanager
def deciding(seconds: float) -> Iterator[None]:
    """Accept a proposal on one topic every so many seconds; 0 is never. Prints how many were."""
    over, decided = Event(), 0

    def decide() -> None:
        nonlocal decided
        coder = decisions.coder_of(User.objects.get_or_create(username="bench")[0])
        waiting = Stance.objects.open().filter(topic=Topic.objects.all()[1]).order_by("-pk").iterator()
        while not over.wait(seconds):
            stance = next(waiting)
            decisions.accept(stance.pk, coder, seen=decisions.last_word(stance))
            decided += 1
        connection.close()

    thread = Thread(target=decide)
    if seconds:
        thread.start()
    yield
    over.set()
    if seconds:
        thread.join()
        print(f"\n{decided} proposals accepted meanwhile")


@contextmanager
def taking_in(count: int) -> Iterator[None]:
    """Have one worker take in so many new files. Prints how many it did."""
    if not count:
        yield
        return
    done = Ingestion.objects.filter(state__in=Ingestion.ENDED)
    for name, data in islice(make_letters(count), count):
        store.store(data, name=name, channel=Ingestion.Channel.UPLOAD)
    before = done.count()
    with workers.workers(1, "urgent,quick,bulk"):
        yield
        print(f"\n{done.count() - before} of {count} files taken in meanwhile")


def report(title: str, found: dict[str, Measured], web: list[psutil.Process]) -> None:
    print(f"\n{title}\n{'ms':22}{'requests':>9}{'errors':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}{'kB':>7}")
    for name, measured in found.items():
        cuts = "".join(f"{cut * 1000:8.0f}" for cut in measured.percentiles())
        cuts += f"{max(measured.seconds) * 1000:8.0f}"
        print(f"{name:22}{len(measured.seconds):9}{len(measured.errors):8}{cuts}{measured.size / 1024:7.0f}")
    requests = sum(len(measured.seconds) for measured in found.values())
    errors = [error for measured in found.values() for error in measured.errors]
    cpu = sum(sum(process.cpu_times()[:2]) for process in web)
    memory = sum(process.memory_info().rss for process in web) / 1e6
    print(f"{requests} requests, {len(errors)} errors {errors[:5]}")
    print(f"web: {cpu:.0f} s of CPU in all, {memory:.0f} MB; load {os.getloadavg()[0]:.1f} at {time.strftime('%H:%M')}")


if __name__ == "__main__":
    own_servers.run(main, FOLDER)

"""Letters per second of one worker process and of several, and the share of their time that they wait for locks.

Used by `bench.pipeline --workers`, which names the servers and sets Django up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

from letters.ingestion import store
from letters.models import Ingestion
from positions.codebook.store import newest
from positions.coders import run
from positions.coders.registry import MACHINE_CODERS, coder_named
from positions.text_reuse import detection

NAME = "bench-worker"  # of the workers' connections
WARM = 0.1  # share of the letters before the clock starts: workers and readers are up, caches are filled
EVERY = 0.02  # seconds between samples of what the workers wait for
SAMPLE = """
    SELECT wait_event, (SELECT count(*) FROM letters_ingestion WHERE state = ANY(%s))
    FROM (SELECT 1) one LEFT JOIN pg_stat_activity ON application_name = %s AND wait_event_type = 'Lock'
"""


@dataclass(slots=True)
class Throughput:
    """Letters recorded in so many seconds; samples of each worker; how many of them waited for which lock."""

    workers: int
    letters: int = 0
    seconds: float = 0.0
    samples: int = 0
    waiting: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        return self.letters / self.seconds

    @property
    def waiting_share(self) -> float:
        return self.waiting.total() / self.samples

    def __str__(self) -> str:
        locks = ", ".join(f"{name} {count / self.samples:.1%}" for name, count in self.waiting.most_common())
        return (
            f"{self.workers:8}{self.letters:9}{self.seconds:9.1f}{self.rate:11.2f}{self.waiting_share:10.1%}  {locks}"
        )


HEAD = f"{'workers':>8}{'letters':>9}{'seconds':>9}{'letters/s':>11}{'waiting':>10}  for which lock"


def compare(files: Sequence[tuple[str, bytes]], counts: Sequence[int], *, then: bool) -> None:
    """Print the throughput of each number of workers on a part of the files, in this order."""
    print(HEAD)
    part = len(files) // len(counts)
    found = []
    for number, count in enumerate(counts):
        found.append(measure(files[number * part : (number + 1) * part], count, then=then))
        print(found[-1], flush=True)
    for other in found[1:]:
        print(f"{other.workers} workers give {other.rate / found[0].rate:.2f} x {found[0].workers}")


def measure(files: Sequence[tuple[str, bytes]], count: int, *, then: bool) -> Throughput:
    """Store the files, start the workers, and sample until all is done: with `then`, also what follows a recording."""
    found = Throughput(count)
    before = Ingestion.objects.filter(state__in=Ingestion.ENDED).count()
    for name, data in files:
        store.store(data, name=name, channel=Ingestion.Channel.UPLOAD)
    with workers(count, "quick,bulk" if then else "quick"):
        first, started = before, 0.0
        while True:
            waits, ended = sample()
            if not started and ended - before >= len(files) * WARM:
                first, started = ended, time.monotonic()
            if started:
                found.samples += count
                found.waiting.update(waits)
            if ended - before == len(files) and not (then and left()):
                break
            time.sleep(EVERY)
        found.letters, found.seconds = before + len(files) - first, time.monotonic() - started
    return found


@contextmanager
def workers(count: int, queues: str) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "tracker", "worker", "-c", "1", "-Q", queues, "-l", "error"]
    environment = os.environ | {"PGAPPNAME": NAME, "STANDPUNT_READ_SECONDS": "120"}
    running = [
        subprocess.Popen(
            [*command, "--without-gossip", "--without-mingle", "-n", f"{number}@bench"],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for number in range(count)
    ]
    try:
        yield
    finally:
        for worker in running:
            worker.terminate()
        for worker in running:
            worker.wait()


def sample() -> tuple[list[str], int]:
    """Return the locks that workers wait for now, and the number of ingestions that ended."""
    with connection.cursor() as cursor:
        cursor.execute(SAMPLE, [[str(state) for state in Ingestion.ENDED], NAME])
        rows = cursor.fetchall()
    return [wait for wait, _ in rows if wait], rows[0][1]


def left() -> bool:
    """True while texts are left to propose on, or to find wordings in."""
    codebook = newest()
    coders = (coder_named(name) for name in MACHINE_CODERS)
    return detection.to_do().exists() or any(run.to_do(coder, codebook).exists() for coder in coders)

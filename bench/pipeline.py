"""Throughput of the pipeline: 1,000 letters in one worker, compared with bare text extraction plus a bulk insert.

    .venv/bin/python -m bench.pipeline [--letters 1000] [--workers 1,2 [--then]]

Prints CPU seconds (Python only: the worker, its pool process and its reader; not PostgreSQL and the broker), their
distribution, and the worker's peak memory. The pipeline is store → read → record → link; coding, a follow-up task, has
`bench/coder.py`. The worker's start-up is included, the baseline's imports are not. Uses a temporary folder and
database. With `--workers` it prints letters per second of so many worker processes, in turn on equal parts of the
letters, and which share of their time they wait for locks; `--then`: with the proposals and wordings that follow.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import threading
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
from lxml import etree
from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser

from bench import own_servers

FOLDER = own_servers.begin()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402

from bench import workers  # noqa: E402
from bench.corpus import make_letters  # noqa: E402
from letters import models as m  # noqa: E402
from letters.ingestion import store as ingestion_store  # noqa: E402

# Interactive letters use "quick", so that the follow-up tasks ("bulk") stay out of the figures.
CHANNEL, QUEUE = m.Ingestion.Channel.UPLOAD, "quick"
WORKER = [sys.executable, "-m", "celery", "-A", "tracker", "worker", "-c", "1", "-Q", QUEUE, "-l", "error"]
TABLES = (
    m.Document, m.Content, m.Minister, m.Dossier, m.Letter, m.Letter.dossiers.through, m.Identifier, m.Signatory,
    m.Revision, m.Passage, m.Citation, m.Ingestion,
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--workers", type=lambda text: [int(part) for part in text.split(",")], default=())
    parser.add_argument("--then", action="store_true", help="with --workers: the follow-up tasks too")
    asked = parser.parse_args()
    count = asked.letters
    call_command("migrate", verbosity=0)
    call_command("load_cabinets")
    print(f"making {count} letters …", file=sys.stderr)
    files = list(make_letters(count))
    if asked.workers:
        call_command("load_codebook")
        workers.compare(files, asked.workers, then=asked.then)
        return
    pages = sum(pdf_pages(data) for name, data in files if name.endswith(".pdf"))
    pipeline = Pipeline(files)
    assert m.Letter.objects.count() == count, f"{m.Letter.objects.count()} letters from {count} files"
    extraction = cpu(lambda: [bare_text(name, data) for name, data in files])
    rows: dict[type[Model], list[Model]] = {table: list(table._default_manager.order_by("pk")) for table in TABLES}
    insert = cpu(lambda: insert_again(rows))
    print(f"letters                      {count:8d}  ({pages} PDF pages, {m.Passage.objects.count()} passages)")
    print(f"bare text extraction         {extraction:8.2f} s CPU")
    print(f"bulk insert of the same rows {insert:8.2f} s CPU")
    print(f"baseline                     {extraction + insert:8.2f} s CPU")
    print(f"pipeline, one worker         {pipeline.cpu:8.2f} s CPU  ({pipeline.wall:.1f} s on the clock)")
    for part, seconds in pipeline.parts.items():
        print(f"  {part:27}{seconds:8.2f} s CPU  ({seconds / count * 1000:.1f} ms a letter)")
    print(f"ratio                        {pipeline.cpu / (extraction + insert):8.2f}    (budget 3.00)")
    print(f"peak memory of the worker    {pipeline.peak / 2**20:8.0f} MB   (budget 300 MB; its processes' own)")


class Pipeline:
    """CPU seconds by part, peak memory (bytes) and wall time, from the worker's start to the last link."""

    def __init__(self, files: Sequence[tuple[str, bytes]]) -> None:
        started, first_stored = time.monotonic(), store(files[:1])
        with subprocess.Popen(WORKER, env=os.environ | {"STANDPUNT_READ_SECONDS": "60"}) as process:
            tree = Tree(process.pid)
            wait_for_the_end()
            start_up = tree.cpu
            stored = store(files[1:])
            wait_for_the_end()
            self.wall = time.monotonic() - started
            tree.stop()
            process.terminate()
        self.peak = tree.peak
        self.parts = {"start-up and the first letter": first_stored + sum(start_up.values()), "storing": stored}
        self.parts |= {part: seconds - start_up[part] for part, seconds in tree.cpu.items()}

    @property
    def cpu(self) -> float:
        return sum(self.parts.values())


def store(files: Sequence[tuple[str, bytes]]) -> float:
    """Store the files; return the CPU seconds used."""
    started = time.thread_time()
    for name, data in files:
        ingestion_store.store(data, name=name, channel=CHANNEL)
    return time.thread_time() - started


def wait_for_the_end() -> None:
    while m.Ingestion.objects.exclude(state__in=m.Ingestion.ENDED).exists():
        time.sleep(0.2)
    time.sleep(0.5)  # time for the last letter's remaining work, and one more sample


class Tree:
    """CPU time by part and memory of a worker and its descendants, sampled ten times a second."""

    def __init__(self, pid: int) -> None:
        self.root, self.seen, self.peak = psutil.Process(pid), defaultdict[tuple[str, int], float](float), 0
        self.running = True
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self) -> None:
        while self.running:
            self.look()
            time.sleep(0.1)

    def look(self) -> None:
        memory = 0
        for process in [self.root, *self.root.children(recursive=True)]:
            try:
                times = process.cpu_times()
                self.seen[self.part_of(process), process.pid] = times.user + times.system
                memory += process.memory_full_info().uss
            except psutil.Error:
                continue
        self.peak = max(self.peak, memory)

    def part_of(self, process: psutil.Process) -> str:
        if process == self.root:
            return "worker: messages"
        return "reader: read, parse" if "letters.readers.sandbox.child" in process.cmdline() else "pool: record, link"

    @property
    def cpu(self) -> defaultdict[str, float]:
        """Return CPU seconds by part; an ended process counts with its last sample."""
        parts = defaultdict[str, float](float)
        for (part, _), seconds in self.seen.items():
            parts[part] += seconds
        return parts

    def stop(self) -> None:
        self.running = False
        self.thread.join()


def cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def bare_text(name: str, data: bytes) -> str:
    """Return the text by the most basic use of each format's library."""
    form = Path(name).suffix
    if form == ".pdf":
        document = PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if form in (".docx", ".odt"):
        part = "word/document.xml" if form == ".docx" else "content.xml"
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(etree.fromstring(archive.read(part)).itertext())
    if form == ".html":
        return LexborHTMLParser(data).text()
    if form == ".xml":
        return "".join(etree.fromstring(data).itertext())
    return data.decode()


def pdf_pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


def insert_again(rows: dict[type[Model], list[Model]]) -> None:
    """Truncate the tables and insert the same rows again."""
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(table._meta.db_table) for table in rows)
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for table, instances in rows.items():
            table._default_manager.bulk_create(instances, batch_size=500)


if __name__ == "__main__":
    own_servers.run(main, FOLDER)

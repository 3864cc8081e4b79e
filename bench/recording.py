"""How long recording takes among 1,000, 10,000 and 100,000 letters: milliseconds a letter.

    .venv/bin/python -m bench.recording [--letters 1000 10000 100000] [--new 60]

One database grows from size to size by narrow rows (texts of 60 sentences without words: two that all have, eight that
5 to 40 % have, two of each from 20,000 that come back, the rest their own). Then real files are stored, read and
recorded in this process. Printed are lower quartiles by the clock (recording in all, the search within it, linking)
and means of CPU, of this process and of the database's that serves it. Half of the files are PDFs of 180 sentences
(`bench.corpus`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psutil

from bench import own_servers

FOLDER = own_servers.begin(STANDPUNT_LOG_LEVEL="ERROR")

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.corpus import make_letters  # noqa: E402
from letters.ingestion import claims, match, store  # noqa: E402
from letters.ingestion.link import link  # noqa: E402
from letters.ingestion.read import read  # noqa: E402
from letters.ingestion.record import record  # noqa: E402
from letters.models import Ingestion  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
AT_ONCE = 10_000
FILL = [
    "INSERT INTO letters_document (sha256, size, media_type, received_at) "
    "SELECT encode(sha256(n::text::bytea), 'hex'), 1, 'text/plain', now() FROM generate_series(%(first)s, %(last)s) n",
    """
    INSERT INTO letters_letter (key, is_example, publication, document_date, provenance, signed_by, on_behalf_of,
        attention, settled, withdrawn_reason, created_at, updated_at)
    SELECT 'kst-90000-' || n, FALSE, 'brief', date '2005-01-01' + n %% 7500, '{}', '[]', '{}', '{}', '{}', '',
        now() - interval '1 day', now() FROM generate_series(%(first)s, %(last)s) n
    """,
    "INSERT INTO letters_identifier (value, letter_id) SELECT key, id FROM letters_letter "
    "WHERE key = ANY(SELECT 'kst-90000-' || n FROM generate_series(%(first)s, %(last)s) n)",
    """
    INSERT INTO letters_revision (letter_id, document_id, number, is_current, text, footnotes, annexes,
        body_sentences, annex_bounds, unread_pages, body_digest, read_by, created_at, sentence_digests)
    SELECT l.id, d.id, 1, TRUE, repeat(md5(n::text), 60), 0, 0, 60, '{}', '{}', sha256, '1', now(), ARRAY[1, 2]
        || ARRAY(SELECT 2 + k FROM generate_series(1, 8) k WHERE hashtext(n || '/' || k) & 1023 < 51 * k)
        || ARRAY[100 + (hashtext('a' || n) & 16383), 100 + (hashtext('b' || n) & 16383)]
        || ARRAY(SELECT hashtextextended(n::text, k) FROM generate_series(1, 50) k)
    FROM generate_series(%(first)s, %(last)s) n
    JOIN letters_letter l ON l.key = 'kst-90000-' || n
    JOIN letters_document d ON d.sha256 = encode(sha256(n::text::bytea), 'hex')
    """,
]
HEAD = (
    f"{'':20}{'clock':>27}{'CPU of record and link':>25}\n{'letters':>9}{'filled in':>11}{'record':>9}{'search':>9}"
    f"{'link':>9}{'Python':>9}{'database':>9}{'table of sentences':>20}"
)
Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, nargs="+", default=SIZES)
    parser.add_argument("--new", type=int, default=60, help="files recorded at each size")
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_cabinets", stdout=sys.stderr)
    files = iter(list(make_letters(asked.new * (len(asked.letters) + 1))))
    record_all([next(files) for _ in range(asked.new)])  # the reader and every connection are warm
    print(HEAD)
    held = 0
    for size in sorted(asked.letters):
        seconds = timed(lambda first=held, last=size: fill(first, last))
        held = size
        times = record_all([next(files) for _ in range(asked.new)])
        cells = "".join(f"{quartile(times[name]):9.1f}" for name in ("record", "search", "link"))
        cpu = "".join(f"{times[name][0]:9.1f}" for name in ("python", "database"))
        mb = f"{table_bytes() / 1e6:.0f} MB"
        print(f"{size:9}{seconds:9.0f} s{cells}{cpu}{mb:>20}", flush=True)


def quartile(milliseconds: Sequence[float]) -> float:
    """Return what three in four take longer than: on a busy machine, mostly the waiting differs."""
    return statistics.quantiles(milliseconds, n=4)[0]


def fill(first: int, last: int) -> None:
    with connection.cursor() as cursor:
        for start in range(first, last, AT_ONCE):
            for statement in FILL:
                cursor.execute(statement, {"first": start + 1, "last": min(start + AT_ONCE, last)})
        cursor.execute("VACUUM ANALYZE")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def record_all(files: Sequence[tuple[str, bytes]]) -> Times:
    """Return milliseconds by part, one of each a file; of CPU the mean of all files."""
    found: Times = defaultdict(list)
    rows = [to_record(name, data) for name, data in files]
    with search_timed(found):
        python, database = time.process_time(), database_cpu()
        for row in rows:
            for part, step in (("record", record), ("link", link)):
                found[part].append(timed(lambda step=step, row=row: step(row)) * 1000)
            assert row.outcome == Ingestion.Outcome.NEW, f"{row.name}: {row.outcome}"
        for name, seconds in (("python", time.process_time() - python), ("database", database_cpu() - database)):
            found[name].append(seconds * 1000 / len(rows))
    return found


def to_record(name: str, data: bytes) -> Ingestion:
    row = claims.claim(store.store(data, name=name, channel=Ingestion.Channel.COMMAND, enqueue=False).pk)
    assert row is not None
    assert read(row)
    return row


@contextmanager
def search_timed(found: Times) -> Iterator[None]:
    search = match.related_to

    def measured(new: match.Newcomer) -> list[int]:
        ids: list[list[int]] = []
        found["search"].append(timed(lambda: ids.append(search(new))) * 1000)
        return ids[0]

    match.related_to = measured
    yield
    match.related_to = search


def database_cpu() -> float:
    """Return the CPU seconds of the database's process that serves this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return float(times.user + times.system)


def table_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('letters_sentencedigest')")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    own_servers.run(main, FOLDER)

"""The pages of `bench.scale` at one size, measured in this process: prints one line of JSON, by page."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import django

from tracker import local_servers

local_servers.ensure_for_environment()
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402 - after setup
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench import many  # noqa: E402
from bench.export_copies import COPIES, copy_ms  # noqa: E402
from bench.load_pages import pages  # noqa: E402
from positions.caching import in_process  # noqa: E402
from positions.models import Stance, Topic  # noqa: E402
from positions.review import bulk_acceptance, decisions, queue  # noqa: E402
from positions.review.queue_order import BY_WEIGHT  # noqa: E402
from tracker.operations import garbage_collection  # noqa: E402

Step = Callable[[], tuple[int, int]]
PATIENCE = 120  # seconds for a statement; a page that takes longer fails, which is printed
# Rows of tables and entries of indexes that the database has read for us since it began to count.
ROWS = """
SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)
"""
MORE = {
    "attention": "/aandacht/",
    "topics": "/onderwerpen/",
    "holders": "/onderwerpen/russia/wie/",
    "topic, file": "/onderwerpen/russia/gegevens.csv",
    "letters, far page": "/brieven/?page=40",
    "letters, a ministry": "/brieven/?ministry=Defensie",
    "search, rare word": f"/zoeken/?q={many.RARE}",
    "search, a word and a topic": "/zoeken/?q=dialoog&topic=russia",
    "agreement": "/overeenstemming/",
    "method": "/methode/",
    "sources": "/bronnen/",
    "API, letters": "/api/v1/letters/",
    "API, passages": "/api/v1/passages/",
    "API, passages of a letter": "/api/v1/passages/?letter=kst-99999-7",
    "API, stances": "/api/v1/stances/",
    "API, stances, far page": "/api/v1/stances/?page=120",
    "API, stances of a topic": "/api/v1/stances/?topic=china",
    "feed of stances": "/feeds/standpunten/",
    "feed of stances, a topic": "/feeds/standpunten/china/",
    "sitemap of letters": "/sitemap-letters.xml",
}
SIGNED_IN = {
    "review": "/beoordelen/",
    "review, a level of none": "/beoordelen/?confidence=low&coder=1",  # all that `bench.many` proposes is high
    "review, many at once": "/beoordelen/veel/",
}
EXPORTS = {
    "export brieven.csv": "/gegevens/brieven.csv",
    "export brieven.jsonl": "/gegevens/brieven.jsonl",
    "export standpunten.csv": "/gegevens/standpunten.csv",
    "export standpunten.jsonl": "/gegevens/standpunten.jsonl",
    "export standpunten.jsonld": "/gegevens/standpunten.jsonld",
}
ACCEPTED = """
    positions_stance s JOIN LATERAL (
        SELECT state FROM positions_review r WHERE r.stance_id = s.id ORDER BY r.id DESC LIMIT 1
    ) r ON r.state = 'accepted'
    JOIN letters_revision t ON t.id = s.revision_id AND t.is_current JOIN letters_letter l ON l.id = t.letter_id
"""
SCORES = f"SELECT l.id, l.document_date, s.holder, s.score, count(*) FROM {ACCEPTED} %s GROUP BY 1, 2, 3, 4"
TOPIC = "WHERE s.topic_id = (SELECT id FROM positions_topic WHERE slug = 'russia')"
STANCE = f"SELECT l.key, l.document_date, s.* FROM {ACCEPTED} %s ORDER BY s.revision_id, s.start LIMIT 50"
FOUND = """
    SELECT l.id FROM letters_passage p JOIN letters_revision t ON t.id = p.revision_id AND t.is_current
    JOIN letters_letter l ON l.id = t.letter_id WHERE p.search @@ to_tsquery('dutch', '%s')
    GROUP BY l.id ORDER BY l.document_date DESC LIMIT 20
"""
LETTERS = "SELECT * FROM letters_letter %s ORDER BY document_date DESC, id LIMIT 20"
# What a page shows, asked by hand.
MINIMAL = {
    "home": [SCORES % "", LETTERS % ""],
    "topic": [SCORES % TOPIC],
    "figure": [SCORES % TOPIC],
    "compare": [SCORES % ""],
    "changes": [SCORES % ""],
    "letters": [LETTERS % "", "SELECT count(*) FROM letters_letter"],
    "letters, a ministry": [
        LETTERS % "WHERE id IN (SELECT letter_id FROM letters_signatory WHERE ministry = 'Defensie')"
    ],
    "letter": [
        "SELECT text FROM letters_revision WHERE letter_id = 7",
        "SELECT * FROM letters_passage WHERE revision_id = 7 ORDER BY position",
        f"SELECT s.* FROM {ACCEPTED} WHERE s.revision_id = 7",
    ],
    "search, rare word": [FOUND % many.RARE],
    "search": [FOUND % "dialoog"],
    "API, stances": [STANCE % ""],
    "API, stances, far page": [STANCE % "WHERE s.revision_id > 300"],
    "API, stances of a topic": [STANCE % TOPIC.replace("russia", "china")],
    "API, letters": ["SELECT * FROM letters_letter ORDER BY id LIMIT 50"],
    "API, passages": ["SELECT p.* FROM letters_passage p ORDER BY revision_id, position LIMIT 50"],
    "feed of letters": ["SELECT * FROM letters_letter ORDER BY created_at DESC LIMIT 50"],
    "feed of stances": [
        "SELECT s.*, r.at FROM positions_review r JOIN positions_stance s ON s.id = r.stance_id "
        "WHERE r.state = 'accepted' ORDER BY r.id DESC LIMIT 50"
    ],
    "sitemap of letters": ["SELECT key, updated_at FROM letters_letter ORDER BY id LIMIT 10000"],
}


class Meter:
    """Counts queries, rows read, CPU and wall milliseconds of what runs inside the block."""

    ms = cpu = 0.0
    queries = rows = 0

    @contextmanager
    def on(self) -> Iterator[None]:
        def count(execute: Callable[..., Any], *args: Any) -> Any:
            self.queries += 1
            return execute(*args)

        before = read_rows()
        cpu, clock = time.process_time(), time.perf_counter()
        with connection.execute_wrapper(count):
            yield
        self.ms, self.cpu = (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000
        self.rows = read_rows() - before


def read_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")  # the flush comes with the end of a transaction
        cursor.execute(ROWS)
        return int(cursor.fetchone()[0] or 0)


def editor_of_all() -> User:
    call_command("create_roles", verbosity=0, stdout=sys.stderr)
    editor = User.objects.filter(username="bench").first() or User.objects.create_superuser("bench")
    editor.groups.add(*Group.objects.all())
    return editor


def request(client: Client, path: str) -> tuple[int, int]:
    """Return the status and the bytes of the answer, read to its end."""
    response = client.get(path, headers={"accept-encoding": "gzip"})
    if response.streaming:
        return response.status_code, sum(len(part) for part in response.streaming_content)
    return response.status_code, len(response.content)


def measure(client: Client, path: str, minimal: Sequence[str] = (), *, kept: bool = True) -> dict[str, float | None]:
    in_process.clear()
    cold, again = Meter(), Meter()
    with cold.on():
        status, size = request(client, path)
    if kept:
        with again.on():
            request(client, path)
    return row_of(cold, status, size, again.ms if kept else None, sum(map(minimal_ms, minimal)) or None)


def row_of(
    cold: Meter, status: int = 200, size: int = 0, kept: float | None = None, sql: float | None = None
) -> dict[str, float | None]:
    told = {"cold": cold.ms, "cpu": cold.cpu, "kept": kept, "queries": cold.queries, "rows": cold.rows}
    return {**told, "kb": size / 1024, "sql": sql, "status": status}


def minimal_ms(statement: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.fetchall()
        best = min(best, (time.perf_counter() - start) * 1000)
    return best


def walk(wanted: Callable[[str], bool]) -> Iterator[tuple[str, dict[str, float | None]]]:
    client, editor = (Client(raise_request_exception=False) for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{PATIENCE}s"])
    client.get("/healthz")
    garbage_collection.relax()  # as in the web process
    editor.force_login(editor_of_all())
    public = {name: each[0] for name, each in pages().items()} | MORE
    for name, path in filter(lambda each: wanted(each[0]), public.items()):
        request(client, path)  # the database's own cache is warm
        yield name, measure(client, path, MINIMAL.get(name, ()))
    for name, path in filter(lambda each: wanted(each[0]), SIGNED_IN.items()):
        request(editor, path)
        yield name, measure(editor, path, kept=False)
    for name, step in filter(lambda each: wanted(each[0]), STEPS.items()):
        yield name, timed_step(step, editor)
    for name, path in filter(lambda each: wanted(each[0]), EXPORTS.items()):
        row = measure(client, path, kept=False)
        row["sql"] = copy_ms(name, row["kb"] * 1024) if name in COPIES else None
        yield name, row


def timed_step(prepared: Callable[[Client], Step], editor: Client) -> dict[str, float | None]:
    """Measure a step of somebody who has the review page open, and has taken one: statements are put together once in
    each process.
    """
    prepared(editor)()
    in_process.clear()
    request(editor, "/beoordelen/")
    step, cold = prepared(editor), Meter()
    with cold.on():
        status, size = step()
    return row_of(cold, status, size)


def decide_one(editor: Client) -> Step:
    """Return what rejects the proposal on screen, and follows to the next."""
    user = User.objects.get(username="bench")
    stance = next(BY_WEIGHT.first(queue.proposals(user).open(), 1))
    form = {"action": "reject", "seen": decisions.last_word(stance), "shown": stance.pk}

    def decide() -> tuple[int, int]:
        response = editor.post(f"/beoordelen/{stance.pk}/", form, follow=True)
        return response.status_code, len(response.content)

    return decide


def accept_many(_editor: Client) -> Step:
    """Return what accepts all proposals on one topic of some letters at once."""
    coder = decisions.coder_of(User.objects.get(username="bench"))
    letters = Stance.objects.open().order_by("-revision").values_list("revision__letter", flat=True)[:1]
    chosen = queue.proposals().filter(topic=Topic.objects.first(), revision__letter__in=list(letters))

    def accept() -> tuple[int, int]:
        bulk_acceptance.accept(chosen, coder, expected=len(bulk_acceptance.touched(chosen)))
        return 200, 0

    return accept


STEPS: dict[str, Callable[[Client], Step]] = {
    "review, decide and next": decide_one,
    "review, accept many": accept_many,
}


if __name__ == "__main__":
    size, words = int(sys.argv[1]), sys.argv[2:]
    try:
        many.fill(size)
        found = dict(walk(lambda name: not words or any(word in name for word in words)))
    finally:
        connection.close()
        local_servers.stop()
    print(json.dumps(found))

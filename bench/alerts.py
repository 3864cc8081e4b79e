"""Cost of following by mail, as subscriptions grow: rounds that look for news, and handing messages over.

    python -m bench.alerts [--subscriptions N ...] [--letters N]

Fills a database of its own with invented letters and, for each size, that many confirmed subscriptions at once, each of
a reader of its own: half of a topic's steps, half of new letters by words (a hundred different searches). Prints time,
queries and rows read (as PostgreSQL counts them) of a round while nothing is new, of one after a letter came in that
one search in a hundred finds, of one after a step, and of making and handing over the messages of that step. The mail
server (aiosmtpd) runs in a process of its own; beside it stand the same bytes, handed over to it bare by smtplib.
"""

from __future__ import annotations

import argparse
import re
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench import own_servers

FOLDER = own_servers.begin(STANDPUNT_SITE_URL="https://standpunt.example", STANDPUNT_LOG_LEVEL="ERROR")

from django.conf import settings  # noqa: E402 - the settings are read by then
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from letters.many_ids import any_of  # noqa: E402
from letters.models import Letter  # noqa: E402
from positions.alerts import compose, mail, outbox, steps  # noqa: E402
from positions.codebook import store  # noqa: E402
from positions.domain.scale import Holder  # noqa: E402
from positions.models import (  # noqa: E402
    AlertMessage,
    AnnouncedStep,
    Coder,
    Subscriber,
    Subscription,
    ToldItem,
    Topic,
    TopicLook,
)
from positions.review import decisions  # noqa: E402
from tests.end_to_end.servers import free_port  # noqa: E402
from tests.factories import letter, take_in  # noqa: E402

SEARCHES = 100
SENT = 500  # messages at most, of each size
LATER = timedelta(minutes=21)
DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)
SERVER = """
import sys, time
from aiosmtpd.controller import Controller
class Takes:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
Controller(Takes(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
print("ready", flush=True)
time.sleep(86400)
"""
ROWS = "SELECT sum(tup_fetched + tup_returned) FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True)
class Cost:
    seconds: float
    cpu: float
    queries: int
    rows: int

    def __str__(self) -> str:
        return f"{self.seconds:8.2f} s {self.cpu:8.2f} cpu-s {self.queries:8} queries {self.rows:11} rows"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subscriptions", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--letters", type=int, default=200)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    for command in ("load_codebook", "load_cabinets"):
        call_command(command, stdout=sys.stderr)
    coder = decisions.coder_of(User.objects.create_user("anna"))
    for number in range(1, asked.letters + 1):
        says(coder, number, DOVE if number == 1 else ())
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port)], stdout=subprocess.PIPE)
    assert server.stdout
    server.stdout.readline()
    settings.EMAIL_BACKEND = "positions.alerts.hand_over.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    try:
        for count in asked.subscriptions:
            measure(count, coder, port)
    finally:
        server.terminate()


def measure(count: int, coder: Coder, port: int) -> None:
    follow(count)
    steps.look(timezone.now())
    print(f"\n{count} subscriptions, {Letter.objects.count()} letters, load {_load()}")
    show("nothing new", costs(lambda: find(timezone.now())))
    number = Letter.objects.count() + 1
    says(coder, number, (), f"Over woord{number % SEARCHES} is veel te zeggen in brief {number}.")
    show("a letter that 1 in 100 finds", costs(lambda: find(timezone.now() + LATER)))
    told_letters = ToldItem.objects.filter(letter__isnull=False).count()
    AlertMessage.objects.all().delete()
    number += 1
    turn = HAWK if AnnouncedStep.objects.count() % 2 == 0 else DOVE
    says(coder, number, turn)
    show("a step of the topic", costs(lambda: find(timezone.now() + 2 * LATER)))
    told_steps = ToldItem.objects.filter(step__isnull=False).count()
    first = AlertMessage.objects.filter(told__step__isnull=False).first()
    assert first
    made, _gone = mail.made(first)
    assert made
    made.to = [first.subscriber.address]
    written = made.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    written = made.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    all_waiting = AlertMessage.objects.filter(state="waiting").order_by("pk")
    rest = list(all_waiting.values_list("pk", flat=True)[SENT:])
    AlertMessage.objects.filter(any_of("pk", rest)).delete()
    waiting = all_waiting.count()
    show(f"{waiting} messages made and handed over", costs(send))
    bare = costs(lambda: hand_over_bare(port, written, waiting))
    show("the same bytes handed over bare", bare)
    sent = AlertMessage.objects.filter(state="sent").count()
    print(f"  told: {told_letters} letters, {told_steps} steps; sent {sent} of {waiting}; load {_load()}", flush=True)
    Subscriber.objects.all().delete()


def follow(count: int) -> None:
    """Have so many readers follow something as of now; what the rounds of before did in their later time is past."""
    long_ago = timezone.now() - timedelta(days=1)
    AnnouncedStep.objects.update(found_at=long_ago)
    TopicLook.objects.update(at=long_ago)
    readers = Subscriber.objects.bulk_create(Subscriber(address=f"lezer{n}@voorbeeld.nl") for n in range(count))
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=reader, about="letters" if n % 2 else "steps",
            what=f"q=woord{n // 2 % SEARCHES}" if n % 2 else "russia", rhythm="at-once", language="nl",
            confirmed_at=timezone.now(), looked_at=timezone.now() if n % 2 else long_ago,
        )
        for n, reader in enumerate(readers)
    )  # fmt: skip


def find(now: datetime) -> None:
    steps.look(now)
    compose.compose(now)


def send() -> None:
    while AlertMessage.objects.filter(state="waiting", not_before__lte=timezone.now()).exists():
        outbox.send_waiting()


def hand_over_bare(port: int, written: bytes, times: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for n in range(times):
            smtp.sendmail("standpunt@localhost", [f"lezer{n}@voorbeeld.nl"], written)


def says(coder: Coder, number: int, scores: tuple[int, ...], more: str = "") -> None:
    """Record a letter that takes these positions on Russia, accepted by the coder as of ten minutes ago."""
    sentences = [f"Over Rusland houdt het kabinet in brief {number} vast aan zin {n}, als {s} bedoeld." for n, s in
                 enumerate(scores)]  # fmt: skip
    day = f"{number % 28 + 1} {('januari', 'maart', 'mei')[number // 28 % 3]} {2011 + number // 84}"
    filling = [f"In brief {number} staat ook iets over het weer van dag {number * n}." for n in range(1, 9)]
    text = letter(number=str(number), date=day, sentences=(*sentences, *filling, more or "Meer niet."))
    taken = take_in(text).letter
    assert taken
    revision = taken.revisions.get(is_current=True)
    for quote, score in zip(sentences, scores, strict=True):
        start = revision.text.index(quote)
        span = decisions.Span(revision.pk, start, start + len(quote), quote)
        coding = decisions.Coding(Topic.objects.get(slug="russia"), Holder.CABINET, score)
        decisions.code_sentence(span, coder, store.newest(), coding)


def costs(work: Callable[[], None]) -> Cost:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before, cpu = rows(), time.process_time()
    asked = 0

    def counted(execute: Callable[..., Any], *query: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*query)

    with connection.execute_wrapper(counted):
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
    return Cost(seconds, time.process_time() - cpu, asked, rows() - before)


def rows() -> int:
    """Return the rows that PostgreSQL read so far in this database; what this connection read is reported first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(ROWS)
        return int(cursor.fetchone()[0])


def show(what: str, cost: Cost) -> None:
    print(f"  {what:42}{cost}", flush=True)


def _load() -> str:
    with open("/proc/loadavg", encoding="ascii") as file:
        return re.split(r"\s", file.read())[0]


if __name__ == "__main__":
    own_servers.run(main, FOLDER)

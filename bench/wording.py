"""Cost of wording detection in a large corpus: milliseconds per new letter, and size on disk.

    python -m bench.wording [LETTERS]

Fills a test database with LETTERS invented letters (default 1,000) of 100 sentences, one in five of which recurs in
another letter with a word changed; then adds twenty more and renders the list once.
"""

from __future__ import annotations

import os
import random
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

from tracker import local_servers

SENTENCES, NEW, WORDS = 100, 20, 20


def main(letters: int) -> None:
    local_servers.ensure_for_environment()
    django.setup()
    from django.db import connection  # noqa: PLC0415

    connection.settings_dict["TEST"]["NAME"] = "bench_wording"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        measure(letters)
    finally:
        connection.creation.destroy_test_db("standpunt", verbosity=0)


def measure(letters: int) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import override_settings  # noqa: PLC0415

    from positions.models import Wording  # noqa: PLC0415
    from positions.text_reuse import detection  # noqa: PLC0415
    from positions.text_reuse import near_duplicate_search as search  # noqa: PLC0415

    revisions = made(letters + NEW)
    started = time.perf_counter()
    for revision in revisions[:letters]:
        detection.add(revision)
    filling = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT pg_relation_size('positions_wordingsentence'), pg_relation_size('worded_sentence_bands')"
        )
        table, index = (size / 1e6 for size in cursor.fetchone())
    each, candidates = [], 0
    for revision in revisions[letters:]:
        began = time.perf_counter()
        detection.add(revision)
        each.append((time.perf_counter() - began) * 1000)
        candidates += len(search.candidates(revision))
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain):
        Client(HTTP_HOST="localhost").get("/formuleringen/")
        began = time.perf_counter()
        Client(HTTP_HOST="localhost").get("/formuleringen/")
    page = (time.perf_counter() - began) * 1000
    print(f"{letters} letters, {letters * SENTENCES} sentences, {Wording.objects.count()} wordings")
    print(f"filling: {filling:.0f} s, {filling * 1000 / letters:.0f} ms a letter on the way")
    print(f"one more letter: median {sorted(each)[NEW // 2]:.0f} ms, worst {max(each):.0f} ms")
    print(f"candidates a letter (after it went in): {candidates / NEW:.0f}")
    print(f"table {table:.0f} MB, index of bands {index:.0f} MB; the list of wordings {page:.0f} ms")


def made(count: int) -> list[object]:
    """Insert `count` letters with a text each directly into the tables."""
    from letters.models import Document, Letter, Passage, Revision  # noqa: PLC0415

    chance = random.Random(7)
    vocabulary = [f"{a}{b}{c}" for a in "bdfgklmnprstvw" for b in ("aa", "ee", "oo", "ie") for c in "klmnprst"]
    common = ["de", "het", "een", "van", "in", "en", "dat", "met", "voor", "op"]
    formulas = [sentence(chance, vocabulary, common) for _ in range(max(50, count))]
    revisions = []
    for number in range(count):
        own = [sentence(chance, vocabulary, common) for _ in range(SENTENCES * 4 // 5)]
        again = [changed(chance, vocabulary, chance.choice(formulas)) for _ in range(SENTENCES // 5)]
        text, bounds = "", []
        for words in own + again:
            bounds += [len(text), len(text) + len(words)]
            text += words + " "
        day = f"20{10 + number % 15}-01-{1 + number % 28:02}"
        letter = Letter.objects.create(key=f"bench-{number}", document_date=day)
        document = Document.objects.create(sha256=f"{number:064x}", size=1, media_type="text/plain")
        revision = Revision.objects.create(
            letter=letter, number=1, document=document, text=text, body_digest=f"{number:064x}", read_by="bench"
        )
        Passage.objects.create(
            revision=revision, position=1, kind="body", start=0, end=len(text), sentence_bounds=bounds
        )
        revisions.append(revision)
    return revisions


def sentence(chance: random.Random, vocabulary: list[str], common: list[str]) -> str:
    words = [chance.choice(common if chance.random() < 0.4 else vocabulary) for _ in range(WORDS)]
    return " ".join(words).capitalize() + "."


def changed(chance: random.Random, vocabulary: list[str], formula: str) -> str:
    words = formula.split()
    words[chance.randrange(1, len(words) - 1)] = chance.choice(vocabulary)
    return " ".join(words)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

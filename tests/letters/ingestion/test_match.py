"""The indexed search for near-duplicates gives the same result as a comparison with every text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from letters.ingestion import match
from letters.ingestion.match import RELATED, Newcomer, find_match, related_to
from letters.models import Document, Letter, Revision
from letters.parser.json_format import from_json
from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import read_letter
from tests.factories import letter

# The reference for RELATED: every text that has one sentence of the probe.
ALL_WITH_A_SENTENCE = """
    SELECT id FROM letters_revision WHERE document_id = %(document)s
    UNION SELECT id FROM letters_revision WHERE body_digest = %(body)s
    UNION SELECT id FROM letters_revision WHERE sentence_digests && %(probe)s::bigint[]
    UNION SELECT r.id FROM letters_revision r JOIN letters_identifier i USING (letter_id) WHERE i.value = ANY(%(names)s)
"""
TEXTS, NEWCOMERS = 200, 150
FORMULA = 999
DAYS = (None, date(2019, 3, 3), date(2019, 3, 4))


def invented(chance: random.Random, known: list[list[int]]) -> list[int]:
    """Return the keys of a text: few or none, some repeated, half of them known, often with a stock phrase."""
    keys = [chance.randrange(400) for _ in range(chance.choice([0, 1, 2, 3, 5, 8, 12, 20]))]
    if known and chance.random() < 0.7:
        model = chance.choice(known)
        keys = [key if chance.random() < 0.8 else chance.randrange(400) for key in model][: chance.randrange(30)]
    if keys and chance.random() < 0.2:
        keys += chance.choices(keys, k=3)
    if chance.random() < 0.6:
        keys.insert(chance.randrange(len(keys) + 1), FORMULA)
    return keys


@pytest.fixture
def texts(db) -> list[list[int]]:
    chance = random.Random(1)
    document = Document.objects.create(sha256="a" * 64, size=1, media_type="text/plain")
    letters = Letter.objects.bulk_create(
        Letter(key=f"tekst-{n}", document_date=chance.choice(DAYS), is_example=False) for n in range(TEXTS)
    )
    known: list[list[int]] = []
    for _ in letters:
        known.append(invented(chance, known))
    Revision.objects.bulk_create(
        Revision(letter=held, number=1, document=document, text="", body_digest=f"{held.key}", sentence_digests=keys)
        for held, keys in zip(letters, known, strict=True)
    )
    return known


@pytest.fixture
def parsed() -> ParsedLetter:
    return from_json(read_letter(letter(number=None, date=None).encode()))


def newcomers(parsed: ParsedLetter, known: list[list[int]]) -> Iterator[Newcomer]:
    chance = random.Random(2)
    document = Document(pk=0)
    for n in range(NEWCOMERS):
        body = f"tekst-{chance.randrange(TEXTS)}" if n % 20 == 0 else "of its own"
        dated = replace(parsed, document_date=chance.choice(DAYS))
        yield Newcomer(dated, document, False, body, invented(chance, known))


def test_what_is_found_is_what_comparing_with_every_text_finds(texts, parsed, monkeypatch) -> None:
    world = list(newcomers(parsed, texts))
    assert any(not new.probe for new in world) and any(len(set(new.probe)) < len(new.probe) for new in world)
    now = [find_match(new) for new in world]
    monkeypatch.setattr(match, "RELATED", ALL_WITH_A_SENTENCE)
    assert now == [find_match(new) for new in world]
    assert sum(match.reason is not None for match in now) > 20


def test_no_text_is_brought_in_that_had_no_sentence_of_the_probe_and_none_that_may_be_alike_is_left(
    texts, parsed, monkeypatch
) -> None:
    world = list(newcomers(parsed, texts))
    now = [set(related_to(new)) for new in world]
    monkeypatch.setattr(match, "RELATED", ALL_WITH_A_SENTENCE)
    held = dict(Revision.objects.values_list("pk", "sentence_digests"))
    for new, found in zip(world, now, strict=True):
        before = set(related_to(new))
        alike = {pk for pk in before if new.share_with(held[pk]) >= match.SAME_DAY_SHARE}
        assert alike <= found <= before
    assert sum(map(len, now)) * 5 < TEXTS * NEWCOMERS


def test_a_formula_that_every_letter_has_brings_in_none_of_them(texts, parsed) -> None:
    Revision.objects.update(sentence_digests=[FORMULA, *range(1000, 1010)])
    assert related_to(Newcomer(parsed, Document(pk=0), False, "of its own", [*range(5), FORMULA, *range(5, 10)])) == []


def plan_of(statement: str, new: Newcomer) -> str:
    asked = match.asked_of(new)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", asked)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_texts_are_looked_up_by_the_index_whatever_the_planner_expects_of_the_probe(db, parsed) -> None:
    document = Document.objects.create(sha256="a" * 64, size=1, media_type="text/plain")
    held = Letter.objects.create(key="tekst-1")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO letters_revision (letter_id, document_id, number, is_current, text, footnotes, annexes,
                body_sentences, annex_bounds, unread_pages, body_digest, read_by, created_at, sentence_digests)
            SELECT %s, %s, n, FALSE, '', 0, 0, 40, '{}', '{}', n, '1', NOW(),
                (SELECT ARRAY_AGG(n * 1000 + k) FROM generate_series(1, 100) k) FROM generate_series(1, 2000) n
            """,
            [held.pk, document.pk],
        )
        cursor.execute("SELECT gin_clean_pending_list('revision_sentences')")
        cursor.execute("ANALYZE letters_revision")
    plan = plan_of(RELATED, Newcomer(parsed, Document(pk=0), False, "of its own", list(range(200))))
    assert "Index Cond: (sentence_digests &&" in plan

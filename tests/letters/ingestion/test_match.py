"""The indexed search for look-alikes gives the same result as a comparison with every text, within its limits."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from letters.ingestion import look_alikes, match
from letters.ingestion.match import Match, Newcomer, find_match, is_alike, related_to
from letters.models import Document, Letter, Revision
from letters.parser.json_format import from_json
from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import read_letter
from tests.factories import letter
from tests.kept import kept
from tests.rows_read import rows_read

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


@kept
def texts(db) -> list[list[int]]:
    chance = random.Random(1)
    known: list[list[int]] = []
    for _ in range(TEXTS):
        known.append(invented(chance, known))
    for text in store(known):
        Letter.objects.filter(pk=text.letter_id).update(document_date=chance.choice(DAYS))
    return known


@pytest.fixture(scope="module")
def parsed() -> ParsedLetter:
    return from_json(read_letter(letter(number=None, date=None).encode()))


def newcomers(parsed: ParsedLetter, known: list[list[int]]) -> Iterator[Newcomer]:
    chance = random.Random(2)
    document = Document(pk=0)
    for n in range(NEWCOMERS):
        body = f"tekst-{chance.randrange(TEXTS)}" if n % 20 == 0 else "of its own"
        dated = replace(parsed, document_date=chance.choice(DAYS))
        yield Newcomer(dated, document, False, body, invented(chance, known))


@kept
def compared_with_all(texts, parsed) -> list[Match]:
    """Return the matches of each newcomer when no text is left out: the reference."""
    everything = list(Revision.objects.values_list("pk", flat=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match, "related_to", lambda _new: everything)
        return [find_match(new) for new in newcomers(parsed, texts)]


def common(known: list[list[int]]) -> set[int]:
    texts = Counter(key for keys in known for key in set(keys))
    return {key for key, count in texts.items() if count > look_alikes.COMMON}


def test_what_is_found_is_what_comparing_with_every_text_finds(texts, parsed, compared_with_all, monkeypatch) -> None:
    """Save what shares only a sentence that more than `COMMON` texts have."""
    monkeypatch.setattr(look_alikes, "BEST", TEXTS)
    world = list(newcomers(parsed, texts))
    assert common(texts) == {FORMULA} and any(len(set(new.sentences)) < len(new.sentences) for new in world)
    now = [find_match(new) for new in world]
    held = dict(Revision.objects.values_list("letter", "sentence_digests"))
    missed = [(new, found) for new, found, mine in zip(world, compared_with_all, now, strict=True) if found != mine]
    assert all(set(new.sentences) & set(held[found.letter.pk]) == {FORMULA} for new, found in missed)
    assert sum(match.reason is not None for match in now) > 20


def test_without_limits_nothing_is_missed(texts, parsed, compared_with_all, monkeypatch) -> None:
    monkeypatch.setattr(look_alikes, "COMMON", TEXTS)
    monkeypatch.setattr(look_alikes, "BEST", TEXTS)
    world = list(newcomers(parsed, texts))
    assert [find_match(new) for new in world] == compared_with_all


def test_few_texts_are_brought_in_and_none_that_may_be_alike_is_left(texts, parsed, monkeypatch) -> None:
    monkeypatch.setattr(look_alikes, "COMMON", TEXTS)
    monkeypatch.setattr(look_alikes, "BEST", TEXTS)
    world = list(newcomers(parsed, texts))
    held = {text.pk: text for text in Revision.objects.select_related("letter")}
    found = [set(related_to(new)) for new in world]
    for new, ours in zip(world, found, strict=True):
        shares = {pk: new.share_with(text.sentence_digests) for pk, text in held.items()}
        alike = {pk for pk, share in shares.items() if is_alike(new.parsed, held[pk].letter, share)}
        assert alike <= ours
    assert sum(map(len, found)) * 10 < TEXTS * NEWCOMERS


def store(known: list[list[int]], day: date | None = None) -> list[Revision]:
    """Store texts of these sentences, each of a letter of its own."""
    document = Document.objects.create(sha256="a" * 64, size=1, media_type="text/plain")
    letters = Letter.objects.bulk_create(Letter(key=f"tekst-{n}", document_date=day) for n in range(len(known)))
    return Revision.objects.bulk_create(
        Revision(letter=held, number=1, document=document, text="", body_digest=held.key, sentence_digests=keys)
        for held, keys in zip(letters, known, strict=True)
    )


def newcomer(parsed: ParsedLetter, sentences: list[int], day: date | None = None) -> Newcomer:
    return Newcomer(replace(parsed, document_date=day), Document(pk=0), False, "of its own", sentences)


@pytest.mark.parametrize(("others", "found"), [(look_alikes.COMMON - 1, True), (look_alikes.COMMON, False)])
def test_a_sentence_is_searched_by_until_more_texts_than_the_limit_have_it(
    db, parsed, others: int, found: bool
) -> None:
    store([[FORMULA]] + [[FORMULA, *range(n * 10, n * 10 + 9)] for n in range(1, others + 1)])
    assert (find_match(newcomer(parsed, [FORMULA])).reason is not None) is found


def test_common_sentences_count_for_a_text_that_shares_another(db, parsed) -> None:
    alike = [FORMULA, FORMULA + 1, FORMULA + 2, 1, 2]
    [known, *_] = store([alike] + [[FORMULA, FORMULA + 1, FORMULA + 2, n] for n in range(10, 150)])
    found = find_match(newcomer(parsed, [*alike[:3], 1, 3], DAYS[1]))
    assert (found.letter, found.share) == (None, 0.0)
    Letter.objects.filter(pk=known.letter.pk).update(document_date=DAYS[1])
    found = find_match(newcomer(parsed, [*alike[:3], 1, 3], DAYS[1]))
    assert (found.letter, found.share) == (known.letter, 0.8)


def test_of_more_look_alikes_than_are_loaded_the_most_similar_is_found(db, parsed) -> None:
    sentences = list(range(100))
    texts = store([[*sentences[: 55 + n], *range(1000 * n, 1000 * n + 45 - n)] for n in range(1, 31)], DAYS[1])
    assert len(related_to(newcomer(parsed, sentences, DAYS[1]))) == look_alikes.BEST
    found = find_match(newcomer(parsed, sentences, DAYS[1]))
    assert (found.letter, found.share) == (texts[-1].letter, 0.85)


def test_letters_of_other_dates_take_the_place_of_none(db, parsed) -> None:
    sentences = list(range(20))
    texts = store([sentences] * 30, DAYS[1])
    Letter.objects.filter(pk=texts[-1].letter.pk).update(document_date=DAYS[2])
    assert find_match(newcomer(parsed, sentences, DAYS[2])).letter == texts[-1].letter


@pytest.mark.parametrize("times", [4, 12])
def test_the_rows_read_do_not_grow_with_the_texts(db, parsed, times: int) -> None:
    """Each text has sentences of its own, and two that all have."""
    held, document = Letter.objects.create(key="tekst-1"), Document.objects.create(sha256="a" * 64, size=1)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO letters_revision (letter_id, document_id, number, is_current, text, footnotes, annexes,
                body_sentences, annex_bounds, unread_pages, body_digest, read_by, created_at, sentence_digests)
            SELECT %s, %s, n, FALSE, '', 0, 0, 40, '{}', '{}', n, '1', NOW(),
                (SELECT ARRAY_AGG(n * 1000 + k) || ARRAY[1, 2] FROM generate_series(1, 20) k)
            FROM generate_series(1, %s) n
            """,
            [held.pk, document.pk, times * 1000],
        )
        cursor.execute("ANALYZE letters_revision, letters_sentencedigest")
    new = newcomer(parsed, [*range(500_000, 500_020), 1, 2])
    related_to(new)  # what earlier tests left in the indexes is marked as gone
    with rows_read() as rows:
        related_to(new)
    assert rows.read < 300

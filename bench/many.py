"""Bulk data for benchmarks: thousands of letters with stances, inserted directly into an empty database by COPY."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection

from bench.copying import analyze, copy_in
from letters.models import Cabinet, Document, Identifier, Letter, Passage, Revision, Signatory
from letters.parser.parsed_letter import PassageKind
from letters.search.full_text import lemmas
from positions import tasks
from positions.codebook import store
from positions.models import Coder, CodingRun, Review, Stance, Topic, Wording, WordingSentence
from tracker.operations import plotlyjs

FIRST, DAYS = date(2010, 10, 14), 5700
SENTENCES = (2, 9)  # sentences with a position, per letter (range)
OPEN = 0.15  # share of letters with undecided proposals only
MAIN, SOME = "russia", 0.3  # topic of every letter, and the share of letters on each other topic
LENGTH, PARAGRAPH = 40, 5  # sentences per letter, and per paragraph
WORDS = ("dialoog", "druk", "handel", "energie", "de vloot", "het leger", "de grens", "hulp", "recht", "techniek")
MINISTRIES = ("Buitenlandse Zaken", "Defensie", "Financiën")
WORDINGS, TIMES = 200, 10  # number of repeated sentences, and of letters that have each
RARE = "zeehavenpolitie"  # a word that stands in one letter, with `everything`
AT_ONCE = 5000  # letters in memory at a time

Text = tuple[Revision, list[str]]


def fill(count: int) -> None:
    """Prepare the database and static files, and make the letters with everything if there are none; sum up what waits
    for it, as a worker does.
    """
    call_command("migrate", verbosity=0)
    if not Letter.objects.exists():
        for command in ("load_cabinets", "load_codebook", "load_events"):
            call_command(command, verbosity=0, stdout=sys.stderr)
        plotlyjs.prepare()
        call_command("collectstatic", interactive=False, verbosity=0)
        make(count, everything=True)
    tasks.sum_up_the_rest()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database does by itself, some minutes after so many rows


def make(count: int, *, everything: bool = False, first: int = 0) -> None:
    """Create `count` letters, deterministically: all on one topic, three quarters of the stances the cabinet's.

    With `everything` they also cover the other topics, are searchable, and share wordings. `first` is the number of the
    first letter: that of those which are there.
    """
    chance = random.Random(1)
    machine, _ = Coder.objects.get_or_create(name="bench", version="1")
    topics = Topic.objects.exclude(slug=MAIN) if everything else Topic.objects.none()
    for start in range(first, first + count, AT_ONCE):
        texts = _texts(range(start, min(start + AT_ONCE, first + count)), first + count)
        _code(chance, texts, Topic.objects.get(slug=MAIN), machine)
        for topic in topics:
            _code(chance, [text for text in texts if chance.random() < SOME], topic, machine)
        if everything:
            _paragraphs(texts)
        if everything and start == 0:
            _wordings(texts)
        book = store.newest()
        copy_in(CodingRun(revision=revision, coder=machine, codebook=book) for revision, _ in texts)
    analyze()


def _texts(numbers: range, count: int) -> list[Text]:
    sentences = [_sentences(number, rare=number == count // 2) for number in numbers]
    letters = _letters(numbers, count)
    documents = copy_in(
        Document(sha256=hashlib.sha256(letter.key.encode()).hexdigest(), size=1, media_type="text/plain")
        for letter in letters
    )
    revisions = copy_in(
        Revision(letter=letter, number=1, document=document, text=" ".join(text), body_sentences=LENGTH,
                 body_digest=document.sha256, read_by="bench")
        for letter, document, text in zip(letters, documents, sentences, strict=True)
    )  # fmt: skip
    return list(zip(revisions, sentences, strict=True))


def _sentences(number: int, *, rare: bool) -> list[str]:
    """Return the sentences of a letter, none like another; the last holds the rare word if asked."""
    found = [
        f"Zin {number}.{n} zegt iets over Rusland en wat {WORDS[n % len(WORDS)]} daar doet." for n in range(LENGTH)
    ]
    return [*found[:-1], f"Zin {number} zegt iets over de {RARE} in Rusland."] if rare else found


def _letters(numbers: range, count: int) -> list[Letter]:
    cabinets = list(Cabinet.objects.filter(is_example=False))
    letters = []
    for number in numbers:
        day = FIRST + timedelta(days=number * DAYS // count)
        held = next((c for c in cabinets if c.start <= day and (c.end is None or day < c.end)), None)
        letters.append(Letter(
            key=f"kst-99999-{number}", subject=f"Brief nummer {number} over de stand van zaken", document_date=day,
            cabinet=held, demissionary=None if held is None else False, kind="overig",
        ))  # fmt: skip
    copy_in(letters)
    copy_in(Identifier(value=letter.key, letter=letter) for letter in letters)
    copy_in(
        Signatory(letter=letter, position=1, name="A. B.", office=f"Minister van {ministry}", ministry=ministry)
        for number, letter in enumerate(letters)
        for ministry in [MINISTRIES[number % len(MINISTRIES)]]
    )
    return letters


def _code(chance: random.Random, texts: Sequence[Text], topic: Topic, machine: Coder) -> None:
    book, stances = store.newest(), []
    for revision, text in texts:
        middle = chance.choice((-1, 0, 1))
        for n in range(chance.randint(*SENTENCES)):
            start, end = _place(text, n)
            stances.append(Stance(
                revision=revision, start=start, end=end, quote=text[n], topic=topic, coder=machine,
                holder=chance.choice(("cabinet", "cabinet", "cabinet", "allies")), codebook=book, confidence="high",
                score=max(-2, min(2, middle + chance.choice((-1, 0, 1)))),
            ))  # fmt: skip
    copy_in(stances)
    waiting = {revision.pk for revision, _ in texts if chance.random() < OPEN}
    copy_in(
        Review(stance=stance, decision="accept", state="accepted", coder=machine)
        for stance in stances if stance.revision_id not in waiting
    )  # fmt: skip


def _place(text: list[str], n: int) -> tuple[int, int]:
    start = sum(len(sentence) + 1 for sentence in text[:n])
    return start, start + len(text[n])


def _paragraphs(texts: Sequence[Text]) -> None:
    """Store the paragraphs. All get the search vectors of one letter, as only numbers differ, but for a rare word."""
    passages, common = [], _vectors(_sentences(0, rare=False))
    for revision, text in texts:
        vectors = _vectors(text) if RARE in text[-1] else common
        for position, first in enumerate(range(0, LENGTH, PARAGRAPH), 1):
            places = [_place(text, n) for n in range(first, first + PARAGRAPH)]
            passages.append(Passage(
                revision=revision, position=position, kind=PassageKind.BODY.value,
                start=places[0][0], end=places[-1][1], search=vectors[position - 1],
                sentence_bounds=[bound for place in places for bound in place],
            ))  # fmt: skip
    copy_in(passages)


def _vectors(text: list[str]) -> list[str]:
    paragraphs = [" ".join(text[first : first + PARAGRAPH]) for first in range(0, LENGTH, PARAGRAPH)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (to_tsvector('dutch', t) || to_tsvector('simple', l))::text FROM unnest(%s, %s) AS words (t, l)",
            [paragraphs, [lemmas(paragraph) for paragraph in paragraphs]],
        )
        return [vector for (vector,) in cursor.fetchall()]


def _wordings(texts: Sequence[Text]) -> None:
    """Store wordings: the last sentence of each letter in a group forms one chain."""
    chains = Wording.objects.bulk_create(Wording() for _ in range(min(WORDINGS, len(texts) // TIMES)))
    sentences = []
    for place, wording in enumerate(chains):
        for revision, text in texts[place * TIMES : (place + 1) * TIMES]:
            start, end = _place(text, LENGTH - 1)
            sentences.append(WordingSentence(
                revision=revision, passage=LENGTH // PARAGRAPH, start=start, end=end, quote=text[LENGTH - 1], words=13,
                digest=revision.pk, bands=[], wording=wording,
            ))  # fmt: skip
    WordingSentence.objects.bulk_create(sentences)

"""Letters of every sort, and pages with every topic large or none, and with bins from any number of letters on."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta

from django.core.management import call_command

from bench import many
from letters.models import Cabinet, Letter
from positions import tasks
from positions.caching import in_process
from positions.charts import data, distribution
from positions.domain.scale import Holder
from positions.models import Assignment, Coder, Review, Stance
from positions.review import assignments, decisions
from positions.timelines import topic_sums

LETTERS = 90
TOPIC = "russia"


def answer(client, monkeypatch, address: str, *, large: bool) -> str:
    monkeypatch.setattr(topic_sums, "LARGE", 0 if large else 10**9)
    in_process.clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


def assert_same(client, monkeypatch, address: str) -> None:
    """Assert that the answer does not depend on whether letters are summed up or read one by one."""
    summed, whole = (answer(client, monkeypatch, address, large=each) for each in (True, False))
    first = next((place for place, pair in enumerate(zip(summed, whole, strict=False)) if len({*pair}) > 1), 0)
    assert summed == whole, f"{address}: {summed[first - 60 : first + 60]} … {whole[first - 60 : first + 60]}"


def bins_from(monkeypatch, letters: int) -> None:
    monkeypatch.setattr(distribution, "MANY", letters)
    monkeypatch.setattr(distribution, "BINNED", letters)
    monkeypatch.setattr(data, "BINNED", letters)


def make_letters(anna: Coder) -> None:
    """Store letters of every sort: several on one day, without date or cabinet, with mentions and proposals, of all
    holders; some of them are read.
    """
    call_command("load_cabinets")
    many.make(LETTERS, everything=True)
    chance = random.Random(7)
    cabinets = list(Cabinet.objects.filter(is_example=False))
    for letter in Letter.objects.order_by("pk"):
        day = date(2011, 3, 1) + timedelta(days=chance.randrange(50) * chance.choice((1, 37)))
        letter.document_date = None if chance.random() < 0.06 else day
        there = [each for each in cabinets if each.start <= day and (each.end is None or day < each.end)]
        letter.cabinet = there[0] if letter.document_date and there and chance.random() > 0.1 else None
        letter.demissionary = False if letter.cabinet else None
        letter.save()
        say_more(letter, chance, anna)
    for letter in Letter.objects.order_by("pk")[: LETTERS // 2]:
        with suppress(decisions.ReviewError):  # a proposal waits
            assignments.mark(letter, anna)
    assert Assignment.objects.count() > LETTERS // 10
    tasks.sum_up_the_rest()


def say_more(letter: Letter, chance: random.Random, anna: Coder) -> None:
    """Add mentions, proposals and positions of others on the last sentences of a letter."""
    revision, like = letter.revisions.get(), Stance.objects.filter(revision__letter=letter, topic__slug=TOPIC).first()
    assert like
    for place in range(20, 20 + chance.randrange(5)):
        sentence = revision.text.split(". ")[place]
        start = revision.text.index(sentence)
        stance = Stance.objects.create(
            revision=revision, start=start, end=start + len(sentence), quote=sentence, topic=like.topic,
            coder=like.coder, codebook=like.codebook, confidence="high", holder=chance.choice(list(Holder)),
            score=chance.choice((None, -2, -1, 0, 1, 2)),
        )  # fmt: skip
        if chance.random() < 0.6:
            Review.objects.create(
                stance=stance, decision="accept", state="accepted", coder=anna, bulk=chance.random() < 0.5
            )

"""The sums of days are those of the days' letters, whatever is changed and whenever days are summed up."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from letters.models import Cabinet, Letter
from positions import tasks
from positions.domain.scale import Holder
from positions.models import (
    AssignedSentence,
    Assignment,
    CodebookVersion,
    Coder,
    DayDue,
    DaySummary,
    Review,
    Stance,
    Topic,
)
from positions.summary_table import consistency, refresh, refresh_days
from positions.timelines import topic_sum_statements, topic_sums
from positions.timelines.query import TimelineOptions, published
from positions.timelines.topic_sums import TopicSums
from tests.kept import kept
from tests.positions.factories import PRESS, TALK
from tests.positions.stances import generated

LETTERS, DAYS = 24, 6
ASKED = [  # holders, and whether their lines alone
    ([Holder.CABINET], TimelineOptions(), False), ([Holder.CABINET], TimelineOptions(proposals=False), False),
    ([Holder.NATO, Holder.CABINET], TimelineOptions(), True), (list(Holder), TimelineOptions(proposals=False), True),
]  # fmt: skip


@kept
def coded(codebook, cabinets, anna) -> list[int]:
    """Letters on few days, some undated, with stances of two machines, half of which are decided on; some are read."""
    chance, book = random.Random(4), CodebookVersion.objects.latest("pk")
    texts = generated.texts(LETTERS)
    machines = [Coder.objects.create(name=name, version="1") for name in ("one", "other")]
    generated.propose(chance, texts, [(coder, book) for coder in machines], 0.8)
    generated.decide(chance, Stance.objects.order_by("pk"), anna, share=0.5)
    for letter in Letter.objects.order_by("pk"):
        move(letter, chance)
    for letter in list(Letter.objects.order_by("pk"))[::3]:
        read_whole(letter, chance)
    tasks.sum_up_the_rest()
    return [text.letter_id for text in texts]


def move(letter: Letter, chance: random.Random) -> None:
    letter.document_date = chance.choice([None, *(date(2019, 1, 1) + timedelta(days=n) for n in range(DAYS))])
    letter.cabinet = chance.choice([None, *Cabinet.objects.order_by("pk")[:2]])
    letter.save()


def move_cabinet(letter: Letter, chance: random.Random) -> None:
    Letter.objects.filter(pk=letter.pk).update(cabinet=chance.choice([None, *Cabinet.objects.order_by("pk")[2:5]]))


def read_whole(letter: Letter, _chance: random.Random) -> None:
    """Read the letter whole, or take that back."""
    if Assignment.objects.filter(letter=letter).done().update(withdrawn_at=timezone.now()):
        return
    now, text = timezone.now(), letter.revisions.get(is_current=True)
    read = Assignment.objects.create(coder=anna_of_test(), way="in-sight", letter=letter, done_at=now)
    AssignedSentence.objects.create(assignment=read, revision=text, start=0, end=len(text.text))


def anna_of_test() -> Coder:
    return Coder.objects.get(user__isnull=False)


def withdraw(letter: Letter, _chance: random.Random) -> None:
    letter.withdrawn_at = None if letter.withdrawn_at else timezone.now()
    letter.withdrawn_reason = "dubbel" if letter.withdrawn_at else ""
    letter.save()


def change_kind(letter: Letter, _chance: random.Random) -> None:
    letter.publication = "motie" if letter.publication == "brief" else "brief"
    letter.save()


def reject(letter: Letter, chance: random.Random) -> None:
    """Reject some of what is said, proposed or accepted."""
    for stance in Stance.objects.filter(revision__letter=letter).order_by("pk"):
        if chance.random() < 0.4:
            Review.objects.create(stance=stance, decision="reject", state="rejected", coder=anna_of_test())


def shorten(letter: Letter, _chance: random.Random) -> None:
    text = letter.revisions.get(is_current=True)
    text.body_sentences, text.annex_bounds = 5, [0, generated.LENGTH * 3]
    text.save()


def say_nothing_of_it(letter: Letter, _chance: random.Random) -> None:
    Stance.objects.filter(revision__letter=letter, reviews=None).delete()


CHANGES = (move, move_cabinet, read_whole, withdraw, change_kind, reject, shorten, say_nothing_of_it)


def sums(monkeypatch, *, by_day: bool) -> list[TopicSums]:
    monkeypatch.setattr(topic_sum_statements, "MANY_DUE", 10**9 if by_day else -1)
    return [
        topic_sums.look_up(topic, holders, published(), asked, lines_alone=alone)
        for topic in Topic.objects.filter(slug__in=("russia", "china"))
        for holders, asked, alone in ASKED
    ]


def sum_up_letters() -> None:
    while refresh.sum_up_due(5):
        pass


STEPS: Sequence[Callable[[], object]] = (
    lambda: None, sum_up_letters, partial(refresh_days.sum_up, 2), tasks.sum_up_the_rest,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_whatever_changes_the_sums_are_those_of_the_letters(coded, monkeypatch, seed: int) -> None:
    chance, summed_up = random.Random(seed), 0
    for _ in range(8):
        letter = Letter.objects.get(pk=chance.choice(coded))
        chance.choice(CHANGES)(letter, chance)
        chance.choice(STEPS)()
        assert sums(monkeypatch, by_day=True) == sums(monkeypatch, by_day=False)
        assert consistency.days_differ() == []
        summed_up += not DayDue.objects.exists()
    tasks.sum_up_the_rest()
    assert not DayDue.objects.exists()
    assert DaySummary.objects.exists()
    assert sums(monkeypatch, by_day=True) == sums(monkeypatch, by_day=False)


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_in_the_sums_at_once(coded, monkeypatch, change) -> None:
    before = sums(monkeypatch, by_day=True)
    for pk in coded[::2]:
        change(Letter.objects.get(pk=pk), random.Random(pk))
    after = sums(monkeypatch, by_day=True)
    assert after != before
    assert after == sums(monkeypatch, by_day=False)


def test_nothing_is_left_of_a_letter_that_is_gone(letter_of, accept, monkeypatch) -> None:
    letter = letter_of(1, "3 maart 2019", TALK, PRESS)
    accept(letter, TALK, -1)
    tasks.sum_up_the_rest()
    assert DaySummary.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # decisions are not deleted otherwise
        cursor.execute("DELETE FROM positions_review")
        cursor.execute("DELETE FROM positions_stance")
        cursor.execute("SET LOCAL session_replication_role = origin")
    letter.delete()
    assert sums(monkeypatch, by_day=True) == sums(monkeypatch, by_day=False)
    tasks.sum_up_the_rest()
    assert not DaySummary.objects.exists()


def test_a_wrong_day_is_found_and_mended(coded) -> None:
    day = DaySummary.objects.exclude(holder="").filter(day__isnull=False).first().day
    DaySummary.objects.filter(day=day).exclude(holder="").update(numbers=[1] * 21)
    assert consistency.days_differ() == [day]
    with pytest.raises(CommandError, match=str(day)):
        call_command("check_summary")
    call_command("check_summary", mend=True)
    assert consistency.days_differ() == []


def test_a_missing_day_is_found(coded) -> None:
    DaySummary.objects.filter(day=None).delete()
    assert consistency.days_differ() == [None]
    refresh_days.sum_up_these([None])


def test_what_examples_say_is_summed_up_apart(coded, monkeypatch) -> None:
    Letter.objects.filter(pk__in=coded[::2]).update(is_example=True, cabinet=None)
    tasks.sum_up_the_rest()
    assert DaySummary.objects.filter(example=True).exists()
    assert sums(monkeypatch, by_day=True) == sums(monkeypatch, by_day=False)

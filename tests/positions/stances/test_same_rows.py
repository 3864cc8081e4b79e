"""Optimized statements return the same rows as the earlier ones, on pseudo-random stances."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest
from django.utils import timezone

from letters.models import Revision
from positions import tasks
from positions.caching import in_process
from positions.models import CodebookVersion, Coder, Stance, SummaryDue
from positions.reliability import coverage
from positions.review import queue
from positions.review.queue_order import BY_TEXT, DISPUTED_FIRST, LEAST_SURE_FIRST, QueueOrder
from positions.stances import as_of
from positions.stances.current import visible_stances
from positions.summary_table import reading
from positions.timelines import query
from tests.kept import kept
from tests.positions.stances import earlier_statements, generated

LETTERS, ALL = 30, 100_000


@kept
def current(codebook) -> list[Revision]:
    return [text for text in generated.texts(LETTERS) if text.pk in _current()]


def _current() -> set[int]:
    return set(Revision.objects.filter(is_current=True).values_list("pk", flat=True))


@kept
def two_coders(current, anna, bram) -> None:
    """Create two coders with one run each: the earlier statements also counted superseded versions as disputes."""
    chance, book = random.Random(9), CodebookVersion.objects.latest("pk")
    machines = [Coder.objects.create(name=name, version="1") for name in ("one", "other")]
    generated.propose(chance, current, [(coder, book) for coder in machines], 0.7)
    generated.decide(chance, Stance.objects.order_by("pk"), anna, share=0.3)
    generated.code_blind(chance, current[::4], bram)


@kept
def rounds(current, anna) -> random.Random:
    """Run two versions of a coder under two codebooks, on current and earlier texts, with half of it decided.

    Returns the chance by which more is done.
    """
    chance = random.Random(9)
    older, newer = (Coder.objects.create(name="machine", version=version) for version in ("1", "2"))
    first, *_, third = CodebookVersion.objects.order_by("pk")
    everywhere = list(Revision.objects.all())
    generated.propose(chance, everywhere, [(older, first)], 0.9)
    generated.decide(chance, Stance.objects.order_by("pk"), anna, share=0.4)
    generated.propose(chance, everywhere, [(older, third), (newer, third)], 0.6)
    undecided = Stance.objects.filter(reviews=None, codebook=third).order_by("pk")
    there = Stance.objects.accepted()
    free = [s for s in undecided if not there.on_the_same(s).exists()]
    generated.decide(chance, free, anna, share=0.4)
    return chance


@kept
def coded_blind(rounds, current, bram) -> None:
    generated.code_blind(deepcopy(rounds), current[::4], bram)


def ids(stances) -> list[int]:
    return sorted(stances.order_by().values_list("pk", flat=True))


@pytest.mark.parametrize("proposals", [True, False])
def test_what_is_said_now(coded_blind, proposals) -> None:
    found = ids(as_of.stances(proposals=proposals))
    assert found == ids(earlier_statements.current(proposals=proposals))
    assert 50 < len(found) < Stance.objects.count()


@pytest.mark.parametrize("proposals", [True, False])
def test_what_is_said_now_by_the_table_of_summaries(coded_blind, proposals) -> None:
    before = ids(earlier_statements.current(proposals=proposals))
    assert SummaryDue.objects.exists()
    assert ids(visible_stances(proposals=proposals)) == before
    tasks.sum_up_the_rest()
    in_process.clear()
    assert ids(visible_stances(proposals=proposals)) == before
    waiting = {row["revision"] for row in reading.waiting_texts()}
    assert waiting == set(Stance.objects.open().published().values_list("revision", flat=True))


@pytest.mark.parametrize("proposals", [True, False])
def test_what_was_said_on_a_day(coded_blind, proposals) -> None:
    today = timezone.localdate()
    assert ids(as_of.stances(today, proposals=proposals)) == ids(earlier_statements.stances(today, proposals=proposals))


@pytest.mark.parametrize("proposals", [True, False])
@pytest.mark.parametrize("as_of", [True, False])
def test_what_the_series_are_made_of(coded_blind, proposals, as_of) -> None:
    day = timezone.localdate() if as_of else None
    said = query._rows(None, query.published(), query.TimelineOptions(as_of=day))
    found = [(row[0], *row[13:19]) for row in said if row[15] or proposals]
    before = [(row[0], *row[11:17]) for row in earlier_statements.series(proposals=proposals, day=day)]
    assert sorted(map(repr, found)) == sorted(map(repr, before))
    assert len(found) > 10


def test_the_coverage_but_for_what_is_read(coded_blind) -> None:
    found = [(*row[:5], row[7]) for row in coverage._rows()]
    before = [(*row[:5], row[6]) for row in earlier_statements.coverage()]
    assert sorted(map(repr, found)) == sorted(map(repr, before))
    assert len(found) > 10


@pytest.mark.parametrize(
    ("order", "rank"),
    [(DISPUTED_FIRST, earlier_statements.disputed), (LEAST_SURE_FIRST, earlier_statements.confidence)],
    ids=["disputed", "least sure"],
)
def test_the_orders_of_the_queue(two_coders, order: QueueOrder, rank) -> None:
    asked = queue.proposals()
    before = [stance.pk for stance in earlier_statements.ranked(earlier_statements.queue(), rank())]
    assert [stance.pk for stance in order.first(asked, ALL)] == before
    assert len(before) > 100
    for place in range(0, len(before) - 1, 17):
        stance = Stance.objects.get(pk=before[place])
        assert [each.pk for each in order.behind(asked, stance, 3)] == before[place + 1 : place + 4]
        assert order.before(asked, stance) == (before[place - 1] if place else None)


def test_the_order_of_the_letters(coded_blind) -> None:
    asked = queue.proposals().open()
    assert [s.pk for s in BY_TEXT.first(asked, ALL)] == [s.pk for s in asked.order_by(*earlier_statements.IN_TEXT)]

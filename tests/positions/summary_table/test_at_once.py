"""Several who sum up the same letter at once, each with a connection and transaction of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from letters.models import Letter
from positions.models import StanceSummary, SummaryDue
from positions.summary_table import refresh
from tests.positions.factories import FIRM, FISH, PRESS, TALK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter(letter_of, accept) -> Letter:
    found = letter_of(1, "3 maart 2019", TALK, PRESS, FIRM, FISH)
    accept(found, TALK, -1)
    return found


@pytest.fixture
def aside() -> Iterator[Callable[..., Future[object]]]:
    """Return a function that runs another in a thread with a database connection of its own."""
    with ThreadPoolExecutor(3) as pool:

        def closing(action: Callable[..., object], *given: object, **more: object) -> object:
            try:
                return action(*given, **more)
            finally:
                connection.close()

        yield lambda action, *given, **more: pool.submit(closing, action, *given, **more)


def hold(letter: int, held: Event, go: Event) -> None:
    with transaction.atomic():
        refresh.sum_up([letter])
        held.set()
        assert go.wait(20)


def test_the_task_passes_over_a_letter_that_another_sums_up(letter, aside) -> None:
    held, go = Event(), Event()
    holding = aside(hold, letter.pk, held, go)
    assert held.wait(20)
    letter.revisions.update(is_current=True)
    assert aside(refresh.sum_up_due, 10).result(20) == 0
    assert SummaryDue.objects.exists()
    go.set()
    holding.result(20)
    assert refresh.sum_up_due(10) == 1
    assert not SummaryDue.objects.exists()


def test_who_sums_up_the_same_letter_waits_and_sees_what_the_other_wrote(letter, aside) -> None:
    held, go = Event(), Event()
    holding = aside(hold, letter.pk, held, go)
    assert held.wait(20)
    waiting = aside(refresh.sum_up, [letter.pk])
    with pytest.raises(TimeoutError):
        waiting.result(0.5)
    go.set()
    holding.result(20)
    waiting.result(20)
    assert StanceSummary.objects.get().sentences == 1


def test_decisions_on_one_letter_at_once_add_up(letter, accept, aside) -> None:
    decided = [aside(accept, letter, words, score) for words, score in ((PRESS, 1), (FIRM, 2), (FISH, 0))]
    for each in decided:
        each.result(30)
    assert StanceSummary.objects.get().counts == [0, 1, 1, 1, 1]
    assert not SummaryDue.objects.exists()

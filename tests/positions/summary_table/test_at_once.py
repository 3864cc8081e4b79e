"""Several who sum up the same letter at once, each with a connection and transaction of their own."""

from __future__ import annotations

from functools import partial

import pytest

from letters.models import Letter
from positions.models import DayDue, DaySummary, StanceSummary, SummaryDue
from positions.summary_table import refresh, refresh_days
from tests.at_once import LATE, SOON, beside, not_committed
from tests.positions.factories import FIRM, FISH, PRESS, TALK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter(letter_of, accept) -> Letter:
    found = letter_of(1, "3 maart 2019", TALK, PRESS, FIRM, FISH)
    accept(found, TALK, -1)
    return found


def test_the_task_passes_over_a_letter_that_another_sums_up(letter, workers) -> None:
    with not_committed(workers, partial(refresh.sum_up, [letter.pk])):
        letter.revisions.update(is_current=True)
        assert beside(workers, partial(refresh.sum_up_due, 10)).result(LATE) == 0
        assert SummaryDue.objects.exists()
    assert refresh.sum_up_due(10) == 1
    assert not SummaryDue.objects.exists()


def test_who_sums_up_the_same_letter_waits_for_the_other(letter, workers) -> None:
    with not_committed(workers, partial(refresh.sum_up, [letter.pk])):
        waiting = beside(workers, partial(refresh.sum_up, [letter.pk]))
        with pytest.raises(TimeoutError):
            waiting.result(SOON)
    waiting.result(LATE)
    assert StanceSummary.objects.get().sentences == 1


def test_decisions_on_one_letter_at_once_add_up(letter, accept, workers) -> None:
    asked = ((PRESS, 1), (FIRM, 2), (FISH, 0))
    decided = [beside(workers, partial(accept, letter, words, score)) for words, score in asked]
    for each in decided:
        each.result(LATE)
    assert StanceSummary.objects.get().counts == [0, 1, 1, 1, 1]
    assert not SummaryDue.objects.exists()


def test_who_decides_sums_up_the_day(letter) -> None:
    assert not DayDue.objects.exists()
    assert DaySummary.objects.filter(holder="cabinet").get().numbers[0] == 1


def test_one_at_a_time_sums_up_days(letter, accept, workers) -> None:
    with not_committed(workers, partial(refresh_days.sum_up_these, [letter.document_date])):
        accept(letter, PRESS, 1)  # leaves the day to the other
        assert DayDue.objects.exists()
        assert beside(workers, partial(refresh_days.sum_up, 10)).result(LATE) == 0
    assert refresh_days.sum_up(10) == 1
    assert DaySummary.objects.filter(holder="cabinet").get().numbers[2:7] == [0, 1, 0, 1, 0]
    assert not DayDue.objects.exists()

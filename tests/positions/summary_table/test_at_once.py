"""Several who sum up the same letter at once, each with a connection and transaction of their own."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from letters.models import Letter
from positions import tasks
from positions.models import DayDue, DaySummary, StanceSummary, SummaryDue
from positions.summary_table import consistency, refresh, refresh_days
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


def test_a_date_that_is_corrected_while_the_letter_is_summed_up(letter, accept, workers) -> None:
    with not_committed(workers, partial(accept, letter, PRESS, 1)):
        Letter.objects.filter(pk=letter.pk).update(document_date=date(2020, 5, 6))
        assert refresh_days.sum_up(10) == 2
        assert DayDue.objects.get().day == date(2020, 5, 6)
    assert tasks.sum_up_the_rest() is None
    assert consistency.days_differ() == []
    assert DaySummary.objects.filter(holder="cabinet").get().numbers[2:7] == [0, 1, 0, 1, 0]


def test_one_at_a_time_sums_up_days(letter, accept, workers) -> None:
    with not_committed(workers, partial(refresh_days.sum_up_these, [letter.document_date])):
        accept(letter, PRESS, 1)  # leaves the day to the other
        assert DayDue.objects.exists()
        assert beside(workers, partial(refresh_days.sum_up, 10)).result(LATE) == 0
    assert refresh_days.sum_up(10) == 1
    assert DaySummary.objects.filter(holder="cabinet").get().numbers[2:7] == [0, 1, 0, 1, 0]
    assert not DayDue.objects.exists()


def test_a_text_that_came_from_another_letter_is_summed_up(letter, letter_of, accept) -> None:
    later = letter_of(2, "4 april 2020", TALK, PRESS)
    accept(later, TALK, -1)
    letter.revisions.update(is_current=False)
    later.revisions.update(letter=letter, number=2)
    Letter.objects.filter(pk=later.pk).update(joined_into=letter)
    accept(letter, PRESS, 1)  # the task has not come by
    assert StanceSummary.objects.get().counts == [0, 1, 0, 1, 0]
    tasks.sum_up_the_rest()
    assert consistency.differing() == []

"""Several who sum up the same letter at once, each with a connection and transaction of their own."""

from __future__ import annotations

from functools import partial

import pytest

from letters.models import Letter
from positions.models import StanceSummary, SummaryDue
from positions.summary_table import refresh
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

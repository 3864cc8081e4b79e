"""Order of the review queue by weight: what changes a picture most comes first."""

from __future__ import annotations

from django.core.management import call_command

from positions.models import Stance
from positions.review import queue
from positions.review.queue_order import BY_TEXT, BY_WEIGHT, weight, weights
from tests.factories import letter
from tests.kept import kept

FACT = "Op 3 maart vond overleg plaats over de betrekkingen met Rusland."
WISH = "Het kabinet wil de druk op Rusland opvoeren."


@kept
def waiting(codebook, take_in) -> list[Stance]:
    """Return the proposals of a dated letter and, taken in after it, an undated one: a mention and a position each."""
    take_in(letter(number="1", sentences=(FACT, WISH)))
    take_in(letter(number="2", date=None, title="Zonder datum", sentences=(FACT, WISH)))
    call_command("propose")
    return list(Stance.objects.order_by("revision", "start"))


def said(stances) -> list[tuple[bool, bool]]:
    """Return whether each is of a dated letter, and whether it is a position."""
    return [(stance.revision.letter.document_date is not None, stance.score is not None) for stance in stances]


ORDER = [(True, True), (True, False), (False, True), (False, False)]


def test_dated_letters_come_first_and_in_each_the_positions(waiting) -> None:
    assert said(BY_WEIGHT.first(queue.proposals(), 10)) == ORDER
    assert said(BY_TEXT.first(queue.proposals(), 10)) == [(False, False), (False, True), (True, False), (True, True)]


def test_the_next_and_the_previous_one_follow_that_order(waiting, anna) -> None:
    taken = [queue.take_next(queue.proposals(), anna, order=BY_WEIGHT)]
    for _ in range(3):
        taken.append(queue.take_next(queue.proposals(), anna, taken[-1], BY_WEIGHT))
    assert said(taken) == ORDER
    assert queue.take_next(queue.proposals(), anna, taken[-1], BY_WEIGHT) == taken[0]
    back = [queue.previous(queue.proposals(), stance, BY_WEIGHT) for stance in taken]
    assert back == [None, *(stance.pk for stance in taken[:-1])]


def test_the_level_without_a_query_is_the_level_of_the_query(waiting) -> None:
    for number, level in enumerate(weights()):
        assert {weight(stance) for stance in Stance.objects.filter(level)} == {number}


def test_a_level_is_asked_for_when_those_above_are_used_up(waiting, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        next(BY_WEIGHT.first(queue.proposals(), 10))

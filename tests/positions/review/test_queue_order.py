"""Order of the review queue by weight: what changes a picture most comes first."""

from __future__ import annotations

import random

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.models import Revision
from positions import tasks
from positions.models import AssignedSentence, Assignment, CodebookVersion, Coder, CodingRun, Stance
from positions.review import queue
from positions.review.queue_order import BY_TEXT, BY_WEIGHT, ORDERS, disputed, of_several, weight, weights
from tests.factories import letter
from tests.kept import kept
from tests.positions.stances import generated

FACT = "Op 3 maart vond overleg plaats over de betrekkingen met Rusland."
WISH = "Het kabinet wil de druk op Rusland opvoeren."


@kept
def waiting(codebook, take_in) -> list[Stance]:
    """Return the proposals of a dated letter and, taken in after it, an undated one: a mention and a position each."""
    take_in(letter(number="1", sentences=(FACT, WISH)))
    take_in(letter(number="2", date=None, title="Zonder datum", sentences=(FACT, WISH)))
    call_command("propose")
    return list(Stance.objects.order_by("revision_id", "start", "pk"))


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


def machines(count: int) -> list[Coder]:
    return [Coder.objects.get_or_create(name=f"machine {number}", version="1")[0] for number in range(count)]


@pytest.fixture
def proposed_by_few(codebook, anna) -> None:
    """Create proposals of machines that each went through some texts, and a blind coding of some others.

    Of the texts of one machine another found nothing on one; and a person nothing on one, and something on one.
    """
    chance, texts, book = random.Random(6), generated.texts(40), CodebookVersion.objects.latest("pk")
    generated.propose(chance, texts, [(machine, book) for machine in machines(2)], 0.3)
    generated.decide(chance, Stance.objects.order_by("pk")[::3], anna, share=0.5)
    generated.code_blind(chance, [text for text in texts if text.is_current][::7], anna)
    alone = Stance.objects.open().exclude(revision__in=of_several(Revision.objects.all())).order_by("pk")
    silent, said = alone.first(), alone.last()
    passed = alone.exclude(revision__in=[silent.revision_id, said.revision_id]).first()
    blind = {"coder": anna, "way": "blind", "letter": passed.revision.letter, "done_at": timezone.now()}
    AssignedSentence.objects.create(
        assignment=Assignment.objects.create(**blind), revision=passed.revision, start=passed.start, end=passed.end
    )
    CodingRun.objects.create(revision=silent.revision, coder=machines(3)[2], codebook=book)
    Stance.objects.create(
        revision=said.revision, start=said.start, end=said.end, quote=said.quote, topic=said.topic, codebook=book,
        coder=anna, holder="cabinet", score=-2 if said.score != -2 else 2,
    )  # fmt: skip
    tasks.sum_up_the_rest()


def test_what_coders_differ_on_is_on_texts_of_several(proposed_by_few) -> None:
    where = set(Stance.objects.open().filter(disputed()[0]).values_list("revision", flat=True))
    several = set(of_several(Revision.objects.all()).values_list("pk", flat=True))
    assert where and where <= several
    assert set(Stance.objects.open().values_list("revision", flat=True)) - several, "that of one coder is left out"


@pytest.mark.parametrize("order", ORDERS)
def test_by_texts_on_which_proposals_wait_the_queue_is_what_it_is_on_all(proposed_by_few, order) -> None:
    waiting = queue.proposals().open()
    found = [each.pk for each in ORDERS[order].first(waiting, 1000, queue.IN_WAITING_TEXTS)]
    assert sorted(found) == sorted(waiting.values_list("pk", flat=True))
    by_level = {level: Stance.objects.filter(each) for level, each in enumerate(ORDERS[order].levels())}
    levels = [next(n for n, on_it in by_level.items() if on_it.filter(pk=pk).exists()) for pk in found]
    assert levels == sorted(levels) and (order == "brieven" or len(set(levels)) > 1)

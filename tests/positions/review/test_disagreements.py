"""Disagreements: the coders compared, and the effect of settling and of its undo."""

from __future__ import annotations

import itertools

import pytest

from positions.models import Assignment, Coder, Review, Stance, State
from positions.review import adjudication, assignments, decisions, undoing
from positions.review import queue as review_queue
from positions.review.decisions import DecidedMeanwhile, Span
from positions.review.disagreements import Disagreement, differences
from positions.review.queue_order import DISPUTED_FIRST, LEAST_SURE_FIRST
from tests.kept import kept
from tests.positions.factories import SENTENCES
from tests.positions.review.factories import coding, finished

COST = 8


def found(coder: Coder, **chosen: object) -> list[Disagreement]:
    return differences(coder.user, **chosen)  # type: ignore[arg-type]


def settle(difference: Disagreement, coder: Coder, choice: object, *, note: str = "zo staat het er"):
    revision, start, end = difference.place
    text = Stance.objects.filter(revision=revision)[0].revision.text
    span = Span(revision, start, end, text[start:end])
    return adjudication.settle(span, difference.topic, coder, choice, seen=difference.seen, note=note)  # type: ignore


def machines(proposed: list[Stance]) -> Stance:
    return next(stance for stance in proposed if stance.topic.slug == "russia")


@kept
def decided(proposed, anna) -> list[Stance]:
    """Accept all proposals of the machine unchanged."""
    for stance in proposed:
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    return proposed


def test_nothing_is_compared_before_it_is_done(decided, asked: Assignment, anna) -> None:
    assert found(anna) == []


def test_who_coded_blind_is_compared_with_who_judged(decided, asked, anna) -> None:
    mine = machines(decided)
    finished(asked, [coding(score=2)])
    first = found(anna)[0]
    assert (first.topic, first.place[1]) == (mine.topic, mine.start)
    assert [(str(view.coder), [s.score for s in view.stances]) for view in first.views[:2]] == [
        ("bram", [2]), ("anna", [mine.score])
    ]  # fmt: skip
    assert len(found(anna)) == len(decided)  # bram found nothing on the others


def test_who_says_the_same_does_not_differ(decided, asked, anna) -> None:
    mine = machines(decided)
    finished(asked, [coding(holder=mine.holder, score=mine.score)])
    assert (mine.start, mine.topic) not in {(row.place[1], row.topic) for row in found(anna)}


def test_a_machine_alone_is_compared_with_the_blind_coder(proposed, asked, anna) -> None:
    finished(asked, [coding("china", score=0)])
    assert {row.topic.slug for row in found(anna)} == {"china", *(stance.topic.slug for stance in proposed)}


def test_filters_narrow(decided, asked, anna, bram, recorded) -> None:
    finished(asked, [coding(score=2)])
    assert {row.topic.slug for row in found(anna, topic="russia")} == {"russia"}
    assert found(anna, letter="kst-1-1") == []
    assert len(found(anna, letter=recorded.key)) == len(decided)
    assert len(found(anna, pair=(anna.pk, bram.pk))) == len(decided)
    assert found(anna, pair=(anna.pk, decided[0].coder_id)) == []


def test_settling_accepts_one_and_keeps_both(decided, asked, anna) -> None:
    finished(asked, [coding(score=2)])
    difference = next(row for row in found(anna) if row.topic.slug == "russia")
    blind = difference.views[0].stances[0]
    batch = settle(difference, anna, blind)
    assert Stance.objects.accepted().get(topic=difference.topic, start=blind.start) == blind
    assert difference.id not in {row.id for row in found(anna)}
    assert {review.note for review in Review.objects.filter(batch=batch)} == {"zo staat het er"}
    assert (blind.assignment, blind.score) == (asked, 2)
    assert adjudication.last_of(anna) == batch
    undoing.undo(batch, anna)
    assert difference.id in {row.id for row in found(anna)}
    assert Stance.objects.with_state().get(pk=blind.pk).state == State.CODED


def test_keeping_what_was_accepted_settles_too(decided, asked, anna) -> None:
    finished(asked, [coding(score=2)])
    for difference in found(anna):
        settle(difference, anna, next(view for view in difference.views if str(view.coder) == "anna").stances[0])
    assert found(anna) == []
    assert set(Stance.objects.accepted()) == set(decided)


def test_a_third_coding_takes_the_place_of_both(decided, asked, anna, bram) -> None:
    finished(asked, [coding(score=2)])
    difference = next(row for row in found(anna) if row.topic.slug == "russia")
    settle(difference, bram, coding(holder="nato", score=0))
    accepted = Stance.objects.accepted().get(topic=difference.topic, start=difference.place[1])
    assert (accepted.holder, accepted.score, accepted.coder, accepted.assignment) == ("nato", 0, bram, None)


def test_that_it_holds_nothing_is_a_choice(proposed, asked, anna) -> None:
    finished(asked, [])
    for difference in found(anna):
        settle(difference, anna, None)
    assert found(anna) == []
    assert not Stance.objects.open().exists()
    assert not Stance.objects.accepted().exists()


def test_settling_asks_why_and_refuses_a_stale_view(proposed, asked, anna, bram) -> None:
    finished(asked, [])
    difference = found(anna)[0]
    with pytest.raises(decisions.ReviewError, match="waarom"):
        settle(difference, anna, None, note=" ")
    settle(difference, anna, None)
    with pytest.raises(DecidedMeanwhile):
        settle(difference, bram, None)


def test_later_coding_opens_the_difference_again(decided, asked, anna, recorded, django_user_model) -> None:
    from django.contrib.auth.models import Group  # noqa: PLC0415

    finished(asked, [coding(score=2)])
    for difference in found(anna):
        settle(difference, anna, None)
    user = django_user_model.objects.create_user("dina")
    user.groups.add(Group.objects.get(name="codeur"))
    finished(assignments.ask(decisions.coder_of(user), recorded, by=None), [coding(score=1)])
    assert "russia" in {row.topic.slug for row in found(anna)}


def test_who_codes_the_letter_blind_sees_no_differences_of_it(decided, asked, recorded, django_user_model) -> None:
    from django.contrib.auth.models import Group  # noqa: PLC0415

    finished(asked, [coding(score=2)])
    user = django_user_model.objects.create_user("dina")
    user.groups.add(Group.objects.get(name="codeur"))
    assignments.ask(decisions.coder_of(user), recorded, by=None)
    assert differences(user) == []


def test_comparing_costs_the_same_however_much_differs(decided, asked, anna, django_assert_max_num_queries) -> None:
    finished(asked, [coding(score=2)])
    with django_assert_max_num_queries(COST):
        assert len(found(anna)) == len(decided)


def test_what_coders_differ_on_comes_first(proposed, asked, anna, take_in) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from tests.factories import letter  # noqa: PLC0415

    take_in(letter(number="13", sentences=SENTENCES))
    call_command("propose")
    mine = machines(proposed)
    finished(asked, [coding(holder=mine.holder, score=mine.score)])
    queue = review_queue.proposals()
    ordered = list(DISPUTED_FIRST.first(queue, 100))
    differing = [stance for stance in proposed if stance.pk != mine.pk]
    assert ordered[: len(differing)] == differing
    assert ordered[-1].revision == mine.revision
    for one, after in itertools.pairwise(ordered):
        assert list(DISPUTED_FIRST.behind(queue, one, 1)) == [after]
        assert DISPUTED_FIRST.before(queue, after) == one.pk


def test_the_least_sure_come_first(proposed) -> None:
    ranks = {"low": 0, "medium": 1, "high": 2}
    ordered = [ranks[stance.confidence] for stance in LEAST_SURE_FIRST.first(review_queue.proposals(), 100)]
    assert len(ordered) == len(proposed)
    assert ordered == sorted(ordered)

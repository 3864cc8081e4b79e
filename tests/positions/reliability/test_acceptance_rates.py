"""Acceptance rates: each proposal counts once, by month, with single and bulk decisions apart."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from positions.models import Review, Stance
from positions.reliability import acceptance_rates
from positions.reliability.acceptance_rates import over_topics
from positions.review import bulk_acceptance, decisions, queue, undoing
from positions.review.decisions import Coding
from tests.factories import letter
from tests.kept import kept

pytestmark = pytest.mark.django_db


def counts(bulk: bool = False) -> dict[str, tuple[int, int, int]]:
    return {r.topic: (r.accepted, r.corrected, r.rejected) for r in acceptance_rates.monthly() if r.bulk is bulk}


@kept
def by_topic(proposed) -> dict[str, Stance]:
    return {stance.topic.slug: stance for stance in proposed}


def correct(stance: Stance, coder, score: int | None):
    coding = Coding(stance.topic, "other", score)
    return decisions.correct(stance.pk, coder, coding, seen=decisions.last_word(stance))


def test_accepted_corrected_and_rejected_are_told_apart(by_topic, anna) -> None:
    decisions.accept(by_topic["russia"].pk, anna, seen=0)
    decisions.reject(by_topic["defence-spending"].pk, anna, seen=0)
    correct(by_topic["eu-cooperation"], anna, 2)
    assert counts() == {"russia": (1, 0, 0), "defence-spending": (0, 0, 1), "eu-cooperation": (0, 1, 0)}


def test_a_proposal_counts_once_by_the_last_decision_that_stands(by_topic, anna) -> None:
    stance = by_topic["russia"]
    decisions.reject(stance.pk, anna, seen=0)
    decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    assert counts() == {"russia": (1, 0, 0)}
    correct(stance, anna, 0)
    assert counts() == {"russia": (0, 1, 0)}
    correct(stance, anna, 2)
    assert counts() == {"russia": (0, 1, 0)}


def test_what_was_taken_back_does_not_count(by_topic, anna) -> None:
    undoing.undo(decisions.reject(by_topic["russia"].pk, anna, seen=0), anna)
    assert acceptance_rates.monthly() == []


def test_many_at_once_stand_apart(by_topic, anna) -> None:
    decisions.reject(by_topic["russia"].pk, anna, seen=0)
    chosen = queue.proposals()
    bulk_acceptance.accept(chosen, anna, expected=len(bulk_acceptance.touched(chosen)))
    assert counts() == {"russia": (0, 0, 1)}
    assert set(counts(bulk=True).values()) == {(1, 0, 0)}


def test_months_stand_apart(by_topic, anna) -> None:
    decisions.accept(by_topic["russia"].pk, anna, seen=0)
    assert [rate.month.day for rate in acceptance_rates.monthly()] == [1]
    assert acceptance_rates.monthly()[0].month == Review.objects.get().at.date().replace(day=1)


def test_all_topics_together_are_the_sum(by_topic, anna) -> None:
    for stance in by_topic.values():
        decisions.accept(stance.pk, anna, seen=0)
    (total,) = over_topics(acceptance_rates.monthly())
    assert (total.topic, total.accepted, total.decided) == ("", len(by_topic), len(by_topic))


def test_decisions_on_examples_do_not_count_beside_real_letters(codebook, take_in, anna) -> None:
    call_command("load_examples")
    call_command("propose")
    stance = Stance.objects.filter(coder__kind="machine").first()
    decisions.accept(stance.pk, anna, seen=0)
    assert len(acceptance_rates.monthly()) == 1
    take_in(letter())
    assert acceptance_rates.monthly() == []


def test_it_is_one_query(by_topic, anna, django_assert_num_queries) -> None:
    decisions.accept(by_topic["russia"].pk, anna, seen=0)
    with django_assert_num_queries(1):
        acceptance_rates.monthly()

"""The decision in force and whether it was in bulk: kept through copies, undo and repeats."""

from __future__ import annotations

import importlib

import pytest
from django.db import IntegrityError, connection, transaction

from letters.models import Letter
from positions.codebook import store
from positions.coders import registry, run
from positions.coders.rules import RulesCoder
from positions.domain.scale import Holder
from positions.models import Coder, Review, Stance
from positions.review import adjudication, bulk_acceptance, decisions, text_changes, undoing
from positions.review.decisions import Coding, Span
from tests.factories import letter
from tests.positions.factories import SENTENCES

pytestmark = pytest.mark.django_db


def decided(stance: Stance) -> tuple[int | None, bool | None]:
    """Return the coder who decided, and whether in bulk."""
    found = Stance.objects.with_state().with_decision().get(pk=stance.pk)
    return found.decided_by, found.bulk


def in_bulk(coder: Coder) -> object:
    asked = Stance.objects.shown()
    return bulk_acceptance.accept(asked, coder, expected=len(bulk_acceptance.touched(asked)))[0]


def singly(stance: Stance, coder: Coder) -> object:
    return decisions.accept(stance.pk, coder, seen=decisions.last_word(stance))


def span(stance: Stance) -> Span:
    return Span(stance.revision_id, stance.start, stance.end, stance.quote)


def new_text(take_in, *more: str) -> None:
    """Take in a text with all but the first sentence; accepted stances are carried over."""
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES[1:], *more)))
    text_changes.carry_over(Letter.objects.get().pk)


def carried(stance: Stance) -> Stance:
    return Stance.objects.get(carries=stance)


def of(proposed: list[Stance], quote: str) -> Stance:
    return next(stance for stance in proposed if stance.quote == quote)


def test_nobody_decided_on_a_proposal(proposed) -> None:
    assert decided(proposed[0]) == (None, None)


def test_accepted_one_by_one_is_read_singly(proposed, anna) -> None:
    singly(proposed[0], anna)
    assert decided(proposed[0]) == (anna.pk, False)


def test_accepted_with_many_at_once_is_not(proposed, anna) -> None:
    in_bulk(anna)
    assert {decided(stance) for stance in proposed} == {(anna.pk, True)}


def test_who_accepts_one_of_many_on_its_own_has_read_it_singly(proposed, anna, bram) -> None:
    in_bulk(anna)
    batch = singly(proposed[0], bram)
    assert decided(proposed[0]) == (bram.pk, False)
    undoing.undo(batch, bram)
    assert decided(proposed[0]) == (anna.pk, True)


def test_accepting_again_what_was_read_singly_writes_nothing(proposed, anna, bram) -> None:
    singly(proposed[0], anna)
    singly(proposed[0], bram)
    assert Review.objects.count() == 1


def test_a_coding_that_settles_a_difference_is_read_singly(proposed, anna, bram) -> None:
    in_bulk(anna)
    seen = decisions.last_word(proposed[0])
    adjudication.settle(span(proposed[0]), proposed[0].topic, bram, proposed[0], seen=seen, note="gelezen")
    assert decided(proposed[0]) == (bram.pk, False)


def test_undone_is_decided_by_nobody(proposed, anna) -> None:
    undoing.undo(in_bulk(anna), anna)
    undoing.undo(singly(proposed[0], anna), anna)
    assert {decided(stance) for stance in proposed} == {(None, None)}


def test_an_undone_undo_of_many_is_of_many_again(proposed, anna, bram) -> None:
    undoing.undo(in_bulk(anna), bram)
    undone = Review.objects.filter(undoes__isnull=False)[0].batch
    undoing.undo(undone, bram)
    assert {decided(stance) for stance in proposed} == {(anna.pk, True)}
    again = Review.objects.first().batch
    undoing.undo(again, bram)
    assert {decided(stance) for stance in proposed} == {(None, None)}


def test_taking_back_a_rejection_brings_the_first_decision_back(proposed, anna, bram) -> None:
    in_bulk(anna)
    batch = decisions.reject(proposed[0].pk, bram, seen=decisions.last_word(proposed[0]))
    assert decided(proposed[0]) == (bram.pk, False)
    undoing.undo(batch, bram)
    assert decided(proposed[0]) == (anna.pk, True)


def test_taking_back_what_took_its_place_does_too(proposed, anna, bram) -> None:
    in_bulk(anna)
    first = proposed[0]
    batch = decisions.code_sentence(span(first), bram, store.newest(), Coding(first.topic, Holder.NATO, 2))
    assert (decided(first), decided(Stance.objects.get(coder=bram))) == ((bram.pk, False), (bram.pk, False))
    undoing.undo(batch, bram)
    assert decided(first) == (anna.pk, True)


def test_a_copy_on_a_new_text_keeps_decision_and_moment(proposed, anna, bram, take_in) -> None:
    one, other = of(proposed, SENTENCES[1]), of(proposed, SENTENCES[2])
    singly(one, bram)
    in_bulk(anna)
    new_text(take_in)
    assert (decided(carried(one)), decided(carried(other))) == ((bram.pk, False), (anna.pk, True))
    at = Review.objects.get(stance=one, decision="accept").at
    assert Stance.objects.with_decision().get(carries=one).decided_at == at


def test_a_copy_of_a_copy_does_too(proposed, anna, take_in) -> None:
    in_bulk(anna)
    new_text(take_in)
    new_text(take_in, "En een zin erbij.")
    last = carried(carried(of(proposed, SENTENCES[1])))
    assert (last.revision.is_current, decided(last)) == (True, (anna.pk, True))


def test_a_copy_whose_rejection_is_taken_back_does_too(proposed, anna, bram, take_in) -> None:
    in_bulk(anna)
    new_text(take_in)
    copy = carried(of(proposed, SENTENCES[1]))
    undoing.undo(decisions.reject(copy.pk, bram, seen=decisions.last_word(copy)), bram)
    assert decided(copy) == (anna.pk, True)
    new_text(take_in, "En een zin erbij.")
    assert decided(carried(copy)) == (anna.pk, True)


def test_a_copy_that_is_read_on_its_own_is_read_singly(proposed, anna, bram, take_in) -> None:
    in_bulk(anna)
    new_text(take_in)
    copy = carried(of(proposed, SENTENCES[1]))
    singly(copy, bram)
    assert (decided(copy), decided(copy.carries)) == ((bram.pk, False), (anna.pk, True))


def test_a_repeated_proposal_names_the_decision_that_it_repeats(proposed, anna, take_in, monkeypatch) -> None:
    in_bulk(anna)
    new_text(take_in)
    monkeypatch.setattr(RulesCoder, "version", "1000")
    copy = carried(of(proposed, SENTENCES[2]))
    run.propose(copy.revision, registry.coder_named("rules"), store.newest())
    again = Stance.objects.get(revision=copy.revision, coder__version="1000", start=copy.start, topic=copy.topic)
    found = Stance.objects.with_state().with_decision().get(pk=again.pk)
    assert (found.state, found.decided_by, found.bulk) == ("repeated", anna.pk, True)


def test_what_was_decided_on_a_day_is_what_was_in_force_then(proposed, anna, bram) -> None:
    in_bulk(anna)
    decisions.reject(proposed[0].pk, bram, seen=decisions.last_word(proposed[0]))
    then = Review.objects.first().at
    assert Stance.objects.with_decision(then).get(pk=proposed[0].pk).decided_by == anna.pk
    assert Stance.objects.with_decision().get(pk=proposed[0].pk).decided_by == bram.pk


def test_the_database_holds_that_a_copy_names_its_decision(proposed, anna, take_in) -> None:
    in_bulk(anna)
    new_text(take_in)
    copy = carried(of(proposed, SENTENCES[1]))
    for decision, more in (("carried", {}), ("undone", {"state": "accepted"})):
        action = decisions.Action(anna, undoes=Review.objects.first().batch)
        with pytest.raises(IntegrityError), transaction.atomic():
            action.write(copy, decision, **more)


def test_what_was_decided_before_there_was_a_name_for_it_is_found(proposed, anna, bram, take_in) -> None:
    undoing.undo(in_bulk(anna), bram)
    undoing.undo(Review.objects.first().batch, bram)
    new_text(take_in)
    copy = carried(of(proposed, SENTENCES[1]))
    undoing.undo(decisions.reject(copy.pk, bram, seen=decisions.last_word(copy)), bram)
    new_text(take_in, "En een zin erbij.")
    before = dict(Review.objects.values_list("pk", "basis"))
    assert len([basis for basis in before.values() if basis]) > len(proposed)
    forget_and_fill()
    assert dict(Review.objects.values_list("pk", "basis")) == before


def forget_and_fill() -> None:
    """Clear the column that the migration fills, and run the migration's SQL."""
    fill = importlib.import_module("positions.migrations.0009_decisions_kept").FILL
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE positions_review DROP CONSTRAINT kept_decision_is_named")
        cursor.execute("ALTER TABLE positions_review DISABLE TRIGGER review_never_updated")
        cursor.execute("UPDATE positions_review SET basis_id = NULL")
        cursor.execute("ALTER TABLE positions_review ENABLE TRIGGER review_never_updated")
        cursor.execute(fill)

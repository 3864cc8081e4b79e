"""Decisions: their effect on a stance, that they are kept, and that stale ones are refused."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models.deletion import ProtectedError

from letters.models import Letter
from positions.codebook import store
from positions.coders import registry, run
from positions.coders.rules import RulesCoder
from positions.models import Coder, Review, Stance, Topic
from positions.review import bulk_acceptance, decisions, undoing
from positions.review.decisions import Coding, DecidedMeanwhile, QuoteNotThere, Span
from tests.factories import letter
from tests.positions.factories import SENTENCES, exported


def state(stance: Stance) -> str:
    return Stance.objects.with_state().get(pk=stance.pk).state


def coding(stance: Stance, **other: object) -> Coding:
    values = {"topic": stance.topic, "holder": stance.holder, "score": stance.score} | other
    return Coding(**values)  # type: ignore[arg-type]


def test_a_decision_is_the_state_and_says_who(proposed, anna) -> None:
    assert state(proposed[0]) == "proposed"
    decisions.accept(proposed[0].pk, anna, seen=0, note="duidelijk")
    decisions.reject(proposed[1].pk, anna, seen=0)
    assert (state(proposed[0]), state(proposed[1])) == ("accepted", "rejected")
    assert (anna.user, "duidelijk") == (Review.objects.last().user, Review.objects.last().note)


def test_the_export_tells_and_keeps_states(proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    assert [row["quote"] for row in exported(state="accepted")] == [proposed[0].quote]
    assert len(exported(state="proposed")) == len(proposed) - 1
    assert {row["state"] for row in exported()} == {"accepted", "proposed"}


def test_a_correction_is_a_stance_of_the_person_that_refers_to_the_machines(proposed, anna) -> None:
    decisions.correct(proposed[0].pk, anna, coding(proposed[0], score=2), seen=0)
    own = Stance.objects.get(coder=anna)
    assert (own.corrects, own.score, state(own), state(proposed[0])) == (proposed[0], 2, "accepted", "rejected")
    assert proposed[0].reviews.get().decision == "replaced"


def test_a_correction_that_corrects_nothing_accepts(proposed, anna) -> None:
    decisions.correct(proposed[0].pk, anna, coding(proposed[0]), seen=0)
    assert (state(proposed[0]), Stance.objects.filter(coder=anna).count()) == ("accepted", 0)


def test_undo_brings_back_what_was_there(proposed, anna) -> None:
    batch = decisions.correct(proposed[0].pk, anna, coding(proposed[0], holder="nato"), seen=0)
    assert undoing.last_of(anna) == batch
    assert undoing.undo(batch, anna) == 2
    assert (state(proposed[0]), state(Stance.objects.get(coder=anna))) == ("proposed", "withdrawn")
    assert undoing.last_of(anna) is None
    with pytest.raises(decisions.ReviewError, match="al ongedaan"):
        undoing.undo(batch, anna)


def test_the_same_correction_after_undo_is_the_same_stance(proposed, anna) -> None:
    for _ in range(2):
        seen = decisions.last_word(proposed[0])
        batch = decisions.correct(proposed[0].pk, anna, coding(proposed[0], holder="nato"), seen=seen)
        assert state(Stance.objects.get(coder=anna)) == "accepted"
        undoing.undo(batch, anna)


def test_undo_is_refused_where_others_went_on(proposed, anna, bram) -> None:
    batch = decisions.accept(proposed[0].pk, anna, seen=0)
    decisions.reject(proposed[0].pk, bram, seen=decisions.last_word(proposed[0]))
    with pytest.raises(DecidedMeanwhile):
        undoing.undo(batch, anna)
    assert state(proposed[0]) == "rejected"


def test_accepting_another_takes_the_place_and_undo_gives_it_back(proposed, anna, bram) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    span = Span(proposed[0].revision_id, proposed[0].start, proposed[0].end, proposed[0].quote)
    batch = decisions.code_sentence(span, bram, store.newest(), coding(proposed[0], score=2))
    own = Stance.objects.get(coder=bram)
    assert (state(own), state(proposed[0])) == ("accepted", "rejected")
    undoing.undo(batch, anna)
    assert (state(own), state(proposed[0])) == ("withdrawn", "accepted")


def test_the_database_holds_one_accepted_stance_a_sentence_and_topic(proposed, anna) -> None:
    span = Span(proposed[0].revision_id, proposed[0].start, proposed[0].end, proposed[0].quote)
    decisions.code_sentence(span, anna, store.newest(), coding(proposed[0], score=2))
    forced = decisions.Action(anna).review(proposed[0], Review.Decision.ACCEPT)
    with pytest.raises(IntegrityError), transaction.atomic():
        forced.save()


def test_a_stale_view_is_refused_with_who_decided(proposed, anna, bram) -> None:
    decisions.reject(proposed[0].pk, bram, seen=0)
    with pytest.raises(DecidedMeanwhile, match="bram"):
        decisions.accept(proposed[0].pk, anna, seen=0)
    assert state(proposed[0]) == "rejected"


def test_decisions_are_never_changed_or_deleted(proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    for forge in (lambda: Review.objects.update(state="rejected"), lambda: Review.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            forge()


def test_a_coder_who_leaves_leaves_the_record(proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    with pytest.raises(ProtectedError):
        anna.user.delete()


@pytest.mark.parametrize("quote", ["Dit stond er niet.", ""])
def test_a_quote_that_does_not_stand_there_is_refused(recorded: Letter, anna, quote: str) -> None:
    topic = Topic.objects.first()
    with pytest.raises(QuoteNotThere, match="staat niet op deze plaats"):
        span = Span(recorded.revisions.get().pk, 0, 18, quote)
        decisions.code_sentence(span, anna, store.newest(), Coding(topic, "cabinet", 1))


def test_half_a_sentence_or_a_signature_is_not_coded(recorded: Letter, anna) -> None:
    revision = recorded.revisions.get()
    start = revision.text.index(SENTENCES[0])
    for quote in (SENTENCES[0][:20], "J.K. Zeegers"):
        at = revision.text.index(quote) if quote != SENTENCES[0][:20] else start
        with pytest.raises(QuoteNotThere, match="hele zin"):
            span = Span(revision.pk, at, at + len(quote), quote)
            decisions.code_sentence(span, anna, store.newest(), Coding(Topic.objects.first(), "cabinet", 1))


def test_a_sentence_that_no_machine_saw_is_coded(recorded: Letter, anna) -> None:
    revision = recorded.revisions.get()
    start = revision.text.index(SENTENCES[3])
    span = Span(revision.pk, start, start + len(SENTENCES[3]), SENTENCES[3])
    decisions.code_sentence(span, anna, store.newest(), Coding(Topic.objects.get(slug="china"), "cabinet", None))
    assert [(row["quote"], row["score"], row["confidence"]) for row in exported(state="accepted")] == [
        (SENTENCES[3], None, None)
    ]


@pytest.mark.parametrize(("holder", "score"), [("iemand", 1), ("cabinet", 3)])
def test_a_coding_outside_the_codebook_is_refused(proposed, holder: str, score: int) -> None:
    with pytest.raises(decisions.ReviewError):
        Coding(proposed[0].topic, holder, score)


def test_a_new_version_of_the_coder_does_not_ask_again_what_was_decided(proposed, anna, monkeypatch) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    monkeypatch.setattr(RulesCoder, "version", "1000")
    coder = registry.coder_named("rules")
    run.propose(proposed[0].revision, coder, store.newest())
    again = Stance.objects.get(coder=coder, start=proposed[0].start, topic=proposed[0].topic)
    assert state(again) == "repeated"
    assert again.reviews.get().points_to == proposed[0].reviews.get()
    assert Stance.objects.filter(coder=coder).open().count() == len(proposed) - 1


def test_proposing_again_keeps_what_was_decided(proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    coder = Coder.objects.get(kind="machine")
    run.propose(proposed[0].revision, coder, store.newest(), again=True)
    assert state(proposed[0]) == "accepted"
    assert Stance.objects.count() == len(proposed)


def test_a_changed_text_keeps_what_still_stands_and_reports_the_rest(proposed, anna, recorded, take_in) -> None:
    for stance in proposed:
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES[1:])))
    current = recorded.revisions.get(is_current=True)
    run.propose(current, registry.coder_named("rules"), store.newest())
    carried = Stance.objects.filter(revision=current).accepted()
    gone = [stance for stance in proposed if stance.quote == SENTENCES[0]]
    assert {stance.quote for stance in carried} == set(SENTENCES[1:3])
    assert all(current.text[s.start : s.end] == s.quote and s.carries.quote == s.quote for s in carried)
    assert {state(stance) for stance in gone} == {"lost"}
    assert {review.decision for review in Review.objects.filter(stance__in=carried)} == {"carried"}
    with pytest.raises(DecidedMeanwhile, match="vervangen"):
        decisions.reject(gone[0].pk, anna, seen=decisions.last_word(gone[0]))


def test_bulk_accepts_what_it_showed_and_is_taken_back_whole(proposed, anna) -> None:
    decisions.reject(proposed[0].pk, anna, seen=0)
    shown = bulk_acceptance.touched(Stance.objects.shown())
    assert proposed[0] not in shown
    with pytest.raises(bulk_acceptance.OtherCount):
        bulk_acceptance.accept(Stance.objects.shown(), anna, expected=len(shown) + 1)
    batch, count = bulk_acceptance.accept(Stance.objects.shown(), anna, expected=len(shown))
    assert count == len(shown) == Stance.objects.accepted().count()
    decisions.reject(shown[0].pk, anna, seen=decisions.last_word(shown[0]))
    assert undoing.undo(batch, anna) == count - 1
    assert (Stance.objects.accepted().count(), state(shown[0])) == (0, "rejected")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_decides_and_the_other_is_told(proposed, anna, bram) -> None:
    ready, outcomes = threading.Barrier(2), list[str]()

    def decide(how, coder: Coder) -> None:
        ready.wait()
        try:
            how(proposed[0].pk, coder, seen=0)
            outcomes.append("decided")
        except DecidedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    pairs = ((decisions.accept, anna), (decisions.reject, bram))
    threads = [threading.Thread(target=decide, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "told"]
    assert Review.objects.count() == 1

"""Blind coding: assignment, hiding until it is done, and replaced texts."""

from __future__ import annotations

import threading

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from letters.models import Letter
from positions.codebook import store
from positions.coders import registry, run
from positions.models import Assignment, Review, Stance, Topic
from positions.review import assignments, blind_coding, decisions, queue, undoing
from positions.review.decisions import CodingBlind, Span
from positions.review.sample import Sample
from positions.review.spans import coded_places
from tests.factories import letter
from tests.positions.factories import SENTENCES, exported
from tests.positions.review.factories import answer_all, coding, finished

pytestmark = pytest.mark.usefixtures("coders")


def test_a_letter_is_asked_sentence_by_sentence(asked: Assignment, recorded: Letter) -> None:
    text = recorded.revisions.get().text
    assert [text[s.start : s.end] for s in asked.sentences.order_by("start")] == list(SENTENCES)


def test_nobody_is_asked_who_decided_on_the_letter(proposed, anna, recorded) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    with pytest.raises(assignments.CannotAssign, match="kent"):
        assignments.ask(anna, recorded, by=None)


def test_nobody_is_asked_twice(asked: Assignment, bram, recorded) -> None:
    with pytest.raises(assignments.CannotAssign):
        assignments.ask(bram, recorded, by=None)


def test_a_machine_is_not_asked(proposed, recorded) -> None:
    with pytest.raises(assignments.CannotAssign, match="geen account"):
        assignments.ask(proposed[0].coder, recorded, by=None)


def test_somebody_who_may_not_review_is_not_asked(recorded, django_user_model) -> None:
    reader = decisions.coder_of(django_user_model.objects.create_user("lezer"))
    with pytest.raises(assignments.CannotAssign, match="rol codeur"):
        assignments.ask(reader, recorded, by=None)


def test_a_letter_without_text_is_not_asked(codebook, bram) -> None:
    with pytest.raises(assignments.CannotAssign, match="geen tekst"):
        assignments.ask(bram, Letter.objects.create(key="kst-1-1"), by=None)


def test_a_sample_is_drawn_again_by_its_seed(proposed, anna, bram) -> None:
    first = assignments.ask_sample(anna, Sample(2, seed=7), by=None)
    again = assignments.ask_sample(bram, Sample(2, seed=first.drawn["seed"]), by=None)
    assert list(first.sentences.values_list("start")) == list(again.sentences.values_list("start"))
    assert first.drawn == {"seed": 7, "size": 2, "of": 4, "letters": [], "topics": []}


def test_a_sample_is_of_letters_in_which_the_topic_comes_up(proposed, bram, take_in) -> None:
    take_in(letter(number="13", sentences=("Dit gaat over de vergunning van een haven.",) * 4))
    sample = Sample(4, topics=[Topic.objects.get(slug="russia")])
    assignment = assignments.ask_sample(bram, sample, by=None)
    assert assignment.drawn["of"] == 4
    assert set(assignment.sentences.values_list("revision", flat=True)) == {proposed[0].revision_id}


@pytest.mark.parametrize("size", [0, 5])
def test_a_sample_of_more_than_there_is_is_refused(recorded, bram, size) -> None:
    with pytest.raises(assignments.CannotAssign):
        assignments.ask_sample(bram, Sample(size), by=None)


def test_only_what_was_not_begun_is_cancelled(asked: Assignment, bram) -> None:
    blind_coding.answer(asked.sentences.first().pk, bram, [])
    with pytest.raises(assignments.CannotAssign, match="al begonnen"):
        assignments.cancel(asked.pk)
    other = Assignment.objects.create(coder=bram, way="blind")
    assignments.cancel(other.pk)
    assert list(Assignment.objects.all()) == [asked]


def test_it_is_closed_when_every_sentence_was_passed(asked: Assignment, bram) -> None:
    blind_coding.answer(asked.sentences.first().pk, bram, [])
    with pytest.raises(decisions.ReviewError, match="3 zinnen"):
        assignments.finish(asked.pk, bram)
    finished(asked, [])
    with pytest.raises(decisions.ReviewError, match="verandert niet meer"):
        blind_coding.answer(asked.sentences.first().pk, bram, [coding()])


def test_an_answer_takes_the_place_of_the_one_before(asked: Assignment, bram) -> None:
    sentence = asked.sentences.order_by("start")[0]
    for codings in ([coding(), coding("eu-cooperation", score=None)], [coding(score=2)], [], [coding()]):
        blind_coding.answer(sentence.pk, bram, codings)
        assert {(s.topic.slug, s.score) for s in blind_coding.standing(sentence)} == {
            (one.topic.slug, one.score) for one in codings
        }
    assert Stance.objects.filter(assignment=asked).count() == 3  # the same coding again restores its row
    assert undoing.last_of(bram) is None


def test_what_is_not_done_is_seen_by_nobody(asked: Assignment) -> None:
    answer_all(asked, [coding()])
    assert (exported(), Stance.objects.shown().count()) == ([], 0)
    assignments.finish(asked.pk, asked.coder)
    assert [(row["coder"], row["state"]) for row in exported()] == [("bram", "coded")]


def test_the_coder_is_shown_nothing_of_the_letter_until_done(proposed, asked: Assignment, anna, bram, recorded) -> None:
    assert not queue.proposals(bram.user).exists()
    assert list(assignments.hidden_from(bram.user)) == [recorded]
    assert queue.proposals(anna.user).count() == len(proposed)
    finished(asked, [])
    assert queue.proposals(bram.user).count() == len(proposed)
    assert not assignments.hidden_from(bram.user).exists()


def test_the_coder_decides_nothing_on_the_letter_until_done(proposed, asked: Assignment, bram) -> None:
    span = Span(proposed[0].revision_id, proposed[0].start, proposed[0].end, proposed[0].quote)
    for decide in (
        lambda: decisions.accept(proposed[0].pk, bram, seen=0),
        lambda: decisions.code_sentence(span, bram, store.newest(), coding()),
    ):
        with pytest.raises(CodingBlind):
            decide()
    assert not Review.objects.exists()


def test_a_replaced_text_keeps_the_answers_to_what_still_stands(asked: Assignment, bram, recorded, take_in) -> None:
    for sentence, codings in zip(asked.sentences.order_by("start"), ([coding()], [coding(score=2)], []), strict=False):
        blind_coding.answer(sentence.pk, bram, codings)
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES[1:])))
    current = recorded.revisions.get(is_current=True)
    assert "3 van uw 4 zinnen" in assignments.follow_text(asked)
    rows = asked.sentences.order_by("start")
    assert {row.revision for row in rows} == {current}
    assert [row.passed_at is not None for row in rows] == [False, True, True, False]
    assert [(s.quote, s.score) for row in rows for s in blind_coding.standing(row)] == [(SENTENCES[1], 2)]
    assert assignments.follow_text(asked) == ""


def divided_anew(revision) -> None:
    """Divide the text as a newer reader may: the first two sentences become one."""
    passage = revision.passages.get(sentence_bounds__contains=[revision.text.index(SENTENCES[1])])
    first, _end, _start, *others = passage.sentence_bounds
    passage.sentence_bounds = [first, *others]
    passage.save()


@pytest.mark.parametrize("whole", [True, False])
def test_a_text_that_is_divided_anew_is_followed(proposed, recorded, bram, coders, whole: bool) -> None:
    ask = assignments.ask if whole else assignments.ask_sample
    assignment = ask(bram, recorded if whole else Sample(4), by=None)
    divided_anew(text := recorded.revisions.get())
    assert assignments.follow_text(assignment)
    places = list(assignment.sentences.order_by("start").values_list("start", "end"))
    assert places == coded_places(text)[0 if whole else 1 :]
    assert assignments.follow_text(assignment) == ""


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_move_the_sentences_once(asked: Assignment, take_in) -> None:
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES)))
    second_said: list[object] = []

    def second() -> None:
        try:
            second_said.append(assignments.follow_text(Assignment.objects.get(pk=asked.pk)))
        except IntegrityError as error:
            second_said.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        assert "1 zinnen zijn nieuw" in assignments.follow_text(asked)
        thread.start()
        thread.join(timeout=1)  # it waits for this transaction
    thread.join()
    assert second_said == [""]
    assert asked.sentences.count() == len(SENTENCES) + 1


def test_an_assignment_finished_meanwhile_stays_on_its_text(asked: Assignment, take_in) -> None:
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES)))
    Assignment.objects.filter(pk=asked.pk).update(done_at=timezone.now())
    assert assignments.follow_text(asked) == ""
    assert not asked.sentences.filter(revision__is_current=True).exists()


def test_a_blind_coding_that_is_accepted_and_taken_back_is_coded_again(asked: Assignment, anna) -> None:
    finished(asked, [coding()])
    stance = Stance.objects.get()
    batch = decisions.accept(stance.pk, anna, seen=0)
    assert Stance.objects.accepted().get() == stance
    undoing.undo(batch, anna)
    assert Stance.objects.with_state().get().state == "coded"


def test_a_letter_is_marked_as_reviewed_when_nothing_waits(proposed, anna, recorded) -> None:
    with pytest.raises(decisions.ReviewError, match="nog voorstellen"):
        assignments.mark(recorded, anna)
    for stance in proposed:
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    mark = assignments.mark(recorded, anna)
    assert (mark.way, mark.sentences.count(), mark.done_at <= timezone.now()) == ("in-sight", 4, True)
    assert assignments.marked_by(anna, recorded.revisions.get())
    assert assignments.mark(recorded, anna) == mark


def test_a_mark_is_withdrawn_with_its_moment_and_never_deleted(recorded, anna) -> None:
    first = assignments.mark(recorded, anna)
    assignments.unmark(recorded, anna)
    assert not assignments.marked_by(anna, recorded.revisions.get())
    first.refresh_from_db()
    assert first.done_at < first.withdrawn_at <= timezone.now()
    second = assignments.mark(recorded, anna)
    assert second != first
    assert assignments.marked_by(anna, recorded.revisions.get())
    assert Assignment.objects.count() == 2


def test_only_a_mark_that_was_made_in_sight_is_withdrawn(asked: Assignment) -> None:
    for change in ({"withdrawn_at": timezone.now()}, {"withdrawn_at": timezone.now(), "done_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="only_a_mark_is_withdrawn"), transaction.atomic():
            Assignment.objects.filter(pk=asked.pk).update(**change)


def test_proposing_goes_on_while_somebody_codes_blind(asked: Assignment, recorded) -> None:
    call_command("propose")
    assert Stance.objects.open().exists()
    assert run.to_do(registry.coder_named("rules"), store.newest()).count() == 0

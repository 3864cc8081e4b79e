"""Blind coding: who is asked, what stays hidden until it is done, and what a replaced text does to it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.models import Letter
from positions import answering, assigning, codebooks, proposals, reviews
from positions.models import Assignment, Review, Stance, Topic
from positions.reviewing import queueing
from positions.reviews import Coding, CodingBlind, Span
from positions.sampling import Sample
from tests.stances.conftest import SENTENCES
from tests.stances.test_proposing import export
from tests.wording import letter

pytestmark = pytest.mark.usefixtures("coders")


def coding(topic: str = "russia", holder: str = "cabinet", score: int | None = -1) -> Coding:
    return Coding(Topic.objects.get(slug=topic), holder, score)


def answer_all(assignment: Assignment, first: list[Coding]) -> None:
    """The first sentence holds these, the others nothing."""
    for number, sentence in enumerate(assignment.sentences.order_by("start")):
        answering.answer(sentence.pk, assignment.coder, [] if number else first)


def done(assignment: Assignment, first: list[Coding]) -> Assignment:
    answer_all(assignment, first)
    return assigning.finish(assignment.pk, assignment.coder)


def test_a_letter_is_asked_sentence_by_sentence(asked: Assignment, recorded: Letter) -> None:
    text = recorded.revisions.get().text
    assert [text[s.start : s.end] for s in asked.sentences.order_by("start")] == list(SENTENCES)


def test_nobody_is_asked_who_decided_on_the_letter(proposed, anna, recorded) -> None:
    reviews.accept(proposed[0].pk, anna, seen=0)
    with pytest.raises(assigning.CannotAssign, match="kent"):
        assigning.ask(anna, recorded, by=None)


def test_nobody_is_asked_twice(asked: Assignment, bram, recorded) -> None:
    with pytest.raises(assigning.CannotAssign):
        assigning.ask(bram, recorded, by=None)


def test_a_machine_is_not_asked(proposed, recorded) -> None:
    with pytest.raises(assigning.CannotAssign, match="geen account"):
        assigning.ask(proposed[0].coder, recorded, by=None)


def test_somebody_who_may_not_review_is_not_asked(recorded, django_user_model) -> None:
    reader = reviews.coder_of(django_user_model.objects.create_user("lezer"))
    with pytest.raises(assigning.CannotAssign, match="rol codeur"):
        assigning.ask(reader, recorded, by=None)


def test_a_letter_without_text_is_not_asked(codebook, bram) -> None:
    with pytest.raises(assigning.CannotAssign, match="geen tekst"):
        assigning.ask(bram, Letter.objects.create(key="kst-1-1"), by=None)


def test_a_sample_is_drawn_again_by_its_seed(proposed, anna, bram) -> None:
    first = assigning.ask_sample(anna, Sample(2, seed=7), by=None)
    again = assigning.ask_sample(bram, Sample(2, seed=first.drawn["seed"]), by=None)
    assert list(first.sentences.values_list("start")) == list(again.sentences.values_list("start"))
    assert first.drawn == {"seed": 7, "size": 2, "of": 4, "letters": [], "topics": []}


def test_a_sample_is_of_letters_in_which_the_topic_comes_up(proposed, bram, take_in) -> None:
    take_in(letter(number="13", sentences=("Dit gaat over de vergunning van een haven.",) * 4))
    sample = Sample(4, topics=[Topic.objects.get(slug="russia")])
    assignment = assigning.ask_sample(bram, sample, by=None)
    assert assignment.drawn["of"] == 4
    assert set(assignment.sentences.values_list("revision", flat=True)) == {proposed[0].revision_id}


@pytest.mark.parametrize("size", [0, 5])
def test_a_sample_of_more_than_there_is_is_refused(recorded, bram, size) -> None:
    with pytest.raises(assigning.CannotAssign):
        assigning.ask_sample(bram, Sample(size), by=None)


def test_only_what_was_not_begun_is_cancelled(asked: Assignment, bram) -> None:
    answering.answer(asked.sentences.first().pk, bram, [])
    with pytest.raises(assigning.CannotAssign, match="al begonnen"):
        assigning.cancel(asked.pk)
    other = Assignment.objects.create(coder=bram, way="blind")
    assigning.cancel(other.pk)
    assert list(Assignment.objects.all()) == [asked]


def test_it_is_closed_when_every_sentence_was_passed(asked: Assignment, bram) -> None:
    answering.answer(asked.sentences.first().pk, bram, [])
    with pytest.raises(reviews.ReviewError, match="3 zinnen"):
        assigning.finish(asked.pk, bram)
    done(asked, [])
    with pytest.raises(reviews.ReviewError, match="verandert niet meer"):
        answering.answer(asked.sentences.first().pk, bram, [coding()])


def test_an_answer_takes_the_place_of_the_one_before(asked: Assignment, bram) -> None:
    sentence = asked.sentences.order_by("start")[0]
    for codings in ([coding(), coding("eu-cooperation", score=None)], [coding(score=2)], [], [coding()]):
        answering.answer(sentence.pk, bram, codings)
        assert {(s.topic.slug, s.score) for s in answering.standing(sentence)} == {
            (one.topic.slug, one.score) for one in codings
        }
    assert Stance.objects.filter(assignment=asked).count() == 3  # said again is the same row, brought back
    assert reviews.last_of(bram) is None


def test_what_is_not_done_is_seen_by_nobody(asked: Assignment) -> None:
    answer_all(asked, [coding()])
    assert (export(), Stance.objects.shown().count()) == ([], 0)
    assigning.finish(asked.pk, asked.coder)
    assert [(row["coder"], row["state"]) for row in export()] == [("bram", "coded")]


def test_the_coder_is_shown_nothing_of_the_letter_until_done(proposed, asked: Assignment, anna, bram, recorded) -> None:
    assert not queueing.proposals(bram.user).exists()
    assert list(assigning.hidden_from(bram.user)) == [recorded]
    assert queueing.proposals(anna.user).count() == len(proposed)
    done(asked, [])
    assert queueing.proposals(bram.user).count() == len(proposed)
    assert not assigning.hidden_from(bram.user).exists()


def test_the_coder_decides_nothing_on_the_letter_until_done(proposed, asked: Assignment, bram) -> None:
    span = Span(proposed[0].revision_id, proposed[0].start, proposed[0].end, proposed[0].quote)
    for decide in (
        lambda: reviews.accept(proposed[0].pk, bram, seen=0),
        lambda: reviews.code_sentence(span, bram, codebooks.newest(), coding()),
    ):
        with pytest.raises(CodingBlind):
            decide()
    assert not Review.objects.exists()


def test_a_replaced_text_keeps_the_answers_to_what_still_stands(asked: Assignment, bram, recorded, take_in) -> None:
    for sentence, codings in zip(asked.sentences.order_by("start"), ([coding()], [coding(score=2)], []), strict=False):
        answering.answer(sentence.pk, bram, codings)
    take_in(letter(sentences=("Dit is een nieuwe eerste zin.", *SENTENCES[1:])))
    current = recorded.revisions.get(is_current=True)
    assert "3 van uw 4 zinnen" in assigning.follow_text(asked)
    rows = asked.sentences.order_by("start")
    assert {row.revision for row in rows} == {current}
    assert [row.passed_at is not None for row in rows] == [False, True, True, False]
    assert [(s.quote, s.score) for row in rows for s in answering.standing(row)] == [(SENTENCES[1], 2)]
    assert assigning.follow_text(asked) == ""


def test_a_blind_coding_that_is_accepted_and_taken_back_is_coded_again(asked: Assignment, anna) -> None:
    done(asked, [coding()])
    stance = Stance.objects.get()
    batch = reviews.accept(stance.pk, anna, seen=0)
    assert Stance.objects.accepted().get() == stance
    reviews.undo(batch, anna)
    assert Stance.objects.with_state().get().state == "coded"


def test_a_letter_is_marked_as_reviewed_when_nothing_waits(proposed, anna, recorded) -> None:
    with pytest.raises(reviews.ReviewError, match="nog voorstellen"):
        assigning.mark(recorded, anna)
    for stance in proposed:
        reviews.reject(stance.pk, anna, seen=reviews.last_word(stance))
    mark = assigning.mark(recorded, anna)
    assert (mark.way, mark.sentences.count(), mark.done_at <= timezone.now()) == ("in-sight", 4, True)
    assert assigning.marked_by(anna, recorded.revisions.get())
    assert assigning.mark(recorded, anna) == mark
    assigning.unmark(recorded, anna)
    assert not Assignment.objects.exists()


def test_proposing_goes_on_while_somebody_codes_blind(asked: Assignment, recorded) -> None:
    call_command("propose")
    assert Stance.objects.open().exists()
    assert proposals.to_do(proposals.coder_named("rules"), codebooks.newest()).count() == 0

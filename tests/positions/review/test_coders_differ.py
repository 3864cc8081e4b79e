"""Proposals that differ on one sentence and topic: one card, one decision on all of them, one undo."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from positions.codebook import store
from positions.coders import run
from positions.models import Coder, Review, ReviewLock, Stance, Topic
from positions.reliability import acceptance_rates
from positions.review import assignments, bulk_acceptance, decisions, lost_quotes, shown_confidence, undoing
from positions.review import queue as review_queue
from positions.review.cards import card
from positions.review.decisions import Coding, DecidedMeanwhile, OtherProposals, Span
from positions.review.queue_order import BY_TEXT
from positions.timelines import query
from tests.factories import letter
from tests.positions.conftest import firmer
from tests.positions.factories import SENTENCES
from tests.positions.review.factories import ids, states

pytestmark = pytest.mark.django_db


def test_the_card_lists_what_each_coder_says(three) -> None:
    shown = card(three[0].pk)
    assert [(each.words, [voice.coder.name for voice in each.voices]) for each in shown.proposed] == [
        ("kabinet · −1", ["rules", "twin"]), ("kabinet · 0", ["firm"])
    ]  # fmt: skip
    assert (shown.differ, shown.shown) == (True, ids(three))


def test_no_score_is_chosen_where_they_differ_on_it(three) -> None:
    choices = card(three[0].pk).choices
    assert [option.value for option in choices.holders if option.chosen] == ["cabinet"]
    assert not [option for option in choices.scores if option.chosen]
    assert [option.value for option in choices.topics if option.chosen] == ["russia"]


def test_of_one_that_is_taken_the_equal_points_to_it_and_the_other_is_replaced(three, anna) -> None:
    batch = decisions.accept(three[1].pk, anna, seen=0, shown=ids(three))
    assert states(three) == ["repeated", "accepted", "rejected"]
    rows = {row.stance_id: row for row in Review.objects.filter(batch=batch)}
    assert [rows[pk].decision for pk in ids(three)] == ["repeated", "accept", "replaced"]
    assert rows[three[0].pk].points_to == rows[three[1].pk]
    assert {row.coder for row in rows.values()} == {anna}


def test_undo_takes_the_whole_decision_back(three, anna) -> None:
    batch = decisions.accept(three[1].pk, anna, seen=0)
    assert undoing.undo(batch, anna) == 3
    assert states(three) == ["proposed"] * 3
    assert set(Stance.objects.open()) >= set(three)


def test_rejecting_rejects_all_that_the_card_lists(three, anna) -> None:
    batch = decisions.reject(three[0].pk, anna, seen=0, shown=ids(three))
    assert states(three) == ["rejected"] * 3
    assert set(Review.objects.filter(batch=batch).values_list("decision", flat=True)) == {"reject"}
    undoing.undo(batch, anna)
    assert states(three) == ["proposed"] * 3


def test_rejecting_what_was_accepted_leaves_the_rest_as_it_was(three, anna) -> None:
    decisions.accept(three[0].pk, anna, seen=0)
    decisions.reject(three[0].pk, anna, seen=decisions.last_word(three[0]))
    assert states(three) == ["rejected", "repeated", "rejected"]


def test_a_coding_of_ones_own_takes_the_place_of_all(three, anna) -> None:
    batch = decisions.correct(three[0].pk, anna, Coding(three[0].topic, "nato", 2), seen=0, shown=ids(three))
    own = Stance.objects.accepted().get(topic=three[0].topic, start=three[0].start)
    assert (own.coder, own.corrects, own.score) == (anna, three[0], 2)
    assert states(three) == ["rejected"] * 3
    assert set(Review.objects.filter(batch=batch, stance__in=three).values_list("decision", flat=True)) == {"replaced"}
    undoing.undo(batch, anna)
    assert states([*three, own]) == ["proposed"] * 3 + ["withdrawn"]


def test_a_coding_that_a_coder_proposes_is_that_coders(three, anna) -> None:
    decisions.correct(three[0].pk, anna, Coding(three[0].topic, "cabinet", 0), seen=0)
    assert states(three) == ["rejected", "rejected", "accepted"]
    assert not Stance.objects.filter(coder=anna).exists()


def test_coding_the_sentence_in_the_letter_decides_on_what_is_open_there(three, anna) -> None:
    span = Span(three[0].revision_id, three[0].start, three[0].end, three[0].quote)
    decisions.code_sentence(span, anna, store.newest(), Coding(three[0].topic, "cabinet", -1))
    assert states(three) == ["repeated", "repeated", "rejected"]


def test_another_topic_replaces_what_was_shown_and_leaves_what_was_not(three, anna, register) -> None:
    china = Topic.objects.get(slug="china")

    def on_china(proposal):
        from dataclasses import replace  # noqa: PLC0415

        return replace(proposal, topic="china", score=1) if proposal.topic == "russia" else None

    register("other", "1", on_china)
    call_command("propose", coder="other")
    unseen = Stance.objects.open().get(topic=china, start=three[0].start)
    decisions.correct(three[0].pk, anna, Coding(china, "cabinet", -2), seen=0, shown=ids(three))
    assert states([*three, unseen]) == ["rejected"] * 3 + ["proposed"]


def test_mentions_say_the_same_whoever_holds_them(recorded, register, anna) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from positions.domain.scale import Holder  # noqa: PLC0415

    register("one", "1", lambda proposal: replace(proposal, score=None))
    register("other", "1", lambda proposal: replace(proposal, score=None, holder=Holder.OTHER))
    for name in ("one", "other"):
        call_command("propose", coder=name)
    assert not Stance.objects.differing().exists()
    first = Stance.objects.open().order_by("pk")[0]
    decisions.accept(first.pk, anna, seen=0)
    assert set(states(list(Stance.objects.on_the_same(first)))) == {"accepted", "repeated"}


def test_what_is_proposed_meanwhile_is_not_decided_unseen(recorded, register, anna) -> None:
    call_command("propose")
    mine = Stance.objects.open().order_by("start", "pk")[0]
    shown = card(mine.pk).shown
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    for decide in (decisions.accept, decisions.reject):
        with pytest.raises(OtherProposals, match="veranderd"):
            decide(mine.pk, anna, seen=0, shown=shown)
    assert not Review.objects.exists()


def test_what_its_coder_says_no_more_is_not_decided(recorded, register, anna) -> None:
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    mine = Stance.objects.open().order_by("start", "pk")[0]
    register("firm", "2", lambda proposal: None)
    call_command("propose", coder="firm")
    with pytest.raises(OtherProposals):
        decisions.reject(mine.pk, anna, seen=0)


def test_nobody_is_given_what_is_on_anothers_card(three, anna, bram) -> None:
    first = review_queue.take_next(review_queue.proposals(), anna)
    assert first == three[0]
    assert set(ReviewLock.objects.filter(coder=anna).values_list("stance", flat=True)) == set(ids(three))
    given = review_queue.take_next(review_queue.proposals(), bram)
    assert given and given not in three
    with pytest.raises(DecidedMeanwhile, match="op dit moment"):
        decisions.accept(three[2].pk, bram, seen=0)


def test_what_came_while_it_was_on_screen_is_given_to_nobody_else(recorded, register, anna, bram) -> None:
    call_command("propose")
    first = review_queue.take_next(review_queue.proposals(), anna)
    assert first
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    given = review_queue.take_next(review_queue.proposals(), bram)
    assert given and not Stance.objects.on_the_same(first).filter(pk=given.pk).exists()
    assert not ReviewLock.objects.filter(coder=bram).exclude(stance__in=Stance.objects.on_the_same(given)).exists()


def test_the_next_is_another_sentence_and_so_is_the_one_before(three, anna) -> None:
    queue = review_queue.proposals()
    after = review_queue.take_next(queue, anna, three[0])
    assert after and not Stance.objects.on_the_same(three[0]).filter(pk=after.pk).exists()
    assert review_queue.previous(queue, three[2], BY_TEXT) is None
    before = review_queue.previous(queue, after, BY_TEXT)
    assert before in ids(three)


def test_progress_counts_decisions(three, anna) -> None:
    every = Stance.objects.open().values("start", "topic").distinct().count()
    assert review_queue.progress(review_queue.proposals()).left == every
    decisions.accept(three[0].pk, anna, seen=0)
    found = review_queue.progress(review_queue.proposals())
    assert (found.left, found.decided) == (every - 1, 1)


def test_accepting_many_skips_what_coders_differ_on_and_points_the_rest(three, anna, coders) -> None:
    queue = review_queue.proposals()
    agreed = {(s.start, s.topic_id) for s in Stance.objects.agreed()}
    differing = {(s.start, s.topic_id) for s in Stance.objects.differing()}
    assert (three[0].start, three[0].topic_id) in differing
    assert bulk_acceptance.differed_on(queue) == len(differing)
    batch, count = bulk_acceptance.accept(queue, anna, expected=len(agreed))
    assert count == len(agreed)
    assert {(s.start, s.topic_id) for s in Stance.objects.open()} == differing
    assert set(Review.objects.filter(batch=batch).values_list("decision", "bulk")) == {
        ("accept", True), ("repeated", True)
    }  # fmt: skip
    undoing.undo(batch, anna)
    assert {(s.start, s.topic_id) for s in Stance.objects.open()} == agreed | differing


def test_one_coder_in_the_filter_does_not_hide_that_another_differs(three, anna) -> None:
    own = review_queue.proposals().filter(coder=three[0].coder)
    assert three[0] not in bulk_acceptance.touched(own)
    assert bulk_acceptance.differed_on(own) == own.differing().count() > 0


def test_none_of_many_is_on_somebodys_screen(three, anna) -> None:
    agreed = bulk_acceptance.touched(review_queue.proposals())[0]
    twin = next(each for each in decisions.open_on(agreed) if each.pk != agreed.pk)
    review_queue.claim(twin, anna)
    ReviewLock.objects.filter(stance=agreed).delete()
    assert agreed not in bulk_acceptance.touched(review_queue.proposals())


def test_what_was_taken_counts_for_all_who_said_it_and_for_no_other(three, anna) -> None:
    decisions.accept(three[0].pk, anna, seen=0)
    found = {
        Coder.objects.get(pk=rate.coder).name: (rate.accepted, rate.rejected) for rate in acceptance_rates.monthly()
    }
    assert found == {"rules": (1, 0), "twin": (1, 0), "firm": (0, 1)}


def test_the_share_of_a_coder_counts_what_was_accepted_of_another(three, anna, monkeypatch) -> None:
    monkeypatch.setattr(shown_confidence, "ENOUGH_AT_A_LEVEL", 1)
    decisions.accept(three[0].pk, anna, seen=0)
    told = [shown_confidence.share_at(stance.coder, stance.confidence) for stance in three]
    assert told == ["100% hiervan geaccepteerd, van 1"] * 2 + ["0% hiervan geaccepteerd, van 1"]


def test_what_was_accepted_there_before_is_told_and_stays_when_the_rest_is_rejected(recorded, register, anna) -> None:
    call_command("propose")
    accepted = Stance.objects.open().order_by("start", "pk")[0]
    decisions.accept(accepted.pk, anna, seen=0)
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    later = Stance.objects.on_the_same(accepted).open().get()
    assert card(later.pk).accepted == accepted
    decisions.reject(later.pk, anna, seen=decisions.last_word(later))
    assert states([accepted, later]) == ["accepted", "rejected"]


def test_keeping_what_was_accepted_decides_on_what_came_since(recorded, register, anna) -> None:
    call_command("propose")
    accepted = Stance.objects.open().order_by("start", "pk")[0]
    decisions.accept(accepted.pk, anna, seen=0)
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    later = Stance.objects.on_the_same(accepted).open().get()
    decisions.accept(accepted.pk, anna, seen=decisions.last_word(later))
    assert states([accepted, later]) == ["accepted", "rejected"]


def test_what_is_coded_anew_on_another_text_leaves_open_what_was_not_in_view(
    three, anna, register, recorded, take_in
) -> None:
    register("firm", "1", firmer)
    decisions.accept(three[0].pk, anna, seen=0)
    changed = SENTENCES[0].replace("blijven zoeken", "blijven voeren")
    take_in(letter(sentences=(changed, *SENTENCES[1:])))
    for name in ("rules", "firm"):
        call_command("propose", coder=name)
    text = recorded.revisions.get(is_current=True)
    lost = lost_quotes.lost(anna.user).get()
    start = text.text.index(changed)
    lost_quotes.code_anew(lost.pk, Span(text.pk, start, start + len(changed), changed), anna)
    there = Stance.objects.filter(revision=text, start=start, topic=lost.topic)
    assert there.accepted().get().score == lost.score
    assert {stance.score for stance in there.open()} == {stance.score for stance in there.open()} - {lost.score}
    assert there.open().exists()


def test_a_sentence_counts_once_in_a_hollow_dot_and_only_where_all_agree(three, recorded) -> None:
    series = {topic.slug: query.read([topic], query.published()) for topic in Topic.objects.all()}
    (europe,) = series["eu-cooperation"].series("eu-cooperation").hollow
    assert europe.position.sentences == len({s.start for s in Stance.objects.agreed().filter(
        topic__slug="eu-cooperation", holder="cabinet", score__isnull=False)})  # fmt: skip
    sayings = series["russia"].sayings["russia"]
    assert three[0].start in {start for saying in sayings for start in saying.disputed}
    assert three[0].start not in {scored.start for saying in sayings for scored in saying.scored}


def test_a_letter_whose_proposals_all_differ_has_no_hollow_mean(take_in, codebook, register) -> None:
    take_in(letter(sentences=(SENTENCES[0], "Het weer was goed.", "De zee was kalm.")))
    for name, change in (("soft", lambda proposal: proposal), ("firm", firmer)):
        register(name, "1", change)
        call_command("propose", coder=name)
    reading = query.read(list(Topic.objects.all()), query.published())
    assert reading.sayings["russia"][0].disputed
    assert reading.series("russia").hollow == ()


def test_who_is_asked_as_of_one_coder_differs_from_nobody(three) -> None:
    firm = three[2].coder
    reading = query.read(list(Topic.objects.all()), query.published(), query.TimelineOptions(coder=firm.pk))
    assert not [start for saying in reading.sayings["russia"] for start in saying.disputed]


def test_a_letter_is_done_when_every_card_was_decided(three, anna, recorded) -> None:
    decided = 0
    while stance := review_queue.take_next(review_queue.proposals(anna.user), anna):
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance), shown=card(stance.pk).shown)
        decided += 1
    assert decided < len(Stance.objects.filter(coder__kind="machine"))
    assert assignments.mark(recorded, anna).done_at
    assert run.to_do(three[0].coder, store.newest()).count() == 0

"""Reading of positions: one read for all, with proposals apart from accepted stances."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.models import Letter
from positions.codebook import store
from positions.domain.scale import Holder
from positions.domain.timeline.steps import Kind, Verdict
from positions.domain.timeline.version_1 import Change
from positions.models import Review, Stance, Topic
from positions.review import assignments, decisions, undoing
from positions.timelines import query
from positions.timelines.query import TimelineOptions, look_up, published, read
from tests.factories import letter
from tests.positions.factories import FILLING, sentence

RUSSIA = (
    "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken.",
    "Het kabinet wil de druk op Rusland opvoeren.",
    "Op de agenda staat ook Rusland.",
    "Het weer was goed.",
)


@pytest.fixture
def two_letters(codebook, take_in) -> list[Letter]:
    dates = ("3 maart 2019", "4 april 2019")
    found = [take_in(letter(number=str(n), date=day, sentences=RUSSIA)).letter for n, day in enumerate(dates, start=1)]
    call_command("propose")
    store.codebook_of(store.newest().pk)  # fill the cache of the codebook
    return found


def accept(person, text, score: int, quote: str = RUSSIA[0]) -> Stance:
    revision = text.revisions.get()
    start = revision.text.index(quote)
    coding = decisions.Coding(Topic.objects.get(slug="russia"), Holder.CABINET, score)
    span = decisions.Span(revision.pk, start, start + len(quote), quote)
    decisions.code_sentence(span, person, store.newest(), coding)
    return Stance.objects.accepted().get(revision=revision, start=start)


def russia(**asked):
    return read(Topic.objects.all(), published(), TimelineOptions(**asked)).series("russia")


def test_series_cost_five_queries_however_many_letters(two_letters, django_assert_num_queries) -> None:
    topics = list(Topic.objects.all())
    with django_assert_num_queries(5):  # codebook, example or real, cabinets, letters that are due, and all sayings
        found = look_up(topics)
        assert len(found.series("russia").hollow) == 2
        assert found.series("china").hollow == ()


def test_a_kept_series_costs_the_question_whether_anything_changed(two_letters, django_assert_num_queries) -> None:
    topics = list(Topic.objects.all())
    with django_assert_num_queries(6):
        first = read(topics, published())
    with django_assert_num_queries(1):
        assert read(topics, published()) is first
    assert read(topics, published(), TimelineOptions(proposals=False)).series("russia").hollow == ()


def test_a_filter_costs_the_ids_of_its_letters_and_reads_nothing_again(two_letters, django_assert_num_queries) -> None:
    topics = list(Topic.objects.all())
    read(topics, published())
    with django_assert_num_queries(2):
        read(
            topics,
            published(Letter.objects.filter(document_date="2019-03-03")),
            TimelineOptions(least=2, proposals=False),
        )


def test_what_is_accepted_makes_the_line_and_proposals_stay_hollow(two_letters, anna) -> None:
    stance = accept(anna, two_letters[0], -1)
    series = russia()
    assert [(dot.letter.key, dot.position.mean, dot.position.sentences) for dot in series.dots] == [
        (two_letters[0].key, Fraction(-1), 1)
    ]
    assert series.dots[0].typical.stance == stance.pk
    assert series.dots[0].typical.words == RUSSIA[0]
    assert [dot.letter.key for dot in series.hollow] == [two_letters[1].key]
    assert russia(proposals=False).hollow == ()


def test_letters_in_a_row_are_compared(two_letters, anna) -> None:
    accept(anna, two_letters[0], -1)
    accept(anna, two_letters[1], 2)
    first, second = russia().dots
    assert (first.change, second.change, second.moved) == (Change.NEW, Change.REVERSED, Fraction(3))


def test_letters_on_a_line_are_compared_by_version_2_of_the_rules(says) -> None:
    says(1, "3 maart 2019", -1, -1, -1, 0, -1)
    says(2, "4 april 2019", 2)
    says(3, "5 mei 2019", 1, 1, 1, 1, 0)
    first, thin, third = russia().dots
    assert (first.step.kind, thin.step, third.step.kind) == (Kind.NEW, None, Kind.REVERSED)
    assert third.step.before.letters == [first.letter]
    assert third.step.difference.value == Fraction(8, 5)


def test_steps_are_made_over_all_letters_and_a_filter_only_hides(says) -> None:
    says(1, "3 maart 2018", -1, -1, -1, 0, -1)
    says(2, "4 februari 2019", 1, 1, 1, 1, 0)
    says(3, "5 mei 2019", 1, 1, 1, 1, 1)
    later = published(Letter.objects.filter(document_date__gte=date(2019, 1, 1)))
    found = read(Topic.objects.all(), later).series("russia")
    assert [step.kind for step in found.steps_shown] == [Kind.REVERSED, Kind.REAFFIRMED]
    assert [dot.step.kind for dot in found.dots] == [Kind.REVERSED, Kind.REAFFIRMED]
    assert found.dots[0].step.before.day == date(2018, 3, 3)
    few = read(Topic.objects.all(), published(), TimelineOptions(least=6)).series("russia")
    assert (few.dots, few.steps_shown, few.latest) == ((), [], None)


def test_a_coder_and_a_day_compute_anew(says, accept, bram, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        says(1, "3 maart 2018", -1, -1, -1, 0, -1)
        says(3, "5 mei 2019", 1, 1, 1, 1, 1)
    between = says(2, "4 februari 2019", 1, 1, 1, 1, 0)
    assert [step.kind for step in russia().steps] == [Kind.NEW, Kind.REVERSED, Kind.REAFFIRMED]
    assert [step.kind for step in russia(as_of=timezone.localdate(then)).steps] == [Kind.NEW, Kind.REVERSED]
    for place, score in enumerate((1, 1, 1, 1, 0), start=1):
        accept(between, sentence(2, place, score), -2, coder=bram)
    assert [step.kind for step in russia(coder=bram.pk).steps] == [Kind.NEW]


def test_of_a_letter_that_somebody_codes_blind_nothing_is_computed(says) -> None:
    says(1, "3 maart 2018", -1, -1, -1, 0, -1)
    hidden = says(2, "4 februari 2019", 1, 1, 1, 1, 0)
    says(3, "5 mei 2019", -1, -1, -1, -1, 0)
    assert [step.verdict for step in russia().steps] == [None, Verdict.REVERSED, Verdict.REVERSED]
    found = russia(hidden=frozenset({hidden.pk}))
    assert [step.verdict for step in found.steps] == [None, Verdict.REAFFIRMED]
    assert found.steps[1].before.day == date(2018, 3, 3)
    assert hidden.pk not in found.mentioned


def test_a_step_is_provisional_while_a_proposal_is_open_in_either_letter(says, propose, anna) -> None:
    says(1, "3 maart 2019", -1, -1, -1, 0, -1)
    second = says(2, "4 april 2019", 1, 1, 1, 1, 0)
    says(3, "5 mei 2019", 1, 1, 1, 1, 0)
    assert [step.provisional for step in russia().steps] == [0, 0, 0]
    open_one = propose(second)
    propose(second, topic="china")
    assert [step.provisional for step in russia().steps] == [0, 1, 1]
    assert [step.provisional for step in russia(proposals=False).steps] == [0, 1, 1]
    decisions.reject(open_one.pk, anna, seen=0)
    assert [step.provisional for step in russia().steps] == [0, 0, 0]


def test_what_was_accepted_with_many_at_once_is_not_counted_as_judged_singly(says, accept) -> None:
    says(1, "3 maart 2019", 1, 1, 1, bulk=True)
    mixed = says(2, "4 april 2019", 1, 1, bulk=True)
    accept(mixed, FILLING[0], 2)
    assert [(dot.position.sentences, dot.position.singly) for dot in russia().dots] == [(3, 0), (3, 1)]


def test_the_typical_quote_is_the_codebooks(two_letters, anna) -> None:
    for quote, score in zip(RUSSIA, (2, -1, 0, 0), strict=True):
        accept(anna, two_letters[0], score, quote)
    dot = russia().dots[0]
    assert (dot.position.mean, dot.position.counts) == (Fraction(1, 4), (0, 1, 2, 0, 1))
    assert dot.typical.score == 0
    assert dot.typical.words == RUSSIA[2]  # both are too short to stand alone: the longest is taken


def test_a_typical_quote_names_its_topic_itself(two_letters, anna, letter_of, codebook) -> None:
    silent = "Het kabinet vindt dat alle kanalen voor het gesprek voorlopig open moeten blijven staan."
    text = letter_of(7, "5 mei 2019", silent, RUSSIA[0], "Tot slot iets over vis.", "Meer niet.")
    for quote in (silent, RUSSIA[0]):
        accept(anna, text, -1, quote)
    assert russia().dots[-1].typical.words == RUSSIA[0]


def test_salience_counts_body_sentences_that_carry_the_topic_of_letters_that_are_read(
    two_letters, anna, propose
) -> None:
    text = two_letters[0]
    accept(anna, text, 1)
    body = text.revisions.get().body_sentences
    assert body == 4
    assert russia().dots[0].salience is None
    for stance in Stance.objects.open().filter(revision__letter=text):
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    assignments.mark(text, anna)
    assert russia().dots[0].salience == Fraction(1, 4)


def test_as_of_shows_what_was_known_then(two_letters, anna) -> None:
    accept(anna, two_letters[0], 1)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert russia(as_of=timezone.localdate()).dots
    assert russia(as_of=yesterday).dots == ()


def test_what_is_taken_back_is_gone(two_letters, anna) -> None:
    accept(anna, two_letters[0], 1)
    undoing.undo(Review.objects.latest("pk").batch, anna)
    assert russia().dots == ()


def test_a_letter_without_a_date_is_off_the_line(codebook, take_in, anna) -> None:
    undated = take_in(letter(number="9", date=None, sentences=RUSSIA)).letter
    accept(anna, undated, 1)
    series = russia()
    assert series.dots == ()
    assert [dot.letter.key for dot in series.undated] == [undated.key]


def test_positions_on_too_few_sentences_are_left_out(two_letters, anna) -> None:
    accept(anna, two_letters[0], 1)
    assert russia(least=2).dots == ()


def test_no_letter_asked_for_is_no_series(two_letters) -> None:
    found = read(Topic.objects.all(), Letter.objects.none())
    assert (found.sayings, found.series("russia").hollow) == ({}, ())


def test_only_the_letters_that_are_asked_for_are_read(two_letters, anna) -> None:
    for text in two_letters:
        accept(anna, text, 1)
    for text in two_letters:
        found = read(Topic.objects.all(), published(Letter.objects.filter(document_date=text.document_date)))
        assert [dot.letter.key for dot in found.series("russia").dots] == [text.key]


def test_letters_filtered_by_words_with_percent_signs_are_read(two_letters) -> None:
    named = published().filter(subject__icontains="100%")
    assert read(Topic.objects.all(), query.published(named)).letters_on("russia") == []


def test_the_filter_says_which_letters_and_how(two_letters, anna) -> None:
    from positions.timelines.filters import PositionFilter  # noqa: PLC0415

    chosen = PositionFilter(
        {"after": "2019-04-01", "proposals": "no", "least": "2", "as_of": "2020-01-01", "coder": str(anna.pk)},
        queryset=published(),
    )
    assert [found.key for found in chosen.qs] == [two_letters[1].key]
    assert chosen.asked == TimelineOptions(as_of=date(2020, 1, 1), proposals=False, coder=anna.pk, least=2)
    assert chosen.holders == [Holder.CABINET]


def test_wrong_values_are_left_out_and_named(two_letters) -> None:
    from positions.timelines.filters import PositionFilter  # noqa: PLC0415

    chosen = PositionFilter({"least": "-3", "as_of": "gisteren", "after": "nooit"}, queryset=published())
    assert chosen.qs.count() == 2
    assert chosen.asked == TimelineOptions()
    assert set(chosen.errors) == {"least", "as_of", "after"}

"""What letters say on topics, as pages, API and exports get it: in one query, proposals apart from what is accepted."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.models import Letter
from positions import reviews, timelines
from positions.domain.lines import Change, Scored, typical
from positions.domain.scale import Holder
from positions.models import Review, Stance, Topic
from positions.timelines import Asked, look_up, published, read
from tests.wording import letter

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
    return found


def accept(person, text, score: int, quote: str = RUSSIA[0]) -> Stance:
    revision = text.revisions.get()
    start = revision.text.index(quote)
    coding = reviews.Coding(Topic.objects.get(slug="russia"), Holder.CABINET, score)
    span = reviews.Span(revision.pk, start, start + len(quote), quote)
    from positions import codebooks  # noqa: PLC0415 - needs a loaded codebook

    reviews.code_sentence(span, person, codebooks.newest(), coding)
    return Stance.objects.accepted().get(revision=revision, start=start)


def russia(**asked):
    return read(Topic.objects.all(), published(), Asked(**asked)).series("russia")


def test_a_series_costs_one_query_however_many_letters(two_letters, django_assert_num_queries) -> None:
    topics = list(Topic.objects.all())
    with django_assert_num_queries(1):
        found = look_up(topics, published())
        assert len(found.series("russia").hollow) == 2
        assert found.series("china").hollow == ()


def test_a_kept_series_costs_the_question_whether_anything_changed(two_letters, django_assert_num_queries) -> None:
    topics = list(Topic.objects.all())
    with django_assert_num_queries(2):
        first = read(topics, published())
    with django_assert_num_queries(1):
        assert read(topics, published()) is first
    assert read(topics, published(), Asked(proposals=False)).series("russia").hollow == ()


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
    assert second.before and second.before.letter.key == two_letters[0].key


def test_the_typical_quote_is_the_codebooks(two_letters, anna) -> None:
    for quote, score in zip(RUSSIA, (2, -1, 0, 0), strict=True):
        accept(anna, two_letters[0], score, quote)
    dot = russia().dots[0]
    chosen = typical(dot.scored)
    assert chosen == Scored(dot.scored[2].start, 0)
    assert dot.typical.words == RUSSIA[2]
    assert (dot.position.mean, dot.position.lowest, dot.position.highest) == (Fraction(1, 4), -1, 2)


def test_salience_counts_body_sentences_that_carry_the_topic(two_letters, anna) -> None:
    accept(anna, two_letters[0], 1)
    body = two_letters[0].revisions.get().body_sentences
    assert body == 4
    assert russia().dots[0].salience == Fraction(1, 4)


def test_as_of_shows_what_was_known_then(two_letters, anna) -> None:
    accept(anna, two_letters[0], 1)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert russia(as_of=timezone.localdate()).dots
    assert russia(as_of=yesterday).dots == ()


def test_what_is_taken_back_is_gone(two_letters, anna) -> None:
    accept(anna, two_letters[0], 1)
    reviews.undo(Review.objects.latest("pk").batch, anna)
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
    assert read(Topic.objects.all(), Letter.objects.none()).sayings == {}


def test_only_the_letters_that_are_asked_for_are_read(two_letters, anna) -> None:
    for text in two_letters:
        accept(anna, text, 1)
    for text in two_letters:
        found = read(Topic.objects.all(), published(Letter.objects.filter(document_date=text.document_date)))
        assert [dot.letter.key for dot in found.series("russia").dots] == [text.key]


def test_letters_filtered_by_words_with_percent_signs_are_read(two_letters) -> None:
    named = published().filter(subject__icontains="100%")
    assert read(Topic.objects.all(), timelines.published(named)).letters("russia") == []


def test_a_period_counts_each_letter_once(two_letters, anna) -> None:
    accept(anna, two_letters[0], -1)
    accept(anna, two_letters[1], 2)
    found = russia().period(date(2019, 1, 1), date(2020, 1, 1))
    assert (found.mean, found.letters, found.sentences) == (Fraction(1, 2), 2, 2)


def test_the_filter_says_which_letters_and_how(two_letters, anna) -> None:
    from positions.filters import PositionFilter  # noqa: PLC0415

    chosen = PositionFilter(
        {"after": "2019-04-01", "proposals": "no", "least": "2", "as_of": "2020-01-01", "coder": str(anna.pk)},
        queryset=published(),
    )
    assert [found.key for found in chosen.qs] == [two_letters[1].key]
    assert chosen.asked == Asked(as_of=date(2020, 1, 1), proposals=False, coder=anna.pk, least=2)
    assert chosen.holders == [Holder.CABINET]


def test_wrong_values_are_left_out_and_named(two_letters) -> None:
    from positions.filters import PositionFilter  # noqa: PLC0415

    chosen = PositionFilter({"least": "-3", "as_of": "gisteren", "after": "nooit"}, queryset=published())
    assert chosen.qs.count() == 2
    assert chosen.asked == Asked()
    assert set(chosen.errors) == {"least", "as_of", "after"}

"""Series: dots, steps, and filters, which only hide (codebook, 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from positions.domain.scale import Holder
from positions.domain.timeline.series import Series, letter_saliences, open_proposals
from positions.domain.timeline.steps import Kind, Towards, Verdict
from tests.positions.domain.timeline.factories import (
    FIRST,
    SECOND,
    THIRD,
    day,
    drawn,
    line,
    line_of,
    open_in,
    ref,
    said,
)

UP, DOWN, THIN = (0, 0, 0, 5, 0), (0, 5, 0, 0, 0), (0, 2, 0, 0, 0)


def kinds(found: Series) -> list[Kind]:
    return [step.kind for step in found.steps]


def test_the_first_letter_of_a_cabinet_without_one_before_it_is_new() -> None:
    found = line(("2019-01-10", UP))
    assert kinds(found) == [Kind.NEW]
    step = found.steps[0]
    assert (step.before, step.difference, step.verdict, step.towards) == (None, None, None, None)


def test_within_one_cabinet_the_kind_of_a_step_is_its_verdict() -> None:
    found = line(
        ("2019-01-10", UP), ("2019-02-10", DOWN), ("2019-03-10", (0, 3, 0, 0, 0)), ("2019-04-10", (0, 0, 0, 3, 0))
    )
    assert kinds(found) == [Kind.NEW, Kind.REVERSED, Kind.REAFFIRMED, Kind.UNCLEAR]
    assert [step.verdict for step in found.steps[1:]] == [Verdict.REVERSED, Verdict.REAFFIRMED, Verdict.UNCLEAR]
    assert [step.towards for step in found.steps] == [None, Towards.LOW, None, None]


def test_a_step_leads_from_the_letter_before_it_that_is_not_thin() -> None:
    found = line(("2019-01-10", UP), ("2019-02-10", (0, 0, 0, 2, 0)), ("2019-03-10", DOWN))
    assert [step.before and step.before.day.isoformat() for step in found.steps] == [None, "2019-01-10"]
    assert [dot.step and dot.step.kind for dot in found.dots] == [Kind.NEW, None, Kind.REVERSED]


def test_one_sentence_between_two_letters_is_no_reversal() -> None:
    """Regression from version 1: from +0.2 to −1 and back within six days, the −1 being a single sentence."""
    weighed = (0, 2, 4, 4, 0)
    found = line(("2019-03-01", weighed), ("2019-03-04", (0, 1, 0, 0, 0)), ("2019-03-07", weighed))
    assert kinds(found) == [Kind.NEW, Kind.REAFFIRMED]


def test_a_next_cabinets_first_letter_lies_across_with_its_verdict_beside_it() -> None:
    found = line_of(said(ref("2022-03-01", SECOND), DOWN), said(ref("2022-07-01", THIRD), UP))
    step = found.steps[1]
    assert step.before is not None
    assert (step.kind, step.verdict, step.towards) == (Kind.ACROSS, Verdict.REVERSED, Towards.HIGH)
    assert (step.before.cabinet, step.after.cabinet) == (SECOND.name, THIRD.name)


def test_across_leads_from_the_last_letter_of_the_cabinet_before_that_is_not_thin() -> None:
    early, last, thin = (said(ref(on, SECOND), counts) for on, counts in
                         [("2022-01-10", UP), ("2022-03-01", DOWN), ("2022-05-01", THIN)])  # fmt: skip
    found = line_of(early, last, thin, said(ref("2022-07-01", THIRD), UP))
    before = found.steps[-1].before
    assert before is not None
    assert before.letters == [last.letter]


def test_a_thin_first_letter_is_not_a_cabinets_first() -> None:
    letters = [said(ref("2022-07-01", THIRD), THIN), said(ref("2022-08-01", THIRD), UP)]
    found = line_of(said(ref("2022-03-01", SECOND), UP), *letters)
    assert [dot.step and dot.step.kind for dot in found.dots] == [Kind.NEW, None, Kind.ACROSS]


@pytest.mark.parametrize(
    ("first", "kind"), [("2023-02-28", Kind.ACROSS), ("2023-03-01", Kind.ACROSS), ("2023-03-02", Kind.NEW)]
)
def test_across_at_most_twelve_months_else_new(first: str, kind: Kind) -> None:
    found = line_of(said(ref("2022-03-01", SECOND), DOWN), said(ref(first, THIRD), UP))
    assert kinds(found)[1] is kind
    assert (found.steps[1].verdict is None) is (kind is Kind.NEW)


def test_across_only_from_the_cabinet_directly_before() -> None:
    found = line_of(said(ref("2018-03-01", FIRST), UP), said(ref("2022-07-01", THIRD), UP))
    assert kinds(found) == [Kind.NEW, Kind.NEW]


def test_not_across_from_the_cabinet_before_that_though_its_letter_is_not_a_year_old() -> None:
    short = [FIRST, type(SECOND)(SECOND.name, day("2018-03-12"), None, day("2018-08-01")),
             type(THIRD)(THIRD.name, day("2018-08-01"))]  # fmt: skip
    found = line_of(said(ref("2018-03-01", FIRST), UP), said(ref("2018-09-01", THIRD), UP), cabinets=short)
    assert kinds(found) == [Kind.NEW, Kind.NEW]


def test_which_cabinet_came_directly_before_does_not_hang_on_their_order_in_a_list() -> None:
    letters = [said(ref("2022-03-01", SECOND), UP), said(ref("2022-07-01", THIRD), UP)]
    assert kinds(line_of(*letters, cabinets=[THIRD, FIRST, SECOND])) == [Kind.NEW, Kind.ACROSS]


def test_a_cabinets_later_letters_are_within_it_and_not_across() -> None:
    letters = [said(ref(on, THIRD), UP) for on in ("2022-07-01", "2022-09-01")]
    found = line_of(said(ref("2022-03-01", SECOND), UP), *letters)
    assert kinds(found) == [Kind.NEW, Kind.ACROSS, Kind.REAFFIRMED]


@pytest.mark.parametrize(
    ("before", "after", "months"),
    [
        ("2019-01-10", "2020-08-15", 19),
        ("2019-01-10", "2020-08-10", 19),
        ("2019-01-10", "2020-08-09", 18),
        ("2019-01-10", "2020-01-10", None),
        ("2019-01-10", "2020-01-11", 12),
        ("2019-12-31", "2021-02-28", 13),
        ("2019-01-10", "2019-02-10", None),
    ],
)
def test_a_step_after_a_lapse_names_its_gap(before: str, after: str, months: int | None) -> None:
    step = line((before, UP), (after, DOWN)).steps[1]
    assert (step.gap_months, step.kind) == (months, Kind.REVERSED)


def test_a_step_across_or_the_first_one_has_no_lapse_to_name() -> None:
    found = line_of(said(ref("2022-03-01", SECOND), UP), said(ref("2022-07-01", THIRD), UP))
    assert [step.gap_months for step in found.steps] == [None, None]


def test_open_proposals_in_either_letter_make_a_step_provisional() -> None:
    one, two, three = ref("2019-01-10"), ref("2019-02-10"), ref("2019-03-10")
    found = line_of(said(one, UP), open_in(one, 5), said(two, DOWN), open_in(two, 7), said(three, UP))
    assert [step.provisional for step in found.steps] == [5, 12, 7]


def test_open_proposals_of_any_holder_and_open_mentions_count() -> None:
    """A reviewer may still attribute it to the cabinet, or make it a position."""
    one = ref("2019-01-10")
    mention = said(one, mentions=2, accepted=False, start=70_000)
    found = line_of(said(one, UP), open_in(one, 3, holder=Holder.ALLIES), mention)
    assert found.steps[0].provisional == 5


def test_a_step_is_settled_once_nothing_is_open_in_its_letters() -> None:
    other, one = ref("2019-01-05", None), ref("2019-01-10")
    found = line_of(said(one, UP), open_in(other, 3))
    assert found.steps[0].provisional == 0


def test_of_a_day_the_open_proposals_of_all_pooled_letters_count() -> None:
    one, two = ref("2019-01-10"), ref("2019-01-10")
    found = line_of(said(one, UP), open_in(one, 1), said(two, UP), open_in(two, 2))
    assert found.steps[0].provisional == 3


def test_a_sentence_that_two_coders_propose_is_open_once() -> None:
    one = ref("2019-01-10")
    assert open_proposals([open_in(one, 2), open_in(one, 3, holder=Holder.ALLIES)]) == {one.pk: 3}


def test_accepted_and_proposed_never_meet_in_one_number() -> None:
    one, two = ref("2019-01-10"), ref("2019-02-10")
    found = line_of(said(one, UP), open_in(one, 4), open_in(two, 6))
    assert [(dot.letter, dot.position.counts) for dot in found.dots] == [(one, UP)]
    assert [(dot.letter, dot.position.counts) for dot in found.hollow] == [(two, (0, 0, 0, 6, 0))]
    assert [pool.day for pool in found.pools] == [one.day]


def test_hollow_dots_bear_no_step() -> None:
    found = line_of(said(ref("2019-01-10"), UP), open_in(ref("2019-02-10"), 6))
    assert found.hollow[0].step is None


def test_letters_without_a_date_are_counted_apart() -> None:
    found = line_of(said(ref("2019-01-10"), UP), *(said(ref(None, None), DOWN) for _ in range(3)))
    assert (len(found.undated), len(found.dots), len(found.pools)) == (3, 1, 1)
    assert {dot.step for dot in found.undated} == {None}


def test_dots_stand_in_order_of_day() -> None:
    letters = [said(ref(on), UP) for on in ("2019-03-10", "2019-01-10", "2019-02-10")]
    days = [dot.letter.day for dot in line_of(*letters).dots]
    assert days == sorted(letter.letter.day for letter in letters if letter.letter.day)


def test_the_last_letter_that_is_not_thin_has_the_headline() -> None:
    found = line(("2019-01-10", UP), ("2019-02-10", DOWN), ("2019-03-10", THIN))
    assert found.latest is not None
    assert found.latest.day == day("2019-02-10")


# -- filters only hide


def three() -> tuple[Series, list[int]]:
    letters = [ref("2019-01-10"), ref("2019-02-10"), ref("2019-03-10")]
    found = line_of(*(said(letter, counts) for letter, counts in zip(letters, (UP, DOWN, UP), strict=True)))
    return found, [letter.pk for letter in letters]


def test_a_filter_hides_letters_and_changes_no_step_of_those_that_stay() -> None:
    """The next letter is not new, although the one before it is hidden."""
    found, (_, second, third) = three()
    shown = found.only([second, third])
    assert [dot.letter.pk for dot in shown.dots] == [second, third]
    assert [dot.step for dot in shown.dots] == [dot.step for dot in found.dots[1:]]
    assert [step.kind for step in shown.steps_shown] == [Kind.REVERSED, Kind.REVERSED]


def test_a_letter_in_the_middle_that_is_hidden_still_stands_between_the_others() -> None:
    found, (first, _, third) = three()
    shown = found.only([first, third])
    assert [step.kind for step in shown.steps_shown] == [Kind.NEW, Kind.REVERSED]
    assert drawn(shown, "2019-04-01") == [("2019-01-10", "2019-02-10"), ("2019-03-10", "2019-04-01")]


def test_the_headline_is_of_the_last_letter_that_is_shown() -> None:
    found, (first, second, _) = three()
    latest = found.only([first, second]).latest
    assert latest is not None
    assert latest.day == day("2019-02-10")


def test_a_day_is_shown_while_one_of_its_letters_is() -> None:
    one, two = ref("2019-01-10"), ref("2019-01-10")
    found = line_of(said(one, UP), said(two, DOWN)).only([one.pk])
    assert [len(pool.letters) for pool in found.pools] == [2]
    assert found.latest is not None
    assert found.latest.position.counts == (0, 5, 0, 5, 0)
    assert found.only([]).latest is None


def test_a_bound_on_sentences_hides_too() -> None:
    found = line(("2019-01-10", UP), ("2019-02-10", (0, 0, 0, 9, 0))).only(None, least=6)
    assert [dot.position.sentences for dot in found.dots] == [9]
    assert [step.kind for step in found.steps_shown] == [Kind.REAFFIRMED]


def test_proposals_can_be_hidden_without_a_trace_in_the_steps_but_their_number() -> None:
    one = ref("2019-01-10")
    found = line_of(said(one, UP), open_in(one, 4), open_in(ref("2019-02-10"), 6), open_in(ref(None), 5))
    shown = found.only(None, proposals=False)
    assert (shown.hollow, shown.undated) == ((), ())
    assert shown.steps_shown[0].provisional == 4


def test_hidden_by_one_filter_stays_hidden_under_the_next() -> None:
    found, (first, second, _) = three()
    shown = found.only([first, second]).only([second])
    assert [dot.letter.pk for dot in shown.dots] == [second]
    assert [step.after.day.isoformat() for step in shown.steps_shown] == ["2019-02-10"]


# -- salience


def test_salience_is_known_only_of_letters_that_are_read() -> None:
    unread, read = ref("2019-01-10"), ref("2019-02-10", read=True)
    found = line_of(said(unread, UP), said(read, UP))
    assert [dot.salience for dot in found.dots] == [None, Fraction(1, 20)]


def test_salience_counts_positions_and_mentions_of_anybody_once_a_sentence() -> None:
    letter = ref("2019-01-10", read=True)
    allies = said(letter, (0, 0, 0, 2, 0), holder=Holder.ALLIES, start=1_000)
    found = line_of(said(letter, UP, mentions=3), allies, said(letter, holder=Holder.NATO, mentions=1, start=1_000))
    assert found.dots[0].salience == Fraction(10, 100)


def test_salience_counts_no_sentence_outside_the_body() -> None:
    letter = ref("2019-01-10", read=True, annexes=((1_000, 2_000),))
    annexed = said(letter, (0, 0, 0, 4, 0), holder=Holder.NATO, start=1_000)
    assert line_of(said(letter, UP), annexed).dots[0].salience == Fraction(5, 100)


def test_what_is_only_proposed_has_no_part_in_salience() -> None:
    """The letter was read, and a newer machine ran since: its proposals are not judged yet."""
    letter = ref("2019-01-10", read=True)
    mentioned = said(letter, holder=Holder.ALLIES, mentions=2)
    found = line_of(mentioned, open_in(letter, 6))
    assert found.hollow[0].salience == Fraction(2, 100)
    assert letter_saliences([mentioned, open_in(letter, 6)]) == {letter.pk: Fraction(2, 100)}


def test_a_read_letter_in_which_nothing_on_the_topic_was_accepted_gives_it_no_attention() -> None:
    letter = ref("2019-01-10", read=True)
    assert line_of(open_in(letter, 6)).hollow[0].salience == 0
    assert letter_saliences([open_in(letter, 6)]) == {letter.pk: 0}


def test_the_saliences_of_letters_are_those_of_read_ones() -> None:
    unread, read = ref("2019-01-10"), ref("2019-02-10", read=True)
    assert letter_saliences([said(unread, UP), said(read, UP, mentions=5)]) == {read.pk: Fraction(1, 10)}

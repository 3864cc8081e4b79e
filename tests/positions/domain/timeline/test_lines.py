"""A cabinet's line on a topic: where it starts, holds, lapses and ends, and which letters are pooled (codebook, 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.scale import Holder
from positions.domain.timeline.positions import Form
from positions.domain.timeline.series import Series
from positions.domain.timeline.steps import Kind
from tests.positions.domain.timeline.factories import (
    CABINETS,
    FIRST,
    SECOND,
    THIRD,
    day,
    drawn,
    line,
    line_of,
    ref,
    said,
    scores_of,
)

UP, DOWN, THIN = (0, 0, 0, 5, 0), (0, 5, 0, 0, 0), (0, 2, 0, 0, 0)


def test_the_line_is_level_from_a_letter_to_the_next() -> None:
    found = line(("2019-01-10", UP), ("2019-05-06", DOWN))
    assert drawn(found, "2019-08-01") == [("2019-01-10", "2019-05-06"), ("2019-05-06", "2019-08-01")]
    assert [each.pool.position.mean for each in found.segments(day("2019-08-01"))] == [1, -1]


def test_after_the_last_letter_it_goes_on_up_to_the_last_day_shown() -> None:
    assert drawn(line(("2019-01-10", UP)), "2019-11-02") == [("2019-01-10", "2019-11-02")]


def test_after_the_last_letter_too_it_holds_for_twelve_months() -> None:
    assert drawn(line(("2019-01-10", UP))) == [("2019-01-10", "2020-01-10")]


def test_it_lapses_after_twelve_months_and_goes_on_at_the_next_letter() -> None:
    found = line(("2019-01-10", UP), ("2020-08-15", UP))
    assert drawn(found, "2020-09-01") == [("2019-01-10", "2020-01-10"), ("2020-08-15", "2020-09-01")]
    first, second = found.segments(day("2020-09-01"))
    assert not second.follows(first)


@pytest.mark.parametrize(("later", "whole"), [("2020-01-09", True), ("2020-01-10", True), ("2020-01-11", False)])
def test_a_letter_of_just_twelve_months_later_still_finds_the_line(later: str, whole: bool) -> None:
    first, second = line(("2019-01-10", UP), (later, UP)).segments(day(later))
    assert second.follows(first) is whole


def test_twelve_months_after_a_leap_day_are_at_an_end_with_the_next_february() -> None:
    assert drawn(line(("2020-02-29", UP))) == [("2020-02-29", "2021-03-01")]


def test_it_ends_with_its_cabinet() -> None:
    assert drawn(line(("2022-03-01", UP))) == [("2022-03-01", "2022-06-20")]


def test_resignation_does_not_end_it() -> None:
    assert FIRST.demissionary_from == date(2017, 11, 20)
    assert drawn(line(("2017-10-01", UP), cabinet=FIRST)) == [("2017-10-01", "2018-03-12")]


def test_a_letter_of_a_cabinet_that_has_resigned_is_on_its_line() -> None:
    assert drawn(line(("2018-01-15", UP), cabinet=FIRST)) == [("2018-01-15", "2018-03-12")]


def test_nothing_is_drawn_after_the_last_day_shown() -> None:
    found = line(("2019-01-10", UP), ("2019-05-06", DOWN))
    assert drawn(found, "2019-03-01") == [("2019-01-10", "2019-03-01")]
    assert drawn(found, "2018-12-31") == []
    assert found.ends(day("2018-12-31")) is None
    assert found.ends(day("2019-03-01")) == day("2019-03-01")


def test_one_cabinets_letters_end_nothing_of_anothers_line() -> None:
    found = line_of(said(ref("2022-03-01", SECOND), UP), said(ref("2022-07-01", THIRD), DOWN))
    assert drawn(found, "2022-08-01") == [("2022-03-01", "2022-06-20"), ("2022-07-01", "2022-08-01")]
    first, second = found.segments(day("2022-08-01"))
    assert not second.follows(first)


def test_nor_does_a_next_cabinet_that_writes_before_the_end_of_this_one_is_known() -> None:
    found = line_of(
        said(ref("2022-03-01", SECOND), UP),
        said(ref("2022-07-01", THIRD), DOWN),
        cabinets=[replace(SECOND, end=None), THIRD],
    )
    assert drawn(found, "2022-08-01") == [("2022-03-01", "2022-08-01"), ("2022-07-01", "2022-08-01")]


def test_the_lines_of_two_cabinets_are_two_though_the_letters_meet() -> None:
    found = line_of(said(ref("2022-03-01", SECOND), UP), said(ref("2022-06-20", THIRD), UP))
    first, second = found.segments(day("2022-08-01"))
    assert first.end == second.start
    assert not second.follows(first)


def test_a_thin_letter_makes_no_line() -> None:
    assert drawn(line(("2019-01-10", THIN))) == []


def test_a_thin_letter_ends_no_line_and_renews_none() -> None:
    found = line(("2019-01-10", UP), ("2019-11-01", THIN))
    assert drawn(found) == [("2019-01-10", "2020-01-10")]
    assert found.latest is not None
    assert found.latest.day == day("2019-01-10")


def test_a_letter_without_a_date_or_a_cabinet_is_on_no_line() -> None:
    found = line_of(said(ref(None), UP), said(ref("2019-01-10", None), UP))
    assert (drawn(found), found.steps, found.latest) == ([], (), None)
    assert [len(found.dots), len(found.undated)] == [1, 1]
    assert found.dots[0].step is None


def test_a_letter_of_a_swearing_in_stands_between_two_lines_and_on_neither() -> None:
    """The cabinet is unknown on that day, unless an editor chooses one."""
    before, after = said(ref("2022-06-01", SECOND), UP), said(ref("2022-07-01", THIRD), UP)
    found = line_of(before, said(ref("2022-06-20", None), DOWN), after)
    assert [pool.day.isoformat() for pool in found.pools] == ["2022-06-01", "2022-07-01"]
    assert [step.verdict for step in found.steps] == [None, "reaffirmed"]


def test_on_the_day_of_a_swearing_in_the_letters_of_two_cabinets_are_not_pooled() -> None:
    """An editor chose the cabinets: the outgoing one comes first, whatever the names."""
    ours = [said(ref("2022-06-20", THIRD), DOWN), said(ref("2022-06-20", SECOND), UP)]
    found = line_of(said(ref("2022-06-01", SECOND), DOWN), *ours)
    assert [(pool.cabinet, pool.position.mean) for pool in found.pools] == [
        (SECOND.name, -1),
        (SECOND.name, 1),
        (THIRD.name, -1),
    ]
    across = found.steps[-1]
    assert across.before is not None
    assert (across.kind, across.before.day, across.before.position.mean) == (Kind.ACROSS, day("2022-06-20"), 1)
    assert found.latest is not None
    assert found.latest.cabinet == THIRD.name


def test_letters_of_one_cabinet_on_one_day_are_pooled_with_a_form_of_their_own() -> None:
    found = line(("2019-05-06", (0, 0, 0, 4, 0)), ("2019-05-06", (0, 4, 0, 0, 0)), ("2019-06-06", UP))
    pool = found.pools[0]
    assert [len(pool.letters), pool.position.counts] == [2, (0, 4, 0, 4, 0)]
    assert (pool.position.mean, pool.position.form) == (0, Form.BOTH_WAYS)
    assert {dot.position.form for dot in found.dots[:2]} == {Form.MEAN}


def test_pooled_letters_weigh_by_all_their_sentences() -> None:
    found = line(("2019-05-06", (0, 0, 0, 12, 0)), ("2019-05-06", (0, 4, 0, 0, 0)))
    assert found.pools[0].position.mean == Fraction(1, 2)


def test_pooled_letters_stand_apart_as_dots_and_bear_the_same_step() -> None:
    found = line(("2019-01-10", DOWN), ("2019-05-06", UP), ("2019-05-06", UP))
    assert len(found.steps) == 2
    assert [dot.position.mean for dot in found.dots] == [-1, 1, 1]
    assert found.dots[1].step is found.dots[2].step is found.steps[1]
    assert found.steps[1].kind is Kind.REVERSED


def test_thin_letters_are_not_pooled_though_together_they_would_be_enough() -> None:
    found = line(("2019-05-06", THIN), ("2019-05-06", THIN))
    assert (found.pools, drawn(found)) == ((), [])


def test_a_thin_letter_is_left_out_of_its_days_pool() -> None:
    found = line(("2019-05-06", UP), ("2019-05-06", THIN))
    assert found.pools[0].position.counts == UP
    assert [dot.step is None for dot in found.dots] == [False, True]


def test_letters_of_two_days_are_not_pooled() -> None:
    assert [len(pool.letters) for pool in line(("2019-05-06", UP), ("2019-05-07", UP)).pools] == [1, 1]


def test_the_typical_quote_of_a_day_is_told_from_all_its_sentences() -> None:
    """One letter's mean is +1, the other's −1; pooled it is +0.5."""
    less, more = said(ref("2019-05-06"), (0, 3, 0, 0, 0)), said(ref("2019-05-06"), (0, 0, 0, 9, 0))
    pool = line_of(less, more).pools[0]
    assert pool.typical == pool.typicals[0]
    assert {quote.score for quote in pool.typicals} == {-1, 1}
    assert pool.quoted == more.letter
    assert set(pool.stances) == {*less.stances, *more.stances}


def test_only_the_cabinet_has_a_line() -> None:
    for holder in set(Holder) - {Holder.CABINET}:
        letters = [said(ref(on), UP, holder=holder) for on in ("2019-01-10", "2019-05-06")]
        found = line_of(*letters, holder=holder)
        assert (drawn(found), found.steps, found.latest) == ([], (), None)
        assert [dot.position.counts for dot in found.dots] == [UP, UP]
        assert {dot.step for dot in found.dots} == {None}


def sitting_on(when: date) -> CabinetTerm | None:
    """Return the cabinet as stored: unknown on the day of a swearing-in."""
    there = (each for each in CABINETS if each.start < when and (each.end is None or when < each.end))
    return next(there, None)


moments = st.dates(date(2014, 1, 1), date(2026, 12, 31))
written = st.lists(st.tuples(moments, st.tuples(*[st.integers(0, 3)] * 5).filter(any)), max_size=14)


def made(letters: list[tuple[date, tuple[int, ...]]]) -> Series:
    return line_of(*(said(ref(on, sitting_on(on)), counts) for on, counts in letters))


@settings(max_examples=200)
@given(written, moments)
def test_a_line_never_runs_where_the_law_ends_it(letters: list[tuple[date, tuple[int, ...]]], until: date) -> None:
    ends = {each.name: each.end or date.max for each in CABINETS}
    for each in made(letters).segments(until):
        assert each.start <= each.end <= min(until, ends[each.pool.cabinet], each.start + timedelta(366))


@settings(max_examples=200)
@given(written, moments)
def test_a_cabinet_never_has_two_heights_at_once(letters: list[tuple[date, tuple[int, ...]]], until: date) -> None:
    found = made(letters).segments(until)
    for cabinet in CABINETS:
        own = [each for each in found if each.pool.cabinet == cabinet.name]
        assert all(before.end <= after.start for before, after in pairwise(own))


@settings(max_examples=200)
@given(written, moments, moments, moments)
def test_a_part_of_a_line_has_the_levels_of_its_segments(
    letters: list[tuple[date, tuple[int, ...]]], until: date, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    found = made(letters)
    inside = [each for each in found.segments(until) if each.start <= last and each.end >= first]
    runs = [part for run in found.runs(until) if (part := run.between(first, last))]
    assert [day for run in runs for day in run.starts] == [max(each.start, first) for each in inside]
    assert [high for run in runs for high in run.heights] == [each.pool.position.height for each in inside]
    ends = [min(each.end, last) for each, after in pairwise([*inside, None]) if not (after and after.follows(each))]
    assert [run.end for run in runs] == ends


@settings(max_examples=200)
@given(written)
def test_each_pool_has_one_step_and_holds_the_day_s_letters_that_are_not_thin(
    letters: list[tuple[date, tuple[int, ...]]],
) -> None:
    found = made(letters)
    assert [step.after for step in found.steps] == list(found.pools)
    taken = [letter.pk for pool in found.pools for letter in pool.letters]
    assert len(taken) == len(set(taken))
    known = [dot for dot in found.dots if dot.letter.cabinet]
    assert {dot.letter.pk for dot in known if not dot.position.thin} == set(taken)
    assert {dot.letter.pk for dot in found.dots if dot.step} == set(taken)
    days = [(pool.day, pool.cabinet) for pool in found.pools]
    assert days == sorted(set(days), key=lambda each: each[0])


@settings(max_examples=100)
@given(written)
def test_no_sentence_is_lost_or_counted_twice(letters: list[tuple[date, tuple[int, ...]]]) -> None:
    found = made(letters)
    for pool in found.pools:
        assert pool.position.sentences == len(pool.stances) == sum(len(point.quotes) for point in pool.points)
        assert sorted(scores_of(pool.position.counts)) == sorted(q.score for point in pool.points for q in point.quotes)


@settings(max_examples=100)
@given(written, written)
def test_thin_and_unplaced_letters_change_nothing_on_the_line(
    letters: list[tuple[date, tuple[int, ...]]], others: list[tuple[date, tuple[int, ...]]]
) -> None:
    full = [said(ref(on, sitting_on(on)), counts) for on, counts in letters]
    thin = [said(ref(on, sitting_on(on)), (0, 0, 0, min(sum(counts), 2), 0)) for on, counts in others]
    nowhere = [said(ref(None), counts) for _, counts in others]
    alone, among = line_of(*full), line_of(*thin, *full, *nowhere)
    assert (alone.pools, alone.steps) == (among.pools, among.steps)
    assert len(among.undated) == len(others)

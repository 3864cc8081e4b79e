"""Marks and bands of a distribution: sizes, numbers, shares."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letters.parser.cabinets_in_office import CabinetTerm
from positions.charts import distribution
from positions.charts.distribution import radius, score_bands, score_marks
from positions.charts.five_part_bar import five_part_bar
from positions.charts.legend import legend
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.positions import Position
from tests.positions.charts.factories import line, picture, saying

STEP = 70.0
LINE = line(saying(date(2020, 1, 1), -1, -1, 0, 2, 2, 2, 2, key="a"))
DOTS = LINE.dots


@given(st.integers(1, distribution.FULL), st.integers(1, distribution.FULL))
def test_a_marks_area_grows_with_its_sentences(few: int, many: int) -> None:
    assert (radius(many, 1000) / radius(few, 1000)) ** 2 == pytest.approx(many / few, rel=0.01)


def test_a_mark_is_no_larger_than_the_room_between_two_scores() -> None:
    assert radius(1000, STEP) == radius(distribution.FULL, STEP) < STEP / 2


def test_the_marks_of_a_letter_hold_all_its_sentences() -> None:
    (marks,) = score_marks(DOTS, step=STEP, day=1)
    assert [(mark.score, mark.sentences) for mark in marks] == [(-1, 2), (0, 1), (2, 4)]


def test_a_number_stands_in_a_large_mark_beside_a_small_one_and_nowhere_in_the_way() -> None:
    (alone,) = score_marks(DOTS, step=STEP, day=1)
    assert [mark.number for mark in alone] == ["beside", "beside", "in"]
    near = line(saying(date(2020, 1, 1), 1, key="a"), saying(date(2020, 1, 5), 1, key="b")).dots
    (close,), (apart,) = score_marks(near, step=STEP, day=1), score_marks(near, step=STEP, day=10)
    assert [mark.number for mark in close] == ["", "beside"]
    assert [mark.number for mark in apart] == ["beside", "beside"]


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans(), st.integers(1, 4)), min_size=2, max_size=30))
@example([(0, True, 1), (12, False, 1)])
def test_no_number_stands_in_another_or_in_a_mark_whether_accepted_or_proposed(letters) -> None:
    first = date(2020, 1, 1)
    drawn = line(
        *(
            saying(first + timedelta(days), *[1] * sentences, accepted=accepted, key=str(place))
            for place, (days, accepted, sentences) in enumerate(letters)
        )
    )
    marks = [mark for group in score_marks(drawn.dots, drawn.hollow, step=STEP, day=1) for mark in group]
    for mark in marks:
        x = (mark.day - first).days
        end = x + radius(mark.sentences, STEP) + distribution.LETTER
        for other in marks if mark.number == "beside" else ():
            if other.day > mark.day:
                assert (other.day - first).days - radius(other.sentences, STEP) >= end


def test_of_two_marks_at_one_place_the_accepted_one_keeps_its_number() -> None:
    day = date(2020, 1, 1)
    drawn = line(saying(day, 1, key="a"), saying(day, 1, accepted=False, key="b"))
    for groups in ((drawn.dots, drawn.hollow), (drawn.hollow, drawn.dots)):
        marks = [mark for group in score_marks(*groups, step=STEP, day=1) for mark in group]
        assert {mark.dot.accepted: mark.number for mark in marks} == {True: "beside", False: ""}


def test_in_a_small_panel_only_large_marks_have_a_number() -> None:
    dots = line(saying(date(2020, 1, 1), *[1] * distribution.FULL, 0, key="a")).dots
    (marks,) = score_marks(dots, step=35, day=1)
    assert [mark.number for mark in marks] == ["", "in"]


def test_the_bands_of_a_stretch_of_time_are_shares_that_make_one() -> None:
    found = line(*[saying(date(2020, month, 2), -1, 1, 1, key=str(month)) for month in range(1, 13)])
    bands = list(score_bands(found.by_day(accepted=True), date(2020, 1, 1), date(2020, 12, 31)))
    assert {(band.score, band.share) for band in bands} == {(-1, Fraction(1, 3)), (1, Fraction(2, 3))}
    assert len({band.start for band in bands}) == 12
    assert all(band.start < band.end <= date(2020, 12, 31) for band in bands)


def test_a_letter_of_the_last_day_is_in_a_band_that_shows() -> None:
    found = line(saying(date(2020, 12, 31), 1, key="last")).by_day(accepted=True)
    [band] = score_bands(found, date(2020, 1, 1), date(2020, 12, 31))
    assert band.start < band.end


def test_letters_outside_the_time_shown_are_in_no_band() -> None:
    assert list(score_bands(LINE.by_day(accepted=True), date(2021, 1, 1), date(2021, 12, 31))) == []


def test_stretches_go_on_to_the_last_day_that_there_is() -> None:
    found = line(saying(date(9999, 12, 30), 1, key="last")).by_day(accepted=True)
    [band] = score_bands(found, date(9999, 12, 1), date.max)
    assert (band.start, band.end) == (date(9999, 12, 30), date.max)


def kinds(*lines, **more) -> list[str]:
    return [entry.kind for entry in legend([picture(*lines, **more)]).entries]


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    day = date(2020, 1, 1)
    adviser = line(saying(day, 1, 1, 1, holder=Holder.ADVISER), holder=Holder.ADVISER)
    many = line(*[saying(day, 1, key=str(place)) for place in range(distribution.MANY + 1)])
    caretaker = CabinetTerm("Drees", date(2014, 1, 1), date(2019, 1, 1))
    assert kinds(line()) == []
    assert kinds(line(saying(day, 1))) == ["mark", "mean", "pale"]
    assert kinds(line(saying(day, 1, 1, -1, -1))) == ["mark", "mean", "joint", "line"]
    assert kinds(line(saying(day, 0, 0, 0))) == ["mark", "mean", "ringed", "line"]
    assert kinds(line(saying(day, 1, accepted=False))) == ["open"]
    assert kinds(adviser) == ["mark", "mean"]
    assert kinds(many) == ["band"]
    assert kinds(line(saying(day, 1, 1, 1)), bands=(caretaker,)) == ["mark", "mean", "line", "hatched"]


def test_the_legend_uses_the_shape_of_the_holder_that_is_shown() -> None:
    day = date(2020, 1, 1)
    cabinet, adviser = (line(saying(day, 1, 1, 1, holder=h), holder=h) for h in (Holder.CABINET, Holder.ADVISER))
    assert legend([picture(cabinet)]).marker == legend([picture(cabinet, adviser)]).marker == "circle"
    assert legend([picture(adviser)]).marker == "triangle-up"


def test_of_panels_with_few_and_with_many_letters_both_are_explained() -> None:
    many = line(*[saying(date(2020, 1, 1), 1, key=str(place)) for place in range(distribution.MANY + 1)])
    found = legend([picture(many), picture(line(saying(date(2020, 1, 1), 1)))]).entries
    assert [entry.kind for entry in found] == ["band", "mark", "mean", "pale"]


def test_the_five_part_bar_has_a_column_for_each_score_that_occurs() -> None:
    assert five_part_bar(Position((0, 2, 0, 4, 0), 6)).count("<rect") == 2
    assert 'x="9" y="11" width="7" height="11"' in five_part_bar(Position((0, 2, 0, 4, 0), 6))
    assert five_part_bar(Position((1, 1, 1, 1, 1), 5)).count("<rect") == len(SCORES)

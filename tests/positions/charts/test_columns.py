"""Columns: letters a few days apart stand side by side, in order, near their days, and a leader shows each day."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from positions.charts import columns, plotly, svg
from positions.charts.distribution import MANY, radius
from positions.charts.legend import legend
from positions.charts.scales import NARROW, WIDE, Scales
from positions.charts.spec import ChartSpec
from positions.domain.scale import SCORES, Holder
from positions.labels.palette import LIGHT
from tests.positions.charts.factories import line, picture, saying

START = date(2010, 1, 1)
STEP = 66.0
TEN_YEARS = 3650


def spec(found: list[tuple[int, list[int]]]) -> ChartSpec:
    days = [START + timedelta(days=days) for days, _scores in found]
    return picture(
        line(
            *(
                saying(day, *scores, key=f"b{n:03}")
                for n, (day, (_days, scores)) in enumerate(zip(days, found, strict=True))
            )
        )
    )


def placed(shown: ChartSpec, day: float, across: float) -> list[tuple[float, float, dict[int, float]]]:
    """Return each letter's place and day in pixels and its radii by score, in order of date."""
    found = columns.columns(shown.lines, STEP)
    moved = columns.shifts(found, day, across)
    dots = {dot.letter: dot for dot in shown.dots}
    return [
        (
            (at := (each.letter.day - START).days * day) + moved[each.letter.pk],
            at,
            {s: radius(n, STEP) for s, n in zip(SCORES, dots[each.letter].position.counts, strict=True) if n},
        )
        for each in found
        if each.letter.day
    ]


scores = st.lists(st.integers(-2, 2), min_size=1, max_size=40)
letters = st.lists(st.tuples(st.integers(0, TEN_YEARS), scores), min_size=1, max_size=30)


@settings(max_examples=80)
@given(letters, st.sampled_from([270.0, 1000.0]))
def test_letters_keep_their_order_and_stay_near_their_day(found, across: float) -> None:
    shown = placed(spec(found), across / TEN_YEARS, across)
    assert all(one[0] <= other[0] + 0.2 for one, other in pairwise(shown))
    most = min(columns.FARTHEST, columns.PART * across)
    assert all(abs(at - day) <= most + 0.1 for at, day, _radii in shown)


@given(st.integers(0, 10), scores, scores)
def test_two_letters_a_few_days_apart_do_not_overlap_on_a_wide_chart(days: int, one, other) -> None:
    """Of up to twelve sentences at a score each: larger circles have no room within the limit."""
    (first, _day, radii), (second, _other, others) = placed(
        spec([(100, one[:12]), (100 + days, other[:12])]), 0.27, 1000
    )
    apart = max([columns.APART, *(radii[score] + others[score] for score in radii.keys() & others.keys())])
    assert second - first >= min(apart, 2 * columns.FARTHEST * 0.75) - 0.2


def test_a_letter_that_stands_alone_is_on_its_day() -> None:
    shown = placed(spec([(0, [1]), (400, [1] * 40), (3000, [2])]), 0.27, 1000)
    assert [at - day for at, day, _radii in shown] == [0, 0, 0]


def test_three_days_apart_in_ten_years_each_has_circles_of_its_own_and_a_leader_to_its_day() -> None:
    shown = spec([(0, [0] * 5), (2000, [1, 1, 1]), (2003, [1, 1, 1, 2]), (TEN_YEARS, [0] * 5)])
    for size in (WIDE, NARROW):
        drawn = svg.render(shown, size, LIGHT)
        scales = Scales(shown, size)
        marks = re.findall(r"M([\d.]+) ([\d.]+)a([\d.]+)", re.search(r'class="marks" d="([^"]+)"', drawn)[1])
        at_one = sorted((float(x), 2 * float(r)) for x, y, r in marks if float(y) == scales.y(1))
        assert at_one[0][0] + at_one[0][1] <= at_one[1][0], "circles of one score do not overlap"
        [leaders] = re.findall(r'class="leader" d="([^"]+)"', drawn)
        feet = [float(x) for x in re.findall(r"M([\d.]+) ", leaders)]
        assert feet == [scales.x(START + timedelta(days=days)) for days in (2000, 2003)]
    assert "leader" in [entry.kind for entry in legend([shown]).entries]
    far = spec([(0, [1]), (2000, [1])])
    explained = legend([far]).on_page(*(svg.render(far, size, LIGHT) for size in (WIDE, NARROW))).entries
    assert "leader" not in [entry.kind for entry in explained if entry.where != "nowhere"]


def test_eight_sentences_and_seven_six_days_apart_do_not_overlap_on_a_phone() -> None:
    shown = spec([(0, [0] * 5), (1078, [1] * 5 + [-1] * 5), (1084, [1] * 8 + [-1] * 7), (1400, [0] * 5)])
    scales = Scales(shown, NARROW)
    drawn = svg.render(shown, NARROW, LIGHT)
    marks = re.findall(r"M([\d.]+) ([\d.]+)a([\d.]+)", re.search(r'class="marks" d="([^"]+)"', drawn)[1])
    for score in (-1, 1):
        one, other = sorted((float(x), 2 * float(r)) for x, y, r in marks if float(y) == scales.y(score))
        assert one[0] + one[1] <= other[0], "the right side of the first lies left of the second"


def test_the_days_that_are_told_and_the_line_are_not_moved() -> None:
    shown = spec([(0, [0] * 5), (2000, [1, 1, 1]), (2003, [-1, -1, -1])])
    figure = plotly.figure(shown, LIGHT)
    [dots] = [trace for trace in figure["data"] if trace["meta"]["is"] == "dots"]
    assert dots["x"] == [START + timedelta(days=days) for days in (0, 2000, 2003)]
    assert "27 juni 2015" in dots["text"][2]
    [stroke] = [trace for trace in figure["data"] if trace["meta"]["is"] == "line"]
    assert START + timedelta(days=2003) in stroke["x"]


def test_all_holders_of_a_letter_share_its_column() -> None:
    day = START + timedelta(days=50)
    both = [
        line(saying(day, 1, 1, 1, key="a")),
        line(saying(day, 1, key="a", holder=Holder.ADVISER), holder=Holder.ADVISER),
    ]
    [only] = columns.columns(both, STEP)
    assert columns.shifts([only], 0.27, 1000) == {only.letter.pk: 0}


def test_with_bands_nothing_stands_aside() -> None:
    assert columns.columns(spec([(n, [1]) for n in range(MANY + 1)]).lines, STEP) == []


@given(letters)
def test_columns_are_as_far_apart_as_their_marks_ask(found) -> None:
    every = columns.columns(spec(found).lines, STEP)
    dots = {dot.letter: dot for dot in spec(found).dots}
    by_score: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for each in every:
        for score, count in zip(SCORES, dots[each.letter].position.counts, strict=True):
            if count:
                by_score[score].append((each.reach, radius(count, STEP)))
    for row in by_score.values():
        for (one, r), (other, s) in combinations(row, 2):
            assert other - one >= r + s

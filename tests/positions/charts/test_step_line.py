"""The step line of a drawing: every level, or an outline of it where there are more levels than pixels."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from positions.charts import step_line
from positions.charts.step_line import Level, path, thinned
from positions.domain.timeline.lines import Pool, Segment
from positions.domain.timeline.positions import Position


def levels_of(seed: int, count: int, width: int, gaps: float = 0.1) -> list[Level]:
    """Return a line of one level after the other; `gaps` is the share of them that starts anew."""
    chance = random.Random(seed)
    starts = sorted(round(chance.uniform(0, width), 1) for _ in range(count))
    ends = [*starts[1:], float(width)]
    joined = [False, *(chance.random() >= gaps for _ in starts[1:])]
    return [
        Level(start, end, round(chance.uniform(0, 80), 1), on)
        for start, end, on in zip(starts, ends, joined, strict=True)
    ]


def extents(drawn: str) -> dict[int, tuple[int, int]]:
    """Return the highest and lowest pixel of each column through which a path goes vertically."""
    found: dict[int, tuple[int, int]] = {}
    x = y = 0
    for command, numbers in re.findall(r"([MHV])([^MHV]*)", drawn):
        values = [round(float(each)) for each in numbers.split()]
        if command == "M":
            x, y = values
        if command == "H":
            x = values[0]
        for turn in values if command == "V" else [y]:
            ends = (*found.get(x, (y, y)), y, turn)
            found[x] = min(ends), max(ends)
            y = turn
    return {x: (low, high) for x, (low, high) in found.items() if low < high}


def outline(levels: list[Level]) -> str:
    """Return the outlines of the unbroken lines of these levels."""
    starts = [place for place, level in enumerate(levels) if not level.joined]
    runs = [levels[start:stop] for start, stop in pairwise([*starts, len(levels)])]
    return "".join(
        step_line.outline(
            [round(level.start) for level in run], [-level.y for level in run], round(run[-1].end), lambda y: round(-y)
        )
        for run in runs
    )


def test_a_gap_starts_the_path_anew() -> None:
    levels = [Level(0, 10, 5, False), Level(10, 20, 8, True), Level(30, 40, 6, False)]
    assert path(levels) == "M0 5H10V8H20M30 6H40"
    assert outline(levels) == "M0 5H10V8H20M30 6H40"


def test_levels_within_a_column_become_one_stroke() -> None:
    levels = [Level(0, 10, 5, False), Level(10, 10.1, 50, True), Level(10.1, 10.2, 1, True), Level(10.2, 20, 9, True)]
    assert outline(levels) == "M0 5H10V1 50 9H20"


@given(st.integers(0, 10_000), st.integers(1, 300))
def test_the_outline_covers_the_columns_that_the_path_covers(seed: int, count: int) -> None:
    levels = levels_of(seed, count, width=60)
    assert extents(outline(levels)) == extents(path(levels))


@given(st.integers(0, 10_000), st.integers(1, 200))
def test_an_outline_rests_on_the_segments_that_are_left(seed: int, count: int) -> None:
    chance = random.Random(seed)
    days = sorted(date(2020, 1, 1) + timedelta(chance.randrange(400)) for _ in range(count))
    counts = ([chance.randrange(4), chance.randrange(4), 1, chance.randrange(4), chance.randrange(4)] for _ in days)
    run = [
        Segment(start, end, Pool(start, "Rutte III", (), Position(tuple(each), 0), ()))
        for start, end, each in zip(days, [*days[1:], days[-1]], counts, strict=True)
    ]
    left = list(thinned(run, column))
    assert outline(levels(left)) == outline(levels(run))
    assert len(left) <= 4 * len({column(day) for day in days})


def column(day: date) -> int:
    return round((day - date(2020, 1, 1)).days / 7)


def levels(run: list[Segment]) -> list[Level]:
    heights = (round(10 * each.pool.position.height, 1) for each in run)
    return [
        Level(column(each.start), column(each.end), y, place > 0)
        for place, (each, y) in enumerate(zip(run, heights, strict=True))
    ]


def test_an_outline_is_as_long_as_the_drawing_is_wide() -> None:
    some, many = (len(outline(levels_of(1, count, width=300, gaps=0))) for count in (5_000, 50_000))
    assert many < 1.2 * some

"""Labels within the plot: the cabinet's steps beside its line, the gaps in it, and holders' names at their last letter.

Each stands where nothing is drawn, a name at least where no letter is. A label that finds no room is left out: hover,
table, list and legend have the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from positions.charts import distribution, holder_names
from positions.charts.plot_area import CLEAR, LINE, STROKE, PlotArea, PlotLabel, Room, box_at
from positions.charts.spec import ChartSpec
from positions.domain.timeline.line_gaps import LineGap
from positions.domain.timeline.lines import Step
from positions.domain.timeline.steps import Kind, Verdict
from positions.labels.position_words import gap_words, whole_step_words

MOST_LINES = {"step": 3, "gap": 4}
HEIGHTS = (0.5, -0.5, 1.5, -1.5, 0, 1, -1)  # scores at which the words of a gap are tried
WEIGHTY, LIGHT = (Verdict.REVERSED, Verdict.MOVED), (Verdict.UNCLEAR, Verdict.REAFFIRMED)


def line_labels(picture: ChartSpec, area: PlotArea) -> list[PlotLabel]:
    """Place the weightiest first; with bands in place of marks no steps."""
    room = Room(picture, area)
    for tried in _of_steps(WEIGHTY, picture, area):
        room.place(tried)
    for tried in holder_names.places(picture, area):
        room.place(tried, over_strokes=True)
    for gap in picture.gaps() if picture.cabinet_line else ():
        room.place(_of_gap(gap, area))
    for tried in _of_steps(LIGHT, picture, area):
        room.place(tried)
    return room.placed


def _of_steps(verdicts: Iterable[Verdict], picture: ChartSpec, area: PlotArea) -> Iterator[Iterator[PlotLabel]]:
    """Yield the places where the name of each step may stand. The beginning of a line is not named: it can be seen."""
    line = picture.cabinet_line
    steps = line.steps_shown if line and not distribution.draws_bands(picture.lines) else []
    told = [step for step in steps if step.kind is not Kind.NEW and picture.start <= step.after.day <= picture.end]
    for verdict in verdicts:
        yield from (_of_step(each, picture, area) for each in reversed(told) if each.verdict is verdict)


def _of_step(step: Step, picture: ChartSpec, area: PlotArea) -> Iterator[PlotLabel]:
    """Try above and below the new level, right and left of the step, then beside the riser."""
    assert step.before
    day, mean, before = step.after.day, step.after.position.mean, step.before.position.mean
    x, y, middle = area.x(day), area.y(mean), (mean + before) / 2
    for lines in wrappings(whole_step_words(step, picture.axis), MOST_LINES["step"]):
        wide, high = _size(lines, area)
        right, left = x + CLEAR + 2, x - CLEAR - 2 - wide
        above, below = y - high - CLEAR - 2, y + CLEAR + 2
        for top in (above, below):
            yield PlotLabel("step", lines, box_at(right, top, wide, high), day, float(mean), "left")
            yield PlotLabel("step", lines, box_at(x + STROKE + CLEAR, top, wide, high), day, float(mean), "left")
            yield PlotLabel("step", lines, box_at(left, top, wide, high), day, float(mean), "right")
        beside = area.y(middle) - high / 2
        yield PlotLabel("step", lines, box_at(right, beside, wide, high), day, float(middle), "left")
        yield PlotLabel("step", lines, box_at(left, beside, wide, high), day, float(middle), "right")


def _of_gap(found: LineGap, area: PlotArea) -> Iterator[PlotLabel]:
    """Try the middle of the gap at several heights, as long as it is wide enough for the words."""
    day = found.start + (found.end - found.start) / 2
    room = area.x(found.end) - area.x(found.start) - 2 * CLEAR
    for lines in wrappings(gap_words(found.gap, found.held), MOST_LINES["gap"]):
        wide, high = _size(lines, area)
        if wide <= room:
            for score in HEIGHTS:
                box = box_at(area.x(day) - wide / 2, area.y(score) - high / 2, wide, high)
                yield PlotLabel("gap", lines, box, day, score, "middle", quiet=True)


def wrappings(words: str, most: int) -> Iterator[tuple[str, ...]]:
    """Yield the words on one line, then on two up to `most`, as even as can be."""
    yield (words,)
    for number in range(2, most + 1):
        for width in range(max(len(words) // number, 4), len(words)):
            lines = wrap(words, width, break_long_words=False, break_on_hyphens=False)
            if len(lines) == number and max(map(len, lines)) <= width:
                yield tuple(lines)
                break
            if len(lines) < number:
                break


def _size(lines: tuple[str, ...], area: PlotArea) -> tuple[float, float]:
    return max(map(len, lines)) * area.letter, len(lines) * LINE

"""Plotly figure of a topic, built from `positions.charts.spec.ChartSpec` without database or request.

Only scatter and bar traces, so that the smallest bundle of plotly.js suffices (tracker/operations/plotlyjs.py). Plain
dicts: Plotly's own classes validate every value, which takes a second for thousands; the tests validate once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Any

from positions.charts import columns, distribution, label_placement, plotly_bins, plotly_labels, plotly_line
from positions.charts.distribution import ScoreMark
from positions.charts.spec import TOP, ChartSpec, is_main
from positions.domain.scale import SCORES
from positions.domain.timeline import RULES
from positions.domain.timeline.series import Dot, Series
from positions.labels import summaries
from positions.labels.codes import signed
from positions.labels.languages import reads_english
from positions.labels.palette import FONT, Theme
from positions.labels.position_words import share_words

Data = dict[str, Any]

BOTTOM = -TOP
# Fractions of the height: positions above, each letter's share below.
UPPER, LOWER = [0.2, 1], [0, plotly_labels.SHARES_TOP]
WIDTH, PHONE = 1000, 300  # pixels of the time axis
NARROWEST = 600  # of a chart that is not a phone's: names of events are laid out for it
STEP = 66.0  # pixels between two scores
LEAST_STEPS: dict[float, float] = {WIDTH: 60.0, PHONE: 52.0}  # of a chart on a page, without names of events
ROW_OF_STEP = 2.5  # how much of a step a row of events' names takes
LEAST_WIDTHS: dict[float, float] = {WIDTH: 940.0, PHONE: 260.0}  # of a time axis at which steps and gaps are named
COLUMN = 2  # pixels: width of the columns for which the line of many letters is drawn
DAY = timedelta(days=1)
MEAN = 16  # pixels: length of the stroke at a letter's mean


def figure(picture: ChartSpec, theme: Theme, *, width: float = WIDTH) -> Data:
    """Return the figure. Each trace of dots (`meta.is`) holds the letter's key, name, description and quote per point.

    A dot lies at its letter's mean; its sentences are marks at their scores, or with many letters bands, which leave
    the dots without an element: those can be pointed at all the same. With still more letters there are bins in place
    of dots, one for each stretch of time that has bands, and the size does not grow further.
    """
    traces = [_floor(picture, theme), *demissionary(picture, theme)]
    for line in picture.lines:
        for trace in line_traces(picture, line, theme, width=width):
            traces += [_for_the_slider(trace), trace] if trace["meta"]["is"] == "line" and _slides(picture) else [trace]
    return {"data": traces, "layout": layout(picture, theme, width)}


def _slides(picture: ChartSpec) -> bool:
    return not distribution.draws_bands(picture.lines)


def _for_the_slider(line: Data) -> Data:
    """Copy the line to the first time axis, for the range slider; the original lies above the hatching."""
    return line | {"xaxis": "x", "meta": {"is": "slider"}}


def as_json(found: Data) -> str:
    return json.dumps(found, default=str, ensure_ascii=False, separators=(",", ":"))


def aside(pictures: Iterable[tuple[ChartSpec, str]], step: float = STEP) -> Data:
    """Return what our script needs to set letters a few days apart side by side, by time axis, at any zoom.

    The data of the traces are the days themselves. `both`: the letters of each shape that is named "both ways".
    """
    every = list(pictures)
    return {
        "farthest": columns.FARTHEST, "part": columns.PART, "closer": columns.CLOSER,
        "leader": columns.LEADER, "knee": columns.KNEE,
        "columns": {
            axis: [[each.letter.key, each.letter.day, round(each.reach, 1)] for each in
                   columns.columns(picture.lines, step) if each.letter.day]
            for picture, axis in every
        },
        "both": [
            [dot.letter.key for dot in found]
            for picture, _axis in every if not distribution.draws_bands(picture.lines)
            for line in picture.lines if (found := distribution.both_sides(line.dots))
        ],
    }  # fmt: skip


def common(theme: Theme) -> Data:
    """Return the layout options that all figures share."""
    return {
        "autosize": True,
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {"family": FONT, "size": 13, "color": theme.ink},
        "separators": ".," if reads_english() else ",.",
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 24,
    }


def layout(picture: ChartSpec, theme: Theme, width: float) -> Data:
    across = plotly_labels.across(picture, min(width, NARROWEST))
    events = label_placement.event_labels(picture, across, plotly_labels.LABEL)
    rows = label_placement.room(events) / label_placement.ROW
    room = {"width": LEAST_WIDTHS.get(width, width), "step": LEAST_STEPS.get(width, STEP) - rows * ROW_OF_STEP}
    return {
        "meta": {
            "rules": RULES,
            "bands": [[plotly_labels.escaped(band.name), start, end] for band, start, end in picture.bands_shown()],
            "label": plotly_labels.band_label(theme),
            "room": room,
            "aside": aside([(picture, "x2")]),
        },
        **common(theme),
        "margin": {"l": 44, "r": 12, "t": 30 + label_placement.room(events), "b": 8},
        "dragmode": "pan",
        "bargap": 0,
        "xaxis": _time(picture, theme),
        "xaxis2": _same_time(picture),
        "yaxis": scores(theme),
        "yaxis2": _share_axis(picture, theme),
        "shapes": [
            *bands(picture, theme),
            *_events(picture, theme),
            *distributions(picture, theme),
            *_shares(picture, theme),
        ],
        "annotations": [
            *plotly_labels.poles(picture, theme),
            *plotly_labels.cabinet_names(picture, theme, width),
            *plotly_labels.event_marks(picture, theme),
            *plotly_labels.event_names(events, theme),
            *plotly_labels.in_the_plot(picture, theme, **room, marks=STEP),
        ],
    }


def _time(picture: ChartSpec, theme: Theme) -> dict[str, Any]:
    shown = [picture.start, picture.end]
    return {
        "type": "date", "range": shown, "anchor": "y2", "showgrid": False, "linecolor": theme.line, "ticks": "outside",
        "tickcolor": theme.line, "tickfont": {"color": theme.quiet}, "automargin": "height",
        "minallowed": picture.start, "maxallowed": picture.end,
        "rangeslider": {
            "visible": _slides(picture), "thickness": 0.09, "bgcolor": theme.band,
            "bordercolor": theme.line, "borderwidth": 1,
            "range": shown, "yaxis": {"rangemode": "fixed", "range": [BOTTOM, TOP]},
        },
    }  # fmt: skip


def _same_time(picture: ChartSpec) -> dict[str, Any]:
    """Second time axis over the first: its traces are not repeated in the range slider, which halves the drawing."""
    return {
        "type": "date", "range": [picture.start, picture.end], "matches": "x", "overlaying": "x", "visible": False,
        "minallowed": picture.start, "maxallowed": picture.end,
    }  # fmt: skip


def scores(theme: Theme) -> dict[str, Any]:
    return {
        "range": [BOTTOM, TOP], "domain": UPPER, "fixedrange": True, "zeroline": True, "zerolinecolor": theme.quiet,
        "tickvals": list(SCORES), "ticktext": [signed(score) for score in SCORES], "gridcolor": theme.line,
        "griddash": "dot", "tickfont": {"color": theme.quiet},
    }  # fmt: skip


def _share_axis(picture: ChartSpec, theme: Theme) -> dict[str, Any]:
    most = max((share for _day, share in picture.shares), default=Fraction(0))
    top = float(most) or 0.1
    return {
        "range": [0, top * 1.1], "domain": LOWER, "fixedrange": True, "anchor": "x", "tickvals": [0, top],
        "ticktext": ["0", share_words(most) if most else ""],
        "showgrid": False, "zeroline": False, "tickfont": {"color": theme.quiet, "size": 11},
    }  # fmt: skip


def line_traces(
    picture: ChartSpec, line: Series, theme: Theme, *, step: float = STEP, width: float = WIDTH
) -> Iterator[Data]:
    """Yield the traces of one holder; `step`: pixels between two scores, `width`: pixels of the time axis."""
    colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
    many = distribution.draws_bands(picture.lines)
    drawn = [dots for dots in (line.hollow, line.dots) if dots]
    if not many:
        day = width / ((picture.end - picture.start) / DAY or 1)
        moved = columns.shifts(columns.columns(picture.lines, step), day, width)
        for marks in distribution.score_marks(*drawn, step=step, day=day, moved=moved):
            yield _marks(picture, line, marks, step=step, theme=theme)
    bins = distribution.draws_bins(picture.lines)
    segments = line.segments(picture.until)
    x, y = plotly_line.outline(segments, _a_column(picture)) if bins else plotly_line.steps(segments)
    yield {
        "type": "scatter", "x": x, "y": y, "mode": "lines", "hoverinfo": "skip", "meta": {"is": "line"},
        "xaxis": "x2", "name": summaries.holder_words(line),
        "line": {"color": colour, "width": 1.5 if many else 2.25, "dash": picture.dash(line)}
        | ({"shape": "hv"} if bins else {}),
    }  # fmt: skip
    if bins:
        yield from plotly_bins.bins(picture, line)
    else:
        yield from (_dots(picture, line, dots, colour=colour) for dots in drawn)


def _marks(picture: ChartSpec, line: Series, marks: Sequence[ScoreMark], *, step: float, theme: Theme) -> Data:
    """Return a mark per letter and score, filled if accepted. The letter's key leads to its dot."""
    main = is_main(line, picture.lines)
    colour = theme.topic(picture.look) if main else theme.quiet
    symbol = picture.marker(line)
    accepted = marks[0].dot.accepted
    return {
        "type": "scatter",
        "x": [mark.day for mark in marks],
        "y": [mark.score for mark in marks],
        "xaxis": "x2",
        "mode": "markers+text",
        "name": summaries.holder_words(line),
        "hoverinfo": "none",
        "customdata": [mark.dot.letter.key for mark in marks],
        "text": [str(mark.sentences) if mark.number and main else "" for mark in marks],
        "textposition": ["top right" if mark.number == "beside" else "middle center" for mark in marks],
        "textfont": {"color": theme.ink, "size": 11},
        "meta": {"is": "marks"},
        "marker": {
            "symbol": symbol if accepted else f"{symbol}-open",
            "size": [2 * distribution.radius(mark.sentences, step) for mark in marks],
            "color": [thin(colour, mark.opacity) for mark in marks] if accepted else colour,
            "opacity": 1,
            "line": _edges(marks, colour, theme) if accepted else {"color": colour, "width": 1.5},
        },
    }


def _edges(marks: Sequence[ScoreMark], colour: str, theme: Theme) -> Data:
    ringed = [mark.ringed for mark in marks]
    return {
        "color": [colour if ring else theme.paper for ring in ringed],
        "width": [2 if ring else 1 for ring in ringed],
    }


def _dots(picture: ChartSpec, line: Series, dots: Sequence[Dot], *, colour: str) -> Data:
    """Return a dot per letter at its mean: a stroke, unless the letter is thin or has proposals alone."""
    holder = summaries.holder_words(line)
    said = holder if len(picture.lines) > 1 else ""
    speaker = summaries.DotDescriber(picture.axis)
    return {
        "type": "scatter",
        "x": [dot.letter.day for dot in dots],
        "y": [round(float(dot.position.mean), 3) for dot in dots],
        "xaxis": "x2",
        "mode": "none" if distribution.draws_bands(picture.lines) else "markers",
        "hoveron": "points",
        "name": holder,
        "hoverinfo": "none",
        "customdata": [dot.letter.key for dot in dots],
        "text": [speaker.dot(dot, said) for dot in dots],
        "hovertext": [summaries.quote_words(dot) for dot in dots],
        "meta": {
            "is": "dots",
            "names": [dot.letter.name for dot in dots],
            "titled": [dot.letter.titled for dot in dots],  # else the name is made, in the language of the page
        },
        "marker": {
            "symbol": "line-ew",
            "size": MEAN,
            "color": colour,
            "opacity": [1 if distribution.has_mean(dot) else 0 for dot in dots],
            "line": {"color": colour, "width": 3},
        },
    }


def distributions(picture: ChartSpec, theme: Theme) -> Iterator[Data]:
    """Draw as one shape a holder: the strokes of letters that go both ways or, with many letters, the bands."""
    many = distribution.draws_bands(picture.lines)
    for line in picture.lines:
        colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
        if many:
            yield from _bands_of_scores(picture, line, colour)
        elif path := "".join(
            f"M{d.letter.day},{d.position.highest}V{d.position.lowest}" for d in distribution.both_sides(line.dots)
        ):
            shape = {"type": "path", "path": path, "layer": "below", "name": "both ways"}
            yield shape | {"line": {"color": colour, "width": 2, "dash": "2px,3px"}}


def _bands_of_scores(picture: ChartSpec, line: Series, colour: str) -> Iterator[Data]:
    """Draw accepted letters filled, proposals as outlines."""
    for accepted, looks in (
        (False, {"line": {"color": thin(colour), "width": 1}}),
        (True, {"fillcolor": thin(colour, distribution.INK), "line": {"width": 0}}),
    ):
        outlines = (
            f"M{band.start},{band.score + band.half:g}H{band.end}V{band.score - band.half:g}H{band.start}Z"
            for band in distribution.score_bands(line.by_day(accepted=accepted), picture.start, picture.end)
        )
        if path := "".join(outlines):
            yield {"type": "path", "path": path, "layer": "below", "name": "bands"} | looks


def thin(colour: str, ink: float = 0.5) -> str:
    """Return `#rrggbb` as an rgba colour with opacity `ink`."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{ink})"


def _floor(picture: ChartSpec, theme: Theme) -> Data:
    """Baseline of the shares; without a trace on it Plotly would leave the second y axis out."""
    return {
        "type": "scatter", "x": [picture.start, picture.end], "y": [0, 0], "yaxis": "y2", "mode": "lines",
        "hoverinfo": "skip", "meta": {"is": "floor"}, "line": {"color": theme.line, "width": 1},
    }  # fmt: skip


def _shares(picture: ChartSpec, theme: Theme) -> Iterator[dict[str, Any]]:
    """Draw the share of every letter as a bar, all bars in one path; with bins the highest of each column."""
    shares = picture.shares
    drawn = highest(shares, _a_column(picture)) if distribution.draws_bins(picture.lines) else shares
    bars = "".join(f"M{day},0V{round(float(share), 4)}" for day, share in drawn)
    if bars:
        shape = {"type": "path", "path": bars, "yref": "y2", "layer": "below", "name": "shares"}
        yield shape | {"line": {"color": thin(theme.quiet), "width": 1.5 if len(shares) > distribution.MANY else 5}}


def highest(shares: Iterable[tuple[date, Fraction]], length: timedelta) -> Iterator[tuple[date, Fraction]]:
    """Yield the highest of each stretch of time of that length."""
    for _column, inside in groupby(shares, lambda each: each[0].toordinal() * DAY // length):
        yield max(inside, key=lambda each: each[1])


def _a_column(picture: ChartSpec) -> timedelta:
    return max((picture.end - picture.start) * COLUMN / WIDTH, DAY)


def demissionary(picture: ChartSpec, theme: Theme) -> Iterator[Data]:
    """Hatch the demissionary periods in one trace, a filled outline per period: shapes cannot be hatched."""
    x: list[date | None] = []
    y: list[float | None] = []
    for start, end in picture.demissionary():
        x += [start, end, end, start, start, None]
        y += [BOTTOM, BOTTOM, TOP, TOP, BOTTOM, None]
    if x:
        yield {
            "type": "scatter", "x": x, "y": y, "mode": "none", "fill": "toself", "hoverinfo": "skip",
            "meta": {"is": "demissionary"}, "xaxis": "x2", "fillpattern": {
                "shape": "/", "fgcolor": theme.line, "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.2,
            },
        }  # fmt: skip


def bands(picture: ChartSpec, theme: Theme) -> Iterator[dict[str, Any]]:
    for place, (_band, start, end) in enumerate(picture.bands_shown()):
        shape = {"type": "rect", "x0": start, "x1": end, "yref": "y", "y0": BOTTOM, "y1": TOP, "layer": "below"}
        yield shape | {"fillcolor": theme.band if place % 2 else theme.paper, "line": {"width": 0}}


def _events(picture: ChartSpec, theme: Theme) -> Iterator[dict[str, Any]]:
    for event in picture.events_shown():
        upright = {"type": "line", "x0": event.day, "x1": event.day, "y0": BOTTOM, "y1": TOP, "layer": "below"}
        yield upright | {"line": {"color": theme.quiet, "width": 1, "dash": "2px,3px"}}

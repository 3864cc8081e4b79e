"""Series in, Plotly figure out. No database, no request: what a picture shows is in `positions.pictures.Picture`.

Only scatter and bar traces, so that the smallest bundle of plotly.js draws them (tracker/running/plotlyjs.py). Plain
data: Plotly's own classes look at every value, and thousands take them a second; the tests have them look once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from positions import spoken
from positions.bilingual import in_language, reads_english
from positions.domain.lines import Segment
from positions.domain.scale import SCORES
from positions.domain.series import Dot, Series
from positions.marks import mark
from positions.phrases import share_words
from positions.pictures import Picture, is_main, radius
from positions.reviewing.words import signed
from positions.themes import FONT, Theme

Data = dict[str, Any]

MANY = 800  # dots; above it they are small, their borders go, and so does the slider, which would draw all twice
TOP, BOTTOM = 2.42, -2.42
UPPER, LOWER = [0.2, 1], [0, 0.13]  # of the height: the positions, and the share of each letter below
LABEL = 7.0  # pixels a letter, for what fits on a chart of this width
WIDTH = 1000
OUTLINE = 10  # the radius of `meta.outline`, by which our script draws dots


def figure(picture: Picture, theme: Theme) -> Data:
    """The chart. A trace of dots (`meta.is`) has for each point the letter's key, name, words and quote.

    Where there are many, their mode is "none": our script draws them on a canvas, for Plotly makes an element of each.
    """
    traces = [_floor(picture, theme), *demissionary(picture, theme)]
    for line in picture.lines:
        for trace in line_traces(picture, line, theme):
            traces += [_for_the_slider(trace), trace] if trace["meta"]["is"] == "line" and _slides(picture) else [trace]
    return {"data": traces, "layout": layout(picture, theme)}


def _slides(picture: Picture) -> bool:
    return len(picture.dots) <= MANY


def _for_the_slider(line: Data) -> Data:
    """The slider repeats what is on the first time axis; what is on the second lies above the hatching."""
    return line | {"xaxis": "x", "meta": {"is": "slider"}}


def as_json(found: Data) -> str:
    return json.dumps(found, default=str, ensure_ascii=False, separators=(",", ":"))


def common(theme: Theme) -> Data:
    """What every figure's layout has."""
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


def layout(picture: Picture, theme: Theme) -> Data:
    return {
        "meta": {
            "bands": [[band.name, start, end] for band, start, end in picture.bands_shown()],
            "label": _band_label(theme),
        },
        **common(theme),
        "margin": {"l": 44, "r": 12, "t": 30, "b": 8},
        "dragmode": "pan",
        "bargap": 0,
        "xaxis": _time(picture, theme),
        "xaxis2": _same_time(picture),
        "yaxis": scores(theme),
        "yaxis2": _share_axis(picture, theme),
        "shapes": [
            *bands(picture, theme),
            *_events(picture, theme),
            *whiskers(picture, theme),
            *_shares(picture, theme),
        ],
        "annotations": [
            *_poles(picture, theme),
            *_names(picture, theme),
            *_event_names(picture, theme),
            *_line_names(picture, theme),
        ],
    }


def _time(picture: Picture, theme: Theme) -> dict[str, Any]:
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


def _same_time(picture: Picture) -> dict[str, Any]:
    """The same axis once more: what is drawn on it is not drawn again in the range slider, and that is half."""
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


def _share_axis(picture: Picture, theme: Theme) -> dict[str, Any]:
    most = max((float(dot.salience) for dot in picture.dots), default=0.1) or 0.1
    return {
        "range": [0, most * 1.1], "domain": LOWER, "fixedrange": True, "anchor": "x", "tickvals": [0, most],
        "ticktext": ["0", share_words(max(dot.salience for dot in picture.dots)) if picture.dots else ""],
        "showgrid": False, "zeroline": False, "tickfont": {"color": theme.quiet, "size": 11},
    }  # fmt: skip


def line_traces(picture: Picture, line: Series, theme: Theme) -> Iterator[Data]:
    colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
    many = len(picture.dots) > MANY
    x, y = steps(line.segments(picture.until))
    yield {
        "type": "scatter", "x": x, "y": y, "mode": "lines", "hoverinfo": "skip", "meta": {"is": "line"},
        "xaxis": "x2",
        "name": spoken.holder_words(line), "opacity": 0.4 if many else 1,
        "line": {"color": colour, "width": 1 if many else 2.25, "dash": picture.dash(line)},
    }  # fmt: skip
    for dots, full in ((line.hollow, False), (line.dots, True)):
        if dots:
            yield _dots(picture, line, dots, full=full, colour=colour, theme=theme)


def _dots(picture: Picture, line: Series, dots: Sequence[Dot], *, full: bool, colour: str, theme: Theme) -> Data:
    many = len(picture.dots) > MANY
    holder = spoken.holder_words(line)
    said = holder if len(picture.lines) > 1 else ""
    symbol = picture.marker(line)
    speaker = spoken.Speaker(picture.axis)
    return {
        "type": "scatter",
        "x": [dot.letter.day for dot in dots],
        "y": [round(float(dot.position.mean), 3) for dot in dots],
        "xaxis": "x2",
        "mode": "none" if many else "markers",
        "hoveron": "points",
        "name": holder,
        "hoverinfo": "none",
        "customdata": [dot.letter.key for dot in dots],
        "text": [speaker.dot(dot, said) for dot in dots],
        "hovertext": [spoken.quote_words(dot) for dot in dots],
        "meta": {"is": "dots", "names": [dot.letter.name for dot in dots]}
        | ({"outline": mark(symbol, 0, 0, OUTLINE)} if many else {}),
        "marker": {
            "symbol": symbol if full else f"{symbol}-open",
            "size": [round(2 * radius(dot.position.sentences, many=many), 1) for dot in dots],
            "color": colour,
            "opacity": 1,
            "line": {"color": theme.paper if full else colour, "width": (0 if many else 1) if full else 1.5},
        },
    }


def whiskers(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    """All of a line's as one outline: thousands of error bars take seconds."""
    for line in picture.lines:
        colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
        spread = (dot for dot in line.dots if dot.position.lowest != dot.position.highest)
        outlines = (f"M{d.letter.day},{d.position.highest}V{d.position.lowest}" for d in spread)
        if path := "".join(outlines):
            shape = {"type": "path", "path": path, "layer": "below", "name": "whiskers"}
            yield shape | {"line": {"color": thin(colour, 0.15 if len(picture.dots) > MANY else 0.5), "width": 1}}


def thin(colour: str, ink: float = 0.5) -> str:
    """`#rrggbb` as if drawn with less ink."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{ink})"


def steps(segments: Iterable[Segment]) -> tuple[list[date | None], list[float | None]]:
    """The corners of the step line. A letter's step goes up or down from the one before; silence is a gap."""
    x: list[date | None] = []
    y: list[float | None] = []
    for segment in segments:
        if x and x[-1] != segment.start:
            x.append(None)
            y.append(None)
        mean = round(float(segment.mean), 3)
        x += [segment.start, segment.end]
        y += [mean, mean]
    return x, y


def _floor(picture: Picture, theme: Theme) -> Data:
    """The line on which the shares stand; without it the lower half would be no half of its own."""
    return {
        "type": "scatter", "x": [picture.start, picture.end], "y": [0, 0], "yaxis": "y2", "mode": "lines",
        "hoverinfo": "skip", "meta": {"is": "floor"}, "line": {"color": theme.line, "width": 1},
    }  # fmt: skip


def _shares(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    """Each letter's share as a bar, all of them one outline."""
    dots = picture.saliences
    bars = "".join(f"M{dot.letter.day},0V{round(float(dot.salience), 4)}" for dot in dots)
    if bars:
        shape = {"type": "path", "path": bars, "yref": "y2", "layer": "below", "name": "shares"}
        yield shape | {"line": {"color": thin(theme.quiet), "width": 1.5 if len(dots) > MANY else 5}}


def demissionary(picture: Picture, theme: Theme) -> Iterator[Data]:
    """Hatched, which shapes cannot be: a filled outline a period, in one trace."""
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


def bands(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    for place, (_band, start, end) in enumerate(picture.bands_shown()):
        shape = {"type": "rect", "x0": start, "x1": end, "yref": "y", "y0": BOTTOM, "y1": TOP, "layer": "below"}
        yield shape | {"fillcolor": theme.band if place % 2 else theme.paper, "line": {"width": 0}}


def _events(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    for event in picture.events_shown():
        upright = {"type": "line", "x0": event.day, "x1": event.day, "y0": BOTTOM, "y1": TOP, "layer": "below"}
        yield upright | {"line": {"color": theme.quiet, "width": 1, "dash": "2px,3px"}}


def _poles(picture: Picture, theme: Theme) -> list[dict[str, Any]]:
    ends = (
        (TOP, "top", f"↑ {in_language(picture.axis.high_pole)}"),
        (BOTTOM, "bottom", f"↓ {in_language(picture.axis.low_pole)}"),
    )
    words: list[dict[str, Any]] = [
        caption(text, x=0.004, xref="paper", xanchor="left", y=at, yanchor=anchor, color=theme.ink, bgcolor=theme.paper)
        for at, anchor, text in ends
    ]
    share = caption(_("aandeel van de brief"), x=0.004, xref="paper", xanchor="left", y=LOWER[1], color=theme.quiet)
    return [*words, share | {"yref": "paper", "yanchor": "bottom", "font": {"color": theme.quiet, "size": 11}}]


def _names(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    """Cabinets by name above their band, where the name fits; our script fits them anew to width and zoom."""
    days = (picture.end - picture.start) / timedelta(days=1)
    for band, start, end in picture.bands_shown():
        if (end - start).days / days * WIDTH > len(band.name) * LABEL:
            yield _band_label(theme) | caption(band.name, x=start + (end - start) / 2, color=theme.quiet)


def _band_label(theme: Theme) -> dict[str, Any]:
    label = {"xanchor": "center", "y": 1, "yref": "paper", "yanchor": "bottom", "name": "band"}
    return caption("", color=theme.quiet, **label)


def _event_names(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    """A mark at the foot of each line, whose name shows under the pointer: thirty names would hide the positions.

    The page lists the names beside the chart, for who has no pointer.
    """
    for event in picture.events_shown():
        label = caption("▴", x=event.day, xanchor="center", y=BOTTOM, yanchor="bottom", color=theme.quiet)
        named = caption(f"{date_format(event.day, 'j F Y')}: {event.name}", color=theme.quiet)["text"]
        yield label | {"name": "event", "hovertext": named, "captureevents": True}


def _line_names(picture: Picture, theme: Theme) -> Iterator[dict[str, Any]]:
    """Whose line is whose, at its last dot, where there is more than one."""
    if len(picture.lines) < 2:
        return
    for line, last, above in picture.ends():
        color = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
        at = {"x": last.letter.day, "y": float(last.position.mean), "xanchor": "right"}
        side = {"yanchor": "bottom", "yshift": 8} if above else {"yanchor": "top", "yshift": -8}
        looks = {"name": "line", "bgcolor": theme.paper, "opacity": 0.9}
        yield caption(spoken.holder_words(line), color=color, **at, **side) | looks


def caption(text: str, *, color: str, **place: Any) -> dict[str, Any]:
    """A label as Plotly takes it; what could be markup in it stays text."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": safe, "showarrow": False, "font": {"color": color, "size": 12}, **place}

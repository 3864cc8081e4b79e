"""Labels of the Plotly figure, as annotations: poles, cabinets, events and holders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from positions.charts import columns, label_placement
from positions.charts.label_placement import PlacedLabel
from positions.charts.line_labels import line_labels
from positions.charts.plot_area import FONTS, PlotArea
from positions.charts.spec import TOP, ChartSpec
from positions.labels.languages import in_language
from positions.labels.palette import Theme

LABEL = 7.0  # pixels per character, to decide whether a label fits
SMALL = 6.6  # pixels per character of a label in the plot
SHARES_TOP = 0.13  # fraction of the height: top of each letter's share


def poles(picture: ChartSpec, theme: Theme) -> list[dict[str, Any]]:
    ends = (
        (TOP, "top", f"↑ {in_language(picture.axis.high_pole)}"),
        (-TOP, "bottom", f"↓ {in_language(picture.axis.low_pole)}"),
    )
    words: list[dict[str, Any]] = [
        caption(text, x=0.004, xref="paper", xanchor="left", y=at, yanchor=anchor, color=theme.ink, bgcolor=theme.paper)
        for at, anchor, text in ends
    ]
    if not picture.shares:
        return words
    told = _("aandeel van de zinnen, per gelezen brief")
    share = caption(told, x=0.004, xref="paper", xanchor="left", y=SHARES_TOP, color=theme.quiet)
    return [*words, share | {"yref": "paper", "yanchor": "bottom", "font": {"color": theme.quiet, "size": 11}}]


def cabinet_names(picture: ChartSpec, theme: Theme, width: float) -> Iterator[dict[str, Any]]:
    """Label cabinets above their band if the name fits; our script refits them on resize and zoom."""
    for label in label_placement.cabinet_labels(picture, across(picture, width), LABEL):
        at = {"x": label.day, "xanchor": "right" if label.anchor == "end" else "center"}
        yield band_label(theme) | caption(label.words, color=theme.quiet) | at


def across(picture: ChartSpec, width: float) -> Callable[[date], float]:
    days = (picture.end - picture.start) / timedelta(days=1) or 1
    return lambda day: (day - picture.start).days / days * width


def band_label(theme: Theme) -> dict[str, Any]:
    label = {"xanchor": "center", "y": 1, "yref": "paper", "yanchor": "bottom", "name": "band"}
    return caption("", color=theme.quiet, **label)


def event_marks(picture: ChartSpec, theme: Theme) -> Iterator[dict[str, Any]]:
    """Mark each event at the foot of its line, with its name on hover: thirty names would hide the positions.

    The page lists the names beside the chart, for readers without a pointer.
    """
    for event in picture.events_shown():
        label = caption("▴", x=event.day, xanchor="center", y=-TOP, yanchor="bottom", color=theme.quiet)
        named = caption(f"{date_format(event.day, 'j F Y')}: {event.name}", color=theme.quiet)["text"]
        yield label | {"name": "event", "hovertext": named, "captureevents": True}


def event_names(labels: Sequence[PlacedLabel], theme: Theme) -> Iterator[dict[str, Any]]:
    """Name the largest events above the cabinets, each joined to its line."""
    sides = {"start": ("left", label_placement.GAP), "end": ("right", -label_placement.GAP)}
    for label in labels:
        up = label_placement.ABOVE_CABINETS + label.row * label_placement.ROW - 3
        yield caption(label.words, color=theme.ink, x=label.day, y=TOP, xanchor=sides[label.anchor][0]) | {
            "name": "event name", "yanchor": "bottom", "showarrow": True, "arrowhead": 0, "arrowwidth": 1,
            "arrowcolor": theme.quiet, "ax": sides[label.anchor][1], "ay": -up, "borderpad": 0,
        }  # fmt: skip


def in_the_plot(
    picture: ChartSpec, theme: Theme, *, width: float, step: float, marks: float
) -> Iterator[dict[str, Any]]:
    """Name holders, steps and gaps where there is room.

    `width` of the time axis and `step` between two scores, in pixels, are the least that the chart may have: in a
    larger one everything is further apart. `marks`: the step that marks are drawn by.
    """
    day = width / ((picture.end - picture.start).days or 1)
    moved = columns.shifts(columns.columns(picture.lines, marks), day, width)
    area = PlotArea(across(picture, width), lambda score: (TOP - float(score)) * step, marks, SMALL, moved)
    for label in line_labels(picture, area):
        color = theme.quiet if label.quiet else theme.topic(picture.look)
        side = "center" if label.side == "middle" else label.side
        yield caption("", color=color, x=label.day, y=label.score, xanchor=side, yanchor="top") | {
            "text": "<br>".join(map(escaped, label.lines)), "name": label.kind, "align": side, "borderpad": 0,
            "font": {"color": color, "size": FONTS[label.kind]}, "xshift": round(label.place() - area.x(label.day), 1),
            "yshift": round(area.y(label.score) - label.box[1], 1),
            **({"bgcolor": theme.paper} if label.kind == "name" else {}),
        }  # fmt: skip


def caption(text: str, *, color: str, **place: Any) -> dict[str, Any]:
    """Return a Plotly annotation; markup in the text is escaped."""
    return {"text": escaped(text), "showarrow": False, "font": {"color": color, "size": 12}, **place}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

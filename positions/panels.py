"""Small multiples: a panel a topic, all with one scale and one time axis; as Plotly's figure and as a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from positions import charts, drawing, spoken
from positions.bilingual import in_language
from positions.charts import Data
from positions.drawing import Size
from positions.marks import mark
from positions.pictures import Picture
from positions.themes import IN_PAGE, Theme

DESK, PHONE = 2, 1  # panels beside each other
SIZES = {
    DESK: Size(540, 270, left=34, top=50, bottom=34, shares=0),
    PHONE: Size(360, 250, left=30, top=50, bottom=34, shares=0),
}
TICKS = {DESK: 6, PHONE: 4}
GAP = {DESK: (0.035, 0.01), PHONE: (0.095, 0.015)}  # of the width, left and right of a panel


@dataclass(frozen=True, slots=True)
class Panel:
    """One topic's place in the figure. `x` and `y` are Plotly's names of its axes."""

    picture: Picture
    place: int
    columns: int
    rows: int

    @property
    def number(self) -> str:
        return str(self.place + 1) if self.place else ""

    @property
    def x(self) -> str:
        return f"x{self.number}"

    @property
    def y(self) -> str:
        return f"y{self.number}"

    @property
    def begins_row(self) -> bool:
        return self.place % self.columns == 0

    @property
    def across(self) -> list[float]:
        left, right = GAP[self.columns]
        column = self.place % self.columns
        return [round(column / self.columns + left, 4), round((column + 1) / self.columns - right, 4)]

    @property
    def pixels(self) -> float:
        """About as wide as it is on the narrowest screen that has so many columns, the page's margins taken off."""
        left, right = self.across
        return (right - left) * self.columns * SIZES[self.columns].width * 0.9

    @property
    def upright(self) -> list[float]:
        size, row = SIZES[self.columns], self.place // self.columns
        whole = self.rows * size.height
        return [1 - ((row + 1) * size.height - size.bottom) / whole, 1 - (row * size.height + size.top) / whole]


def panels(pictures: Sequence[Picture], columns: int) -> list[Panel]:
    rows = -(-len(pictures) // columns)
    return [Panel(picture, place, columns, rows) for place, picture in enumerate(pictures)]


def figure(pictures: Sequence[Picture], theme: Theme, columns: int = DESK) -> Data:
    """As `charts.figure`, with `meta.topic` on the points: zooming in on one panel zooms all of them."""
    every = panels(pictures, columns)
    return {"data": [trace for panel in every for trace in _traces(panel, theme)], "layout": _layout(every, theme)}


def _traces(panel: Panel, theme: Theme) -> Iterator[Data]:
    picture = panel.picture
    found = [*charts.demissionary(picture, theme)]
    for line in picture.lines:
        found += charts.line_traces(picture, line, theme)
    for trace in found:
        placed = trace | {"xaxis": panel.x, "yaxis": panel.y}
        if trace["meta"]["is"] == "dots":
            placed["text"] = [f"{picture.title} · {words}" for words in trace["text"]]
            placed["meta"] = trace["meta"] | {"topic": picture.axis.slug}
        yield placed


def _layout(every: Sequence[Panel], theme: Theme) -> Data:
    return {
        "meta": {"bands": [], "height": sum(SIZES[panel.columns].height for panel in every if panel.begins_row)},
        **charts.common(theme),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": "zoom",
        "shapes": [shape for panel in every for shape in _shapes(panel, theme)],
        "annotations": [words for panel in every for words in _words(panel, theme)],
        **{f"xaxis{panel.number}": _time(panel, theme) for panel in every},
        **{f"yaxis{panel.number}": _scores(panel, theme) for panel in every},
    }


def _time(panel: Panel, theme: Theme) -> dict[str, Any]:
    picture = panel.picture
    return {
        "type": "date", "range": [picture.start, picture.end], "domain": panel.across, "anchor": panel.y,
        "showgrid": False, "linecolor": theme.line, "ticks": "outside", "tickcolor": theme.line,
        "nticks": TICKS[panel.columns],
        "tickfont": {"color": theme.quiet}, "minallowed": picture.start, "maxallowed": picture.end, "tickangle": 0,
        "matches": "x" if panel.place else None,
    }  # fmt: skip


def _scores(panel: Panel, theme: Theme) -> dict[str, Any]:
    return charts.scores(theme) | {"domain": panel.upright, "anchor": panel.x}


def _shapes(panel: Panel, theme: Theme) -> Iterator[dict[str, Any]]:
    for shape in (*charts.bands(panel.picture, theme), *charts.whiskers(panel.picture, theme)):
        yield shape | {"xref": panel.x, "yref": panel.y}


def _words(panel: Panel, theme: Theme) -> Iterator[dict[str, Any]]:
    """The topic above its panel, the poles at the ends of its axis, cabinets where their names fit."""
    picture = panel.picture
    at = {"xref": f"{panel.x} domain", "yref": f"{panel.y} domain", "xanchor": "left", "x": 0}
    name = charts.caption(picture.title, color=theme.topic(picture.look), y=1, yanchor="bottom", yshift=18, **at)
    yield name | {"name": "topic", "font": {"color": theme.topic(picture.look), "size": 16}}
    high, low = in_language(picture.axis.high_pole), in_language(picture.axis.low_pole)
    yield charts.caption(f"↑ {high}", color=theme.ink, y=1, yanchor="top", xshift=4, **at)
    yield charts.caption(f"↓ {low}", color=theme.ink, y=0, yanchor="bottom", xshift=4, **at)
    days = (picture.end - picture.start) / timedelta(days=1) or 1
    for band, start, end in picture.bands_shown():
        if (end - start).days / days * panel.pixels > len(band.name) * charts.LABEL:
            where = {"xref": panel.x, "x": start + (end - start) / 2, "xanchor": "center"}
            above = {"yref": f"{panel.y} domain", "y": 1, "yanchor": "bottom", "name": "cabinet"}
            yield charts.caption(band.name, color=theme.quiet, **where) | above


def image(
    pictures: Sequence[Picture], columns: int = DESK, theme: Theme = IN_PAGE, *, name: str = "panelen"
) -> SafeString:
    """The same as a drawing, for the first sight, print and saving."""
    size = SIZES[columns]
    every = panels(pictures, columns)
    whole = Size(columns * size.width, sum(size.height for panel in every if panel.begins_row))
    drawn = "".join(_drawn(panel, theme, f"{name}-{panel.place}") for panel in every)
    return drawing.image(_told(pictures), drawn, whole, theme, name=name)


def standing_alone(pictures: Sequence[Picture], columns: int, theme: Theme) -> SafeString:
    return drawing.on_paper(image(pictures, columns, theme), theme)


def _drawn(panel: Panel, theme: Theme, name: str) -> str:
    """A page's stylesheet gives `topic-1` its colour; on paper of its own the colours are written out."""
    picture, size = panel.picture, SIZES[panel.columns]
    x, y = panel.place % panel.columns * size.width, panel.place // panel.columns * size.height
    colour = theme.topic(picture.look)
    shape = f'<path d="{mark(picture.look.marker, size.left + 6, 17, 5)}" fill="{colour}"/>'
    title = drawing.text(picture.title, size.left + 18, 22, colour, more='font-size="16" font-weight="600"')
    inside = drawing.inside(picture, size, theme, name=name)
    return f'<g class="topic-{picture.look.number}" transform="translate({x} {y})">{shape}{title}{inside}</g>'


def _told(pictures: Sequence[Picture]) -> tuple[str, str]:
    names = ", ".join(picture.title for picture in pictures)
    said = (f"{p.title}: {spoken.summary(line, p.axis, p.until)}" for p in pictures for line in p.lines)
    return _("Standpunten op één schaal: %(topics)s") % {"topics": names}, " ".join(said)

"""Small multiples: one panel per topic, on one scale and time axis; as a Plotly figure and as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from positions.charts import label_placement, plotly, plotly_labels, svg
from positions.charts.plotly import Data
from positions.charts.scales import Size
from positions.charts.spec import TOP, ChartSpec
from positions.domain.timeline import RULES
from positions.labels import summaries
from positions.labels.languages import in_language
from positions.labels.palette import IN_PAGE, Theme

DESK, PHONE = 2, 1  # panels per row
SIZES = {
    DESK: Size(540, 270, left=34, top=50, bottom=34, shares=0),
    PHONE: Size(360, 250, left=30, top=50, bottom=34, shares=0),
}
TICKS = {DESK: 6, PHONE: 4}
GAP = {DESK: (0.035, 0.01), PHONE: (0.095, 0.015)}  # fractions of the width, left and right of a panel


@dataclass(frozen=True, slots=True)
class Panel:
    """One topic's panel. `x` and `y` are Plotly's names of its axes."""

    picture: ChartSpec
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
    def step(self) -> float:
        """Pixels between two scores."""
        size = SIZES[self.columns]
        return (size.height - size.top - size.bottom) / (2 * TOP)

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
        """Approximate width on the narrowest screen with this many columns, less the page's margins."""
        left, right = self.across
        return (right - left) * self.columns * SIZES[self.columns].width * 0.9

    @property
    def upright(self) -> list[float]:
        size, row = SIZES[self.columns], self.place // self.columns
        whole = self.rows * size.height
        return [1 - ((row + 1) * size.height - size.bottom) / whole, 1 - (row * size.height + size.top) / whole]


def panels(pictures: Sequence[ChartSpec], columns: int) -> list[Panel]:
    rows = -(-len(pictures) // columns)
    return [Panel(picture, place, columns, rows) for place, picture in enumerate(pictures)]


def figure(pictures: Sequence[ChartSpec], theme: Theme, columns: int = DESK) -> Data:
    """Return a figure as `charts.plotly.figure` does, with `meta.topic` on the points: zooming one panel zooms all."""
    every = panels(pictures, columns)
    return {"data": [trace for panel in every for trace in _traces(panel, theme)], "layout": _layout(every, theme)}


def _traces(panel: Panel, theme: Theme) -> Iterator[Data]:
    picture = panel.picture
    found = [*plotly.demissionary(picture, theme)]
    for line in picture.lines:
        found += plotly.line_traces(picture, line, theme, step=panel.step, width=panel.pixels)
    for trace in found:
        placed = trace | {"xaxis": panel.x, "yaxis": panel.y}
        if trace["meta"]["is"] == "dots":
            placed["text"] = [f"{picture.title} · {words}" for words in trace["text"]]
        if trace["meta"]["is"] == "bins":
            bins = trace["meta"]["bins"]
            trace["meta"]["bins"] = [each | {"words": f"{picture.title} · {each['words']}"} for each in bins]
        if trace["meta"]["is"] in ("dots", "marks", "bins"):
            placed["meta"] = trace["meta"] | {"topic": picture.axis.slug}
        yield placed


def _layout(every: Sequence[Panel], theme: Theme) -> Data:
    return {
        "meta": {
            "rules": RULES,
            "bands": [],
            "label": plotly_labels.band_label(theme),
            "room": {"width": min((panel.pixels for panel in every), default=0), "step": 0},
            "aside": plotly.aside([(p.picture, p.x) for p in every], every[0].step if every else 0),
            "height": sum(SIZES[panel.columns].height for panel in every if panel.begins_row),
        },
        **plotly.common(theme),
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
    return plotly.scores(theme) | {"domain": panel.upright, "anchor": panel.x}


def _shapes(panel: Panel, theme: Theme) -> Iterator[dict[str, Any]]:
    for shape in (*plotly.bands(panel.picture, theme), *plotly.distributions(panel.picture, theme)):
        yield shape | {"xref": panel.x, "yref": panel.y}


def _words(panel: Panel, theme: Theme) -> Iterator[dict[str, Any]]:
    """Labels of a panel: the topic above it, the poles at the ends of its axis, cabinets where their names fit."""
    picture = panel.picture
    at = {"xref": f"{panel.x} domain", "yref": f"{panel.y} domain", "xanchor": "left", "x": 0}
    name = plotly_labels.caption(picture.title, color=theme.topic(picture.look), y=1, yanchor="bottom", yshift=18, **at)
    yield name | {"name": "topic", "font": {"color": theme.topic(picture.look), "size": 16}}
    high, low = in_language(picture.axis.high_pole), in_language(picture.axis.low_pole)
    yield plotly_labels.caption(f"↑ {high}", color=theme.ink, y=1, yanchor="top", xshift=4, **at)
    yield plotly_labels.caption(f"↓ {low}", color=theme.ink, y=0, yanchor="bottom", xshift=4, **at)
    x = plotly_labels.across(picture, panel.pixels)
    for label in label_placement.cabinet_labels(picture, x, plotly_labels.LABEL):
        where = {"xref": panel.x, "x": label.day, "xanchor": "right" if label.anchor == "end" else "center"}
        above = {"yref": f"{panel.y} domain", "y": 1, "yanchor": "bottom", "name": "cabinet"}
        yield plotly_labels.caption(label.words, color=theme.quiet, **where) | above
    for named in plotly_labels.in_the_plot(picture, theme, width=panel.pixels, step=panel.step, marks=panel.step):
        yield named | {"xref": panel.x, "yref": panel.y}


def image(
    pictures: Sequence[ChartSpec], columns: int = DESK, theme: Theme = IN_PAGE, *, name: str = "panelen"
) -> SafeString:
    """Render the panels as SVG, for the first paint, print and download."""
    size = SIZES[columns]
    whole = Size(columns * size.width, -(-len(pictures) // columns) * size.height)
    return svg.image(_told(pictures), drawn(pictures, columns, whole, theme, name=name), whole, theme, name=name)


def drawn(pictures: Sequence[ChartSpec], columns: int, whole: Size, theme: Theme, *, name: str) -> str:
    """Return the panels as the inside of an `<svg>`, together as large as `whole`."""
    every = panels(pictures, columns)
    if not every:
        return ""
    size = replace(SIZES[columns], width=whole.width // columns, height=whole.height // every[0].rows)
    return "".join(_drawn(panel, size, theme, f"{name}-{panel.place}") for panel in every)


def standing_alone(pictures: Sequence[ChartSpec], columns: int, theme: Theme) -> SafeString:
    return svg.on_background(image(pictures, columns, theme), theme)


def _drawn(panel: Panel, size: Size, theme: Theme, name: str) -> str:
    """Render one panel. Within a page the stylesheet colours `topic-1`; in a file of its own the colours are inline."""
    picture = panel.picture
    x, y = panel.place % panel.columns * size.width, panel.place // panel.columns * size.height
    colour = theme.topic(picture.look)
    dash = svg.dash_of(picture.look.dash)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    stroke = f'<path d="M{size.left} 17h24" stroke="{colour}" stroke-width="2.5"{dashed}/>'
    title = svg.text(picture.title, size.left + 32, 22, colour, more='font-size="16" font-weight="600"')
    inside = svg.inside(picture, size, theme, name=name)
    return f'<g class="topic-{picture.look.number}" transform="translate({x} {y})">{stroke}{title}{inside}</g>'


def _told(pictures: Sequence[ChartSpec]) -> tuple[str, str]:
    names = ", ".join(picture.title for picture in pictures)
    said = (f"{p.title}: {summaries.summary(line, p.axis, p.until, p.held)}" for p in pictures for line in p.lines)
    return _("Standpunten op één schaal: %(topics)s") % {"topics": names}, " ".join([*said, summaries.rules_words()])

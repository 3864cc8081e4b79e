"""A chart as a picture to publish: title, summary, chart, legend, source, date and licence, in three forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.safestring import SafeString, mark_safe

from positions.charts import distribution, svg
from positions.charts.legend import Legend, LegendEntry, signs
from positions.charts.scales import Size
from positions.labels.markers import mark
from positions.labels.palette import Theme

MARGIN = 26
GLYPH = 0.6  # width of a character, as a fraction of the size of its font; DejaVu Sans is wide
TITLE, WORDS, SMALL = 22, 13, 10.5  # font sizes
LEAD = 1.4  # line height
SIGN = 30  # room for a legend's sign


@dataclass(frozen=True, slots=True)
class Form:
    """Size in pixels, and how many of them a unit of the drawing takes: text is larger on a phone's picture."""

    width: int
    height: int
    scale: float

    @property
    def across(self) -> float:
        return self.width / self.scale

    @property
    def down(self) -> float:
        return self.height / self.scale


FORMS = {"wide": Form(1200, 630, 1.2), "square": Form(1080, 1080, 1.35), "phone": Form(1080, 1620, 2.0)}
WIDE = FORMS["wide"]  # also the size of an Open Graph card


@dataclass(frozen=True, slots=True)
class Publication:
    """`draw` returns the chart in a size; `colour` is that of the legend's signs; those that are drawn are explained.

    `credit`: source, date and licence.
    """

    title: str
    subtitle: str
    summary: str
    draw: Callable[[Size], str]
    legend: Legend
    credit: str
    colour: str


def render(publication: Publication, form: Form, theme: Theme) -> SafeString:
    """Return a whole SVG, with a background. Texts too long for the form are cut at a word, with an ellipsis."""
    head, top = _head(publication, form, theme)
    _most, bottom = _foot(publication, publication.legend.entries, form, theme)
    size = Size(int(form.across - 2 * MARGIN), int(bottom - top), left=34)
    inside = publication.draw(size)
    drawn_signs = signs(inside)
    explained = [entry for entry in publication.legend.entries if entry.kind in drawn_signs]
    foot, _top = _foot(publication, explained, form, theme)
    chart = f'<g transform="translate({MARGIN} {top:.0f})">{inside}</g>'
    told = (publication.title, f"{publication.summary} {publication.credit}")
    drawn = svg.image(told, head + chart + foot, Size(round(form.across), round(form.down)), theme, name="plaat")
    sized = drawn.replace("<svg ", f'<svg width="{form.width}" height="{form.height}" ', 1)
    return svg.on_background(mark_safe(sized), theme)


def _lines(words: str, size: float, width: float, most: int) -> list[str]:
    found = wrap(words, max(int(width / (size * GLYPH)), 10))
    if len(found) <= most:
        return found
    return [*found[: most - 1], f"{found[most - 1].rsplit(' ', 1)[0]} …"]


def _head(publication: Publication, form: Form, theme: Theme) -> tuple[str, float]:
    """Return title, subtitle and summary, and where the chart begins."""
    width, y = form.across - 2 * MARGIN, MARGIN + TITLE * 0.8
    parts = [svg.text(publication.title, MARGIN, y, theme.ink, more=f'font-size="{TITLE}" font-weight="700"')]
    y += WORDS * LEAD
    parts.append(svg.text(publication.subtitle, MARGIN, y, theme.quiet, more=f'font-size="{WORDS}"'))
    for line in _lines(publication.summary, WORDS, width, 5 if form.height > form.width else 3):
        y += WORDS * LEAD
        parts.append(svg.text(line, MARGIN, y, theme.ink, more=f'font-size="{WORDS}"'))
    return "".join(parts), y + 8


def _foot(publication: Publication, explained: Sequence[LegendEntry], form: Form, theme: Theme) -> tuple[str, float]:
    """Return legend and credit, and where the chart ends."""
    rows = _legend_rows(explained, form.across - 2 * MARGIN)
    credit = _lines(publication.credit, SMALL, form.across - 2 * MARGIN, 3)
    lead = SMALL * LEAD
    top = form.down - MARGIN - lead * (len(rows) + len(credit)) - 6
    parts = []
    for number, row in enumerate(rows):
        y = top + lead * (number + 1)
        for x, entry in row:
            parts += [_sign(entry.kind, MARGIN + x, y - SMALL * 0.35, publication, theme)]
            parts += [svg.text(entry.words, MARGIN + x + SIGN, y, theme.quiet, more=f'font-size="{SMALL}"')]
    for number, line in enumerate(credit):
        y = top + 6 + lead * (len(rows) + number + 1)
        parts.append(svg.text(line, MARGIN, y, theme.quiet, more=f'font-size="{SMALL}"'))
    return "".join(parts), top - 4


def _legend_rows(entries: Sequence[LegendEntry], width: float) -> list[list[tuple[float, LegendEntry]]]:
    """Flow the entries into rows; each with its place from the left."""
    rows: list[list[tuple[float, LegendEntry]]] = [[]]
    x = 0.0
    for entry in entries:
        wide = SIGN + len(entry.words) * SMALL * GLYPH
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += wide + 14
    return rows


def _sign(kind: str, x: float, y: float, publication: Publication, theme: Theme) -> str:
    """Return the sign that an entry explains, centred in its room."""
    colour = publication.colour
    dot = mark(publication.legend.marker, x + SIGN / 2 - 3, y, 5)
    full = f'fill="{colour}" fill-opacity="{distribution.INK}"'
    match kind:
        case "mark":
            return f'<path d="{dot}" {full}/>'
        case "ringed":
            return f'<path d="{dot}" {full} stroke="{colour}" stroke-width="2"/>'
        case "pale":
            return f'<path d="{dot}" fill="{colour}" fill-opacity="{distribution.PALE}"/>'
        case "open":
            return f'<path d="{dot}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        case "band":
            return f'<path d="M{x} {y - 4}h24v8h-24z" {full}/>'
        case "joint":
            return f'<path d="M{x + 12} {y - 6}v12" stroke="{colour}" stroke-width="2" stroke-dasharray="2 3"/>'
        case "leader":
            return f'<path d="M{x + 8} {y + 5}l6 -5v-5" fill="none" stroke="{theme.quiet}"/>'
        case "hatched":
            strokes = "".join(f"M{x + 4 * step} {y + 4}l6 -8" for step in range(5))
            return f'<path d="{strokes}" stroke="{theme.line}" stroke-width="1.6"/>'
        case _:
            long, width = (12, 3) if kind == "mean" else (24, 2.25)
            return f'<path d="M{x + 12 - long / 2} {y}h{long}" stroke="{colour}" stroke-width="{width}"/>'

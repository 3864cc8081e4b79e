"""SVG of a chart, without scripts: for the first paint, print, the home page and sharing.

Presentation attributes alone, so that it renders alike within a page (colours from the stylesheet), as a file, and in
converters to PNG.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from positions.charts import columns, distribution, label_placement, step_line
from positions.charts.distribution import ScoreMark
from positions.charts.line_labels import line_labels
from positions.charts.plot_area import FONTS, LINE, PlotArea
from positions.charts.scales import WIDE, Scales, Size
from positions.charts.spec import TOP, ChartSpec, is_main
from positions.charts.step_line import Level
from positions.charts.time_ticks import ticks
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline.lines import unbroken
from positions.domain.timeline.series import Dot, Series
from positions.labels import summaries
from positions.labels.codes import signed
from positions.labels.languages import in_language
from positions.labels.markers import mark
from positions.labels.palette import FONT, HOLDER_MARKERS, IN_PAGE, Theme
from positions.labels.position_words import share_words

MEAN = 8  # pixels: half the length of the stroke at a letter's mean
DASHES = {
    "solid": "",
    "dash": "8 5",
    "dot": "2 4",
    "dashdot": "9 4 2 4",
    "longdash": "14 6",
    "longdashdot": "14 5 2 5",
}  # by Plotly's names; numeric dashes ("5px,2px") are used without the unit
SHARP = 'shape-rendering="crispEdges"'  # thousands of vertical lines render in a third of the time without antialiasing
LETTER = 6.6  # pixels per character of a label


def render(picture: ChartSpec, size: Size = WIDE, theme: Theme = IN_PAGE, *, name: str = "tekening") -> SafeString:
    """Return the whole `<svg>`. `name` prefixes its ids, which must be unique in the page."""
    size = with_room_for_events(picture, size)
    return image(_told(picture), inside(picture, size, theme, name=name), size, theme, name=name)


def with_room_for_events(picture: ChartSpec, size: Size) -> Size:
    """Return the size with more height above for the names of events; the plot stays as high as it was."""
    inside = with_events_inside(picture, size)
    return replace(inside, height=size.height + inside.top - size.top)


def with_events_inside(picture: ChartSpec, size: Size) -> Size:
    """Return the size with room above for the names of events, taken from the plot."""
    if size.small:
        return size
    more = label_placement.room(label_placement.event_labels(picture, Scales(picture, size).x, LETTER))
    return replace(size, top=size.top + more)


def image(told: tuple[str, str], drawn: str, size: Size, theme: Theme, *, name: str) -> SafeString:
    """Wrap `drawn` in an `<svg>` with title and description for screen readers."""
    title, desc = told
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}" role="img"'
        f' aria-labelledby="{name}-t {name}-d" font-family="{escape(FONT)}" font-size="12" fill="{theme.ink}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(desc)}</desc>'
    )
    # Safe: every text in it went through escape(), every number through a number format.
    return mark_safe(f"{head}{drawn}</svg>")


def inside(picture: ChartSpec, size: Size, theme: Theme, *, name: str) -> str:
    scales = Scales(picture, size)
    parts = [
        *_bands(scales, theme),
        *_axis(scales, theme),
        *_dates(scales, theme),
        *_events(scales, theme),
        *_leaders(scales, theme),
        *(part for line in picture.lines for part in _line(scales, line, theme)),
        *_labels(scales, theme),
        *(_shares(scales, theme) if size.shares else ()),
        *_poles(scales, theme),
    ]
    return _hatch(name, theme) + "".join(parts).replace("#HATCH#", f"#{name}-h")


def standing_alone(picture: ChartSpec, size: Size, theme: Theme) -> SafeString:
    """Render a file of its own, with a background."""
    return on_background(render(picture, size, theme), theme)


def on_background(drawn: SafeString, theme: Theme) -> SafeString:
    paper = f'<rect width="100%" height="100%" fill="{theme.paper}"/>'
    return mark_safe(drawn.replace("</desc>", f"</desc>{paper}", 1))


def _told(picture: ChartSpec) -> tuple[str, str]:
    said = (
        f"{summaries.holder_words(line)}: {summaries.summary(line, picture.axis, picture.until, picture.held)}"
        for line in picture.lines
    )
    return summaries.title_of(picture.axis, picture.title), " ".join([*said, summaries.rules_words()])


def _hatch(name: str, theme: Theme) -> str:
    return (
        f'<defs><pattern id="{name}-h" width="7" height="7" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><path d="M0 0V7" stroke="{theme.line}" stroke-width="1.6"/></pattern></defs>'
    )


def _bands(scales: Scales, theme: Theme) -> Iterator[str]:
    top, height = scales.y(TOP), scales.y(-TOP) - scales.y(TOP)
    for place, (_band, start, end) in enumerate(scales.picture.bands_shown()):
        left, right = scales.x(start), scales.x(end)
        box = f'x="{left}" y="{top}" width="{right - left:.1f}" height="{height:.1f}"'
        if place % 2:
            yield f'<rect {box} fill="{theme.band}"/>'
    for start, end in scales.picture.demissionary():
        box = f'x="{scales.x(start)}" y="{top}" width="{scales.x(end) - scales.x(start):.1f}" height="{height:.1f}"'
        yield f'<rect class="hatched" {box} fill="url(#HATCH#)"/>'
    if not scales.size.small:
        for label in label_placement.cabinet_labels(scales.picture, scales.x, LETTER):
            yield text(label.words, label.x, top - 7, theme.quiet, anchor=label.anchor)


def _axis(scales: Scales, theme: Theme) -> Iterator[str]:
    size = scales.size
    for score in SCORES:
        y = scales.y(score)
        dash, width = ("", 1) if score == 0 else (' stroke-dasharray="1 4"', 1)
        colour = theme.quiet if score == 0 else theme.line
        if score == 0 or not size.small:
            yield f'<path d="M{size.left} {y}H{size.width - 8}" stroke="{colour}" stroke-width="{width}"{dash}/>'
        if not size.small:
            yield text(signed(score), size.left - 8, y + 4, theme.quiet, anchor="end")


def _poles(scales: Scales, theme: Theme) -> Iterator[str]:
    """Drawn last, with a halo around the letters: event lines pass behind them."""
    left, axis = scales.size.left + 4, scales.picture.axis
    clear = f'stroke="{theme.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    yield text(f"↑ {in_language(axis.high_pole)}", left, scales.y(TOP) + 13, theme.ink, more=clear)
    yield text(f"↓ {in_language(axis.low_pole)}", left, scales.y(-TOP) - 5, theme.ink, more=clear)


def _dates(scales: Scales, theme: Theme) -> Iterator[str]:
    bottom = scales.size.height - 6 if not scales.size.shares else scales.floor + 16

    def is_shown(day: date, half: float) -> bool:
        return scales.size.left + 8 < scales.x(day) < scales.size.width - half

    for day, label in ticks(scales.picture.start, scales.picture.end, scales.size.width, is_shown):
        x = scales.x(day)
        yield f'<path d="M{x} {scales.floor}v4" stroke="{theme.quiet}"/>'
        yield text(label, x, bottom, theme.quiet, anchor="middle")


def _events(scales: Scales, theme: Theme) -> Iterator[str]:
    for event in scales.picture.events_shown():
        x, low = scales.x(event.day), scales.y(-TOP)
        yield f'<path d="M{x} {scales.y(TOP)}V{low}" stroke="{theme.quiet}" stroke-dasharray="2 3"/>'
        if not scales.size.small:
            yield f'<path d="M{x - 4} {low}h8l-4 -7z" fill="{theme.quiet}"><title>{escape(event.name)}</title></path>'
    if not scales.size.small:
        yield from _event_names(scales, theme)


def _event_names(scales: Scales, theme: Theme) -> Iterator[str]:
    top = scales.y(TOP)
    for label in label_placement.event_labels(scales.picture, scales.x, LETTER):
        y = top - label_placement.ABOVE_CABINETS - label.row * label_placement.ROW
        yield f'<path d="M{label.x} {top}V{y + 3}" stroke="{theme.quiet}" stroke-dasharray="2 3"/>'
        aside = label_placement.GAP if label.anchor == "start" else -label_placement.GAP
        yield text(label.words, label.x + aside, y, theme.ink, anchor=label.anchor)


def _leaders(scales: Scales, theme: Theme) -> Iterator[str]:
    """Lead from each letter that stands aside down to its day on the axis."""
    paths = []
    for letter, (lowest, sentences) in columns.stand_aside(scales.picture.dots, scales.moved).items():
        if letter.day and scales.within(letter.day):
            low = scales.y(lowest) + distribution.radius(sentences, scales.step)
            knee = f"l{scales.moved[letter.pk]:g} {-columns.KNEE:g}"
            paths.append(f"M{scales.x(letter.day):g} {scales.floor:g}{knee}V{low:g}")
    if paths:
        yield f'<path class="leader" d="{"".join(paths)}" fill="none" stroke="{theme.quiet}" stroke-width="0.75"/>'


def _line(scales: Scales, line: Series, theme: Theme) -> Iterator[str]:
    picture = scales.picture
    colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
    many = distribution.draws_bands(picture.lines)
    yield from _bands_of_scores(scales, line, colour) if many else _distributions(scales, line, colour, theme)
    if path := _outline(scales, line) if many else step_line.path(_levels(scales, line)):
        dash = dash_of(picture.dash(line))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        width = 1.5 if many else 2.25
        yield f'<path class="level" d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
    means = (_mean(scales, dot) for dot in _shown(scales, line.dots) if distribution.has_mean(dot))
    if not many and (path := "".join(means)):
        yield f'<path class="mean" d="{path}" stroke="{colour}" stroke-width="3"/>'


def _shown(scales: Scales, dots: Iterable[Dot]) -> list[Dot]:
    return [dot for dot in dots if scales.within(dot.letter.day)]


def _bands_of_scores(scales: Scales, line: Series, colour: str) -> Iterator[str]:
    """Draw accepted letters filled, proposals as outlines."""
    for kind, accepted, looks in (
        ("bands proposed", False, f'fill="none" stroke="{colour}" stroke-width="1" stroke-opacity=".5"'),
        ("bands", True, f'fill="{colour}" fill-opacity="{distribution.INK}"'),
    ):
        bands = distribution.score_bands(line.by_day(accepted=accepted), scales.picture.start, scales.picture.end)
        outlines = (
            f"M{scales.x(band.start)} {scales.y(band.score + band.half)}H{scales.x(band.end)}"
            f"V{scales.y(band.score - band.half)}H{scales.x(band.start)}z"
            for band in bands
        )
        if path := "".join(outlines):
            yield f'<path class="{kind}" d="{path}" {looks} {SHARP}/>'


def _distributions(scales: Scales, line: Series, colour: str, theme: Theme) -> Iterator[str]:
    """Draw every letter's marks: proposals as outlines, thin letters pale, the zero of a weighed one ringed."""
    full, hollow = _shown(scales, line.dots), _shown(scales, line.hollow)
    marks, proposed = distribution.score_marks(full, hollow, step=scales.step, day=scales.day, moved=scales.moved)
    if joints := "".join(_joint(scales, dot) for dot in distribution.both_sides(full)):
        yield f'<path class="both" d="{joints}" stroke="{colour}" stroke-width="2" stroke-dasharray="2 3"/>'
    edge = f'stroke="{theme.paper}" stroke-width="1"'
    pale = [mark for mark in marks if mark.opacity == distribution.PALE]
    inked = [mark for mark in marks if mark.opacity == distribution.INK]
    rings = [mark for mark in marks if mark.ringed]
    for kind, these, looks in (
        ("proposed", proposed, f'fill="{theme.paper}" stroke="{colour}" stroke-width="1.5"'),
        ("pale", pale, f'fill="{colour}" fill-opacity="{distribution.PALE}" {edge}'),
        ("marks", inked, f'fill="{colour}" fill-opacity="{distribution.INK}" {edge}'),
        ("weighed", rings, f'fill="none" stroke="{colour}" stroke-width="2"'),
    ):
        if path := _outlines(scales, these, scales.picture.marker(line)):
            yield f'<path class="{kind}" d="{path}" {looks}/>'
    if not scales.size.small and is_main(line, scales.picture.lines):
        yield from (_number(scales, mark, theme) for mark in (*marks, *proposed) if mark.number)


def _outlines(scales: Scales, marks: Iterable[ScoreMark], marker: str) -> str:
    return "".join(
        mark(marker, scales.at(each.dot), scales.y(each.score), distribution.radius(each.sentences, scales.step))
        for each in marks
    )


def _joint(scales: Scales, dot: Dot) -> str:
    """Stroke from the lowest to the highest score of a letter that goes both ways."""
    return f"M{scales.at(dot):g} {scales.y(dot.position.highest):g}V{scales.y(dot.position.lowest):g}"


def _mean(scales: Scales, dot: Dot) -> str:
    long = MEAN / 2 if scales.size.small else MEAN
    return f"M{scales.at(dot) - long:g} {scales.y(dot.position.mean):g}h{2 * long:g}"


def _number(scales: Scales, each: ScoreMark, theme: Theme) -> str:
    x, y = scales.at(each.dot), scales.y(each.score)
    if each.number == "in":
        return text(str(each.sentences), x, y + 4, theme.ink, anchor="middle", more='font-size="11"')
    away = distribution.radius(each.sentences, scales.step) * 0.7 + 2
    return text(str(each.sentences), x + away, y - away, theme.quiet, more='font-size="11"')


def _levels(scales: Scales, line: Series) -> Iterator[Level]:
    first, last = scales.picture.start, scales.picture.end
    inside = (each for each in line.segments(scales.picture.until) if each.start <= last and each.end >= first)
    for run in unbroken(inside):
        for place, segment in enumerate(run):
            ends = scales.x(max(segment.start, first)), scales.x(min(segment.end, last))
            yield Level(*ends, scales.y(segment.pool.position.height), place > 0)


def _outline(scales: Scales, line: Series) -> str:
    """Return the line of many letters as its columns of pixels show it."""
    picture = scales.picture
    every = (run.between(picture.start, picture.end) for run in line.runs(picture.until))
    return "".join(
        step_line.outline(
            scales.columns(run.starts), run.heights, round(scales.x(run.end)), lambda height: round(scales.y(height))
        )
        for run in every
        if run
    )


def dash_of(name: str) -> str:
    return DASHES[name] if name in DASHES else name.replace("px", "").replace(",", " ")


def _labels(scales: Scales, theme: Theme) -> Iterator[str]:
    """Name holders, steps and gaps, with a halo that keeps the words clear of strokes and the stems of events."""
    picture = scales.picture
    if scales.size.small:
        return
    halo = f'stroke="{theme.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    for label in line_labels(picture, PlotArea(scales.x, scales.y, scales.step, LETTER, scales.moved)):
        colour = theme.quiet if label.quiet else theme.topic(picture.look)
        anchor = {"left": "start", "middle": "middle", "right": "end"}[label.side]
        more = f'class="{label.kind}" font-size="{FONTS[label.kind]}" {halo}'
        for row, words in enumerate(label.lines):
            y = label.box[1] + (row + 0.8) * LINE
            yield text(words, label.place(), y, colour, anchor=anchor, more=more)


def _shares(scales: Scales, theme: Theme) -> Iterator[str]:
    shares = [(day, share) for day, share in scales.picture.shares if scales.within(day)]
    most = max((share for _day, share in shares), default=None)
    if not most:
        return
    floor = scales.size.height - 8
    many = len(shares) > distribution.MANY
    highest_at = dict[float, float]()
    for day, share in shares:
        x = round(scales.x(day)) if many else scales.x(day)
        high = max(float(share / most) * scales.size.shares, 1)
        highest_at[x] = max(high, highest_at.get(x, 0))  # a lower bar in the same column is hidden by it
    bars = "".join(f"M{x:g} {floor}v{-high:.1f}" for x, high in highest_at.items())
    width = f'"1" {SHARP}' if many else '"4"'
    told = _("aandeel van de zinnen, per gelezen brief")
    yield text(told, scales.size.left + 4, floor - scales.size.shares - 3, theme.quiet)
    highest = floor - scales.size.shares + 9
    yield text(share_words(most), scales.size.left - 4, highest, theme.quiet, anchor="end", more='font-size="11"')
    yield f'<path d="{bars}" stroke="{theme.quiet}" stroke-width={width} stroke-opacity=".55"/>'
    yield f'<path d="M{scales.size.left} {floor}H{scales.size.width - 8}" stroke="{theme.line}"/>'


def text(words: str, x: float, y: float, colour: str, *, anchor: str = "", more: str = "") -> str:
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{anchored} {more}>{escape(words)}</text>'


def symbol(holder: Holder) -> SafeString:
    """Return a holder's marker as inline SVG, in the colour of the text."""
    path = mark(HOLDER_MARKERS[holder], 0, 0, 5)
    return mark_safe(
        f'<svg class="symbol" viewBox="-8 -8 16 16" aria-hidden="true"><path d="{path}" fill="currentColor"/></svg>'
    )

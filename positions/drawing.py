"""The same picture as a drawing: SVG that needs no script, for the first sight, print, home and sharing.

Presentation attributes alone, so that it draws alike in a page (colours from the stylesheet), on its own, and in
whatever turns SVG into PNG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from positions import spoken
from positions.bilingual import in_language
from positions.domain.scale import SCORES, Holder
from positions.domain.series import Dot, Series
from positions.looks import HOLDER_MARKERS
from positions.marks import mark
from positions.phrases import share_words
from positions.pictures import Picture, is_main, radius
from positions.reviewing.words import signed
from positions.themes import FONT, IN_PAGE, Theme

MANY = 400  # dots; above it they are small and those that fall together are drawn once
TOP = 2.42
DASHES = {
    "solid": "",
    "dash": "8 5",
    "dot": "2 4",
    "dashdot": "9 4 2 4",
    "longdash": "14 6",
    "longdashdot": "14 5 2 5",
}  # as Plotly calls them; what it takes as numbers ("5px,2px") is the same here without a unit
SHARP = 'shape-rendering="crispEdges"'  # thousands of upright lines cost a third of what they do with soft edges
LETTER = 6.6  # pixels, the width of one of the labels


@dataclass(frozen=True, slots=True)
class Size:
    """How large the drawing is, in pixels, and whether it has room for words and for each letter's share below."""

    width: int
    height: int
    left: int = 40
    top: int = 24
    bottom: int = 96
    shares: int = 46
    small: bool = False


WIDE = Size(1000, 460)
NARROW = Size(360, 420, left=30)
TINY = Size(480, 150, left=8, top=6, bottom=20, shares=0, small=True)  # one of several on a page


class Scales:
    """From days and scores to pixels. Thousands of dots ask for few different scores, so those are kept."""

    def __init__(self, picture: Picture, size: Size) -> None:
        self.picture, self.size = picture, size
        self.floor = size.height - size.bottom
        self._first = picture.start.toordinal()
        self._day = (size.width - size.left - 8) / ((picture.end.toordinal() - self._first) or 1)
        self._heights: dict[float, float] = {}

    def x(self, day: date) -> float:
        return round(self.size.left + (day.toordinal() - self._first) * self._day, 1)

    def y(self, score: float | Fraction) -> float:
        exact = float(score)
        if exact not in self._heights:
            top = self.size.top
            self._heights[exact] = round(top + (TOP - exact) / (2 * TOP) * (self.floor - top), 1)
        return self._heights[exact]

    def within(self, day: date | None) -> bool:
        return day is not None and self.picture.start <= day <= self.picture.end


def drawing(picture: Picture, size: Size = WIDE, theme: Theme = IN_PAGE, *, name: str = "tekening") -> SafeString:
    """The whole `<svg>`. `name` begins the ids in it, which are the page's own."""
    return image(_told(picture), inside(picture, size, theme, name=name), size, theme, name=name)


def image(told: tuple[str, str], drawn: str, size: Size, theme: Theme, *, name: str) -> SafeString:
    """`drawn` as a whole `<svg>` with a title and a description for who does not see it."""
    title, desc = told
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}" role="img"'
        f' aria-labelledby="{name}-t {name}-d" font-family="{escape(FONT)}" font-size="12" fill="{theme.ink}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(desc)}</desc>'
    )
    # Every text in it went through escape(), every number through a format of its own.
    return mark_safe(f"{head}{drawn}</svg>")


def inside(picture: Picture, size: Size, theme: Theme, *, name: str) -> str:
    scales = Scales(picture, size)
    parts = [
        *_bands(scales, theme),
        *_axis(scales, theme),
        *_years(scales, theme),
        *_events(scales, theme),
        *(part for line in picture.lines for part in _line(scales, line, theme)),
        *_names(scales, theme),
        *(_shares(scales, theme) if size.shares else ()),
        *_poles(scales, theme),
    ]
    return _hatch(name, theme) + "".join(parts).replace("#HATCH#", f"#{name}-h")


def standing_alone(picture: Picture, size: Size, theme: Theme) -> SafeString:
    """As a file: on paper of its own, with its title on it."""
    return on_paper(drawing(picture, size, theme), theme)


def on_paper(drawn: SafeString, theme: Theme) -> SafeString:
    paper = f'<rect width="100%" height="100%" fill="{theme.paper}"/>'
    return mark_safe(drawn.replace("</desc>", f"</desc>{paper}", 1))


def _told(picture: Picture) -> tuple[str, str]:
    said = (
        f"{spoken.holder_words(line)}: {spoken.summary(line, picture.axis, picture.until)}" for line in picture.lines
    )
    return spoken.title_of(picture.axis, picture.title), " ".join(said)


def _hatch(name: str, theme: Theme) -> str:
    return (
        f'<defs><pattern id="{name}-h" width="7" height="7" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><path d="M0 0V7" stroke="{theme.line}" stroke-width="1.6"/></pattern></defs>'
    )


def _bands(scales: Scales, theme: Theme) -> Iterator[str]:
    top, height = scales.y(TOP), scales.y(-TOP) - scales.y(TOP)
    for place, (band, start, end) in enumerate(scales.picture.bands_shown()):
        left, right = scales.x(start), scales.x(end)
        box = f'x="{left}" y="{top}" width="{right - left:.1f}" height="{height:.1f}"'
        if place % 2:
            yield f'<rect {box} fill="{theme.band}"/>'
        if not scales.size.small and right - left > len(band.name) * LETTER:
            yield text(band.name, (left + right) / 2, top - 7, theme.quiet, anchor="middle")
    for start, end in scales.picture.demissionary():
        box = f'x="{scales.x(start)}" y="{top}" width="{scales.x(end) - scales.x(start):.1f}" height="{height:.1f}"'
        yield f'<rect {box} fill="url(#HATCH#)"/>'


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
    """Last of all, with paper around the letters: lines of events pass behind them."""
    left, axis = scales.size.left + 4, scales.picture.axis
    clear = f'stroke="{theme.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    yield text(f"↑ {in_language(axis.high_pole)}", left, scales.y(TOP) + 13, theme.ink, more=clear)
    yield text(f"↓ {in_language(axis.low_pole)}", left, scales.y(-TOP) - 5, theme.ink, more=clear)


def _years(scales: Scales, theme: Theme) -> Iterator[str]:
    start, end = scales.picture.start.year + 1, scales.picture.end.year
    step = next(step for step in (1, 2, 5, 10, 25, 1000) if (end - start) / step * 44 < scales.size.width)
    bottom = scales.size.height - 6 if not scales.size.shares else scales.floor + 16
    for year in range(start, end + 1):
        x = scales.x(date(year, 1, 1))
        if year % step == 0 and scales.size.left + 8 < x < scales.size.width - 18:
            yield f'<path d="M{x} {scales.floor}v4" stroke="{theme.quiet}"/>'
            yield text(str(year), x, bottom, theme.quiet, anchor="middle")


def _events(scales: Scales, theme: Theme) -> Iterator[str]:
    for event in scales.picture.events_shown():
        x, low = scales.x(event.day), scales.y(-TOP)
        yield f'<path d="M{x} {scales.y(TOP)}V{low}" stroke="{theme.quiet}" stroke-dasharray="2 3"/>'
        if not scales.size.small:
            yield f'<path d="M{x - 4} {low}h8l-4 -7z" fill="{theme.quiet}"><title>{escape(event.name)}</title></path>'


def _line(scales: Scales, line: Series, theme: Theme) -> Iterator[str]:
    picture = scales.picture
    colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
    dash = dash_of(picture.dash(line))
    marker = picture.marker(line)
    many = len(picture.dots) > MANY
    if path := _steps(scales, line):
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        thin = f'stroke-width="1" stroke-opacity=".4" {SHARP}' if many else 'stroke-width="2.25"'
        yield f'<path d="{path}" fill="none" stroke="{colour}" {thin}{dashed}/>'
    full = [dot for dot in line.dots if scales.within(dot.letter.day)]
    hollow = [dot for dot in line.hollow if scales.within(dot.letter.day)]
    if whiskers := _merged(scales, full) if many else "".join(_whisker(scales, dot) for dot in full):
        faint = f'stroke-opacity=".15" {SHARP}' if many else 'stroke-opacity=".55"'
        yield f'<path d="{whiskers}" stroke="{colour}" stroke-width="1" {faint}/>'
    if hollow:
        outline = f'fill="{theme.paper}" stroke="{colour}" stroke-width="1.5"'
        yield f'<path d="{_marks(scales, hollow, marker, many=many)}" {outline}/>'
    if full and many and marker == "circle":
        yield _spots(scales, full, colour)
    elif full:
        edge = "" if many else f' stroke="{theme.paper}" stroke-width="1"'
        yield f'<path d="{_marks(scales, full, marker, many=many)}" fill="{colour}"{edge}/>'


def _steps(scales: Scales, line: Series) -> str:
    path: list[str] = []
    first, last, at = scales.picture.start, scales.picture.end, None
    for segment in line.segments(scales.picture.until):
        start, end = max(segment.start, first), min(segment.end, last)
        if start > end:
            continue
        y = scales.y(segment.mean)
        path.append(f"V{y}" if at == segment.start else f"M{scales.x(start)} {y}")
        path.append(f"H{scales.x(end)}")
        at = segment.end
    return "".join(path)


def dash_of(name: str) -> str:
    return DASHES[name] if name in DASHES else name.replace("px", "").replace(",", " ")


def _whisker(scales: Scales, dot: Dot) -> str:
    if dot.position.lowest == dot.position.highest or not dot.letter.day:
        return ""
    high, low = scales.y(dot.position.highest), scales.y(dot.position.lowest)
    return f"M{scales.x(dot.letter.day):g} {high:g}V{low:g}"


def _merged(scales: Scales, dots: Iterable[Dot]) -> str:
    """Whiskers to the pixel: of those in one column, what they cover together."""
    columns = defaultdict[int, set[tuple[int, int]]](set)
    for dot in dots:
        if dot.letter.day and dot.position.lowest < dot.position.highest:
            columns[round(scales.x(dot.letter.day))].add((dot.position.lowest, dot.position.highest))
    return "".join(
        f"M{column} {scales.y(high):g}V{scales.y(low):g}"
        for column, spreads in columns.items()
        for low, high in _joined(spreads)
    )


def _joined(spreads: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that touch as one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(spreads):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


def _spots(scales: Scales, dots: Iterable[Dot], colour: str) -> str:
    """Round dots of one size as the round ends of lines without length: far shorter, for thousands of them."""
    places = dict.fromkeys(
        f"M{scales.x(dot.letter.day):.0f} {scales.y(dot.position.mean):.0f}h0" for dot in dots if dot.letter.day
    )
    return f'<path d="{"".join(places)}" stroke="{colour}" stroke-width="5" stroke-linecap="round"/>'


def _marks(scales: Scales, dots: Iterable[Dot], marker: str, *, many: bool) -> str:
    """All of them as one outline; of those that would cover each other to the pixel, one."""
    found: dict[str, None] = {}
    for dot in dots:
        assert dot.letter.day
        x, y = scales.x(dot.letter.day), scales.y(dot.position.mean)
        r = radius(dot.position.sentences, many=many or scales.size.small)
        found[mark(marker, round(x) if many else x, round(y) if many else y, round(r, 1))] = None
    return "".join(found)


def _names(scales: Scales, theme: Theme) -> Iterator[str]:
    picture = scales.picture
    if len(picture.lines) < 2 or scales.size.small:
        return
    for line, last, above in picture.ends():
        if last.letter.day and scales.within(last.letter.day):
            colour = theme.topic(picture.look) if is_main(line, picture.lines) else theme.quiet
            y = scales.y(last.position.mean) + (-12 if above else 22)
            yield text(spoken.holder_words(line), scales.x(last.letter.day), y, colour, anchor="end")


def _shares(scales: Scales, theme: Theme) -> Iterator[str]:
    dots = [dot for dot in scales.picture.saliences if scales.within(dot.letter.day)]
    most = max((dot.salience for dot in dots), default=None)
    if not most:
        return
    floor = scales.size.height - 8
    many = len(dots) > MANY
    highest_at = dict[float, float]()
    for dot in dots:
        assert dot.letter.day
        x = round(scales.x(dot.letter.day)) if many else scales.x(dot.letter.day)
        high = max(float(dot.salience / most) * scales.size.shares, 1)
        highest_at[x] = max(high, highest_at.get(x, 0))  # a lower bar of the same column is not seen
    bars = "".join(f"M{x:g} {floor}v{-high:.1f}" for x, high in highest_at.items())
    width = f'"1" {SHARP}' if many else '"4"'
    yield text(_("aandeel van de brief"), scales.size.left + 4, floor - scales.size.shares - 3, theme.quiet)
    highest = floor - scales.size.shares + 9
    yield text(share_words(most), scales.size.left - 8, highest, theme.quiet, anchor="end")
    yield f'<path d="{bars}" stroke="{theme.quiet}" stroke-width={width} stroke-opacity=".55"/>'
    yield f'<path d="M{scales.size.left} {floor}H{scales.size.width - 8}" stroke="{theme.line}"/>'


def text(words: str, x: float, y: float, colour: str, *, anchor: str = "", more: str = "") -> str:
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{anchored} {more}>{escape(words)}</text>'


def symbol(holder: Holder) -> SafeString:
    """A holder's shape beside its name, in the colour of the text."""
    path = mark(HOLDER_MARKERS[holder], 0, 0, 5)
    return mark_safe(
        f'<svg class="symbol" viewBox="-8 -8 16 16" aria-hidden="true"><path d="{path}" fill="currentColor"/></svg>'
    )

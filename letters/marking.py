"""Text → HTML with things hung on it. A letter is hostile: every character of it is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Wrap:
    """Put `around` about text[start:end]; it gets the inside as safe HTML."""

    start: int
    end: int
    around: Callable[[SafeString], SafeString]


@dataclass(frozen=True, slots=True)
class Point:
    """Put `html` before the character at `offset`."""

    offset: int
    html: SafeString


def marked(text: str, start: int, end: int, wraps: Iterable[Wrap] = (), points: Iterable[Point] = ()) -> SafeString:
    """text[start:end] as HTML. A wrap that runs into an earlier one, or out of the text, is left off."""
    inside = sorted((p for p in points if start <= p.offset <= end), key=lambda p: p.offset)
    pieces, at = [], start
    for wrap in sorted(wraps, key=lambda w: (w.start, -w.end)):
        if at <= wrap.start < wrap.end <= end:
            pieces.append(plain(text, at, wrap.start, inside))
            pieces.append(wrap.around(plain(text, wrap.start, wrap.end, inside)))
            at = wrap.end
    pieces.append(plain(text, at, end, inside, last=True))
    return joined(pieces)


def plain(text: str, start: int, end: int, points: Sequence[Point], *, last: bool = False) -> SafeString:
    """Escaped text with its points; a point at `end` belongs to what follows, unless nothing does."""
    pieces, at = [], start
    for point in points:
        if start <= point.offset < end or (last and point.offset == end):
            pieces += [escape(text[at : point.offset]), point.html]
            at = point.offset
    return joined([*pieces, escape(text[at:end])])


def joined(pieces: Iterable[SafeString], *, between: str = "") -> SafeString:
    return format_html_join(between, "{}", ((piece,) for piece in pieces))

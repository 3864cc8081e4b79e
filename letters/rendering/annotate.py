"""Annotated text as HTML. Letters are untrusted input: every character is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Wrap:
    """A range text[start:end] to wrap in `around`, a function of the inner HTML.

    `piece` wraps each stretch of bare text inside, excluding nested wraps and points: links cannot be nested.
    """

    start: int
    end: int
    around: Callable[[SafeString], SafeString]
    piece: Callable[[SafeString], SafeString] | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """HTML to insert before the character at `offset`."""

    offset: int
    html: SafeString


def marked(text: str, start: int, end: int, wraps: Iterable[Wrap] = (), points: Iterable[Point] = ()) -> SafeString:
    """Return text[start:end] as HTML. Wraps may nest; one that overlaps another or the end of the text is dropped."""
    inside = sorted((p for p in points if start <= p.offset <= end), key=lambda p: p.offset)
    ordered = sorted(wraps, key=lambda w: (w.start, -w.end))
    return stretch(text, start, end, wraps=ordered, points=inside, last=True)


def stretch(
    text: str,
    start: int,
    end: int,
    *,
    wraps: Sequence[Wrap],
    points: Sequence[Point],
    piece: Callable[[SafeString], SafeString] | None = None,
    last: bool = False,
) -> SafeString:
    pieces, at = [], start
    for place, wrap in enumerate(wraps):
        if at <= wrap.start < wrap.end <= end:
            pieces.append(plain(text, at, wrap.start, points, piece))
            within = [later for later in wraps[place + 1 :] if later.start < wrap.end]
            inner = stretch(text, wrap.start, wrap.end, wraps=within, points=points, piece=wrap.piece)
            pieces.append(wrap.around(inner))
            at = wrap.end
    pieces.append(plain(text, at, end, points, piece, last=last))
    return joined(pieces)


def plain(
    text: str,
    start: int,
    end: int,
    points: Sequence[Point],
    piece: Callable[[SafeString], SafeString] | None = None,
    *,
    last: bool = False,
) -> SafeString:
    """Return escaped text with its points; a point at `end` belongs to what follows, except at the very end."""
    pieces, at = [], start
    for point in points:
        if start <= point.offset < end or (last and point.offset == end):
            pieces += [bare(text[at : point.offset], piece), point.html]
            at = point.offset
    return joined([*pieces, bare(text[at:end], piece)])


def bare(text: str, piece: Callable[[SafeString], SafeString] | None) -> SafeString:
    return piece(escape(text)) if piece and text.strip() else escape(text)


def joined(pieces: Iterable[SafeString], *, between: str = "") -> SafeString:
    return format_html_join(between, "{}", ((piece,) for piece in pieces))

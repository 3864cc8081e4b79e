"""A page's card for link previews (Open Graph): title, what the page is, source and licence, 1200 by 630 pixels."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from django.utils.safestring import SafeString, mark_safe

from positions.charts import svg
from positions.charts.publication import GLYPH, WIDE
from positions.charts.scales import Size
from positions.labels.palette import LIGHT

MARGIN = 72
NAME, TITLE, WORDS, SMALL = 30, 54, 30, 22  # font sizes
LEAD = 1.3  # line height
MOST_TITLE, MOST_WORDS = 3, 5  # lines


def render(title: str, description: str, credit: str) -> SafeString:
    """Return the card as SVG. Texts that are too long are cut at a word, with an ellipsis."""
    parts = [
        svg.text("Standpunt", MARGIN, MARGIN + NAME * 0.6, LIGHT.quiet, more=f'font-size="{NAME}" font-weight="700"'),
        f'<path d="M{MARGIN} {MARGIN + NAME}H{WIDE.width - MARGIN}" stroke="{LIGHT.ink}" stroke-width="3"/>',
    ]
    y = MARGIN + NAME + TITLE * LEAD
    for line in _lines(title, TITLE, MOST_TITLE):
        parts.append(svg.text(line, MARGIN, y, LIGHT.ink, more=f'font-size="{TITLE}" font-weight="700"'))
        y += TITLE * LEAD
    for line in _lines(description, WORDS, MOST_WORDS):
        parts.append(svg.text(line, MARGIN, y, LIGHT.quiet, more=f'font-size="{WORDS}"'))
        y += WORDS * LEAD
    for row, line in enumerate(reversed(list(_lines(credit, SMALL, 2)))):
        low = WIDE.height - MARGIN * 0.6 - row * SMALL * LEAD
        parts.append(svg.text(line, MARGIN, low, LIGHT.ink, more=f'font-size="{SMALL}"'))
    drawn = svg.image((title, description), "".join(parts), Size(WIDE.width, WIDE.height), LIGHT, name="kaart")
    sized = drawn.replace("<svg ", f'<svg width="{WIDE.width}" height="{WIDE.height}" ', 1)
    return svg.on_background(mark_safe(sized), LIGHT)


def _lines(words: str, size: int, most: int) -> Iterator[str]:
    found = wrap(words, int((WIDE.width - 2 * MARGIN) / (size * GLYPH)))
    yield from found[: most - 1]
    if found[most - 1 :]:
        last = found[most - 1]
        yield last if len(found) == most else f"{last.rsplit(' ', 1)[0]} …"

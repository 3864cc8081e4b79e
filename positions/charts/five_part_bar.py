"""Five-part bar beside a position in words: a column per score, as high as its number of sentences."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from positions.domain.timeline.positions import Position

WIDTH, HEIGHT = 9, 22  # pixels: of a column with its gap, and of the highest one


def five_part_bar(position: Position) -> SafeString:
    """Return inline SVG in the topic's colour; hidden from screen readers, since the words beside it say the same."""
    most = max(position.counts)
    columns = "".join(
        f'<rect x="{place * WIDTH}" y="{HEIGHT - (high := round(count / most * HEIGHT, 1)):g}" width="{WIDTH - 2}"'
        f' height="{high:g}"/>'
        for place, count in enumerate(position.counts)
        if count
    )
    zero = f'<path d="M{2.5 * WIDTH - 1} {HEIGHT + 1}v3"/>'
    whole = f'<path d="M0 {HEIGHT + 0.5}h{5 * WIDTH - 2}"/>'
    box = f'viewBox="0 0 {5 * WIDTH - 2} {HEIGHT + 4}" width="{5 * WIDTH - 2}" height="{HEIGHT + 4}"'
    return mark_safe(f'<svg class="five" {box} aria-hidden="true">{columns}{whole}{zero}</svg>')

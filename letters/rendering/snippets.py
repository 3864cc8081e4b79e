"""Search snippets: whole sentences of a passage with the search words highlighted."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from letters.rendering.annotate import Wrap, joined, marked
from letters.search.full_text import Highlighter

SENTENCES = 2
GAP = escape("[…]")


def snippet(passage: Any, light: Highlighter) -> SafeString:
    """Return the two best sentences of a passage from `best_passages`, with "[…]" for gaps."""
    text = passage.words
    bounds = [bound - passage.start for bound in passage.sentence_bounds] or [0, len(text)]
    sentences = list(zip(bounds[::2], bounds[1::2], strict=True))
    lit = [light.spans(text, start, end) for start, end in sentences]
    best = sorted(sorted(range(len(sentences)), key=lambda n: -len(lit[n]))[:SENTENCES])
    chosen = [n for n in best if lit[n]] or best[:1]
    pieces = []
    for before, n in zip([-1, *chosen], chosen, strict=False):
        if n != before + 1:
            pieces.append(GAP)
        wraps = [Wrap(start, end, lambda inside: format_html("<mark>{}</mark>", inside)) for start, end in lit[n]]
        pieces.append(marked(text, *sentences[n], wraps))
    if chosen[-1] != len(sentences) - 1:
        pieces.append(GAP)
    return joined(pieces, between=" ")

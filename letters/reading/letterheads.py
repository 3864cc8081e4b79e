"""Which lines of a page header carry facts of the letter, so that they are kept where the body lacks them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.reading.blocks import Block

_FACT = re.compile(
    r"\bvergaderjaar\b|kamer der staten-generaal|^\d{2} \d{3}\b|^nr\. ?\d|\bkst-\d"
    r"|\bkenmerk\b|\breferentie\b|^datum\b|^betreft\b",
    re.IGNORECASE,
)


def facts_missing_from(header: Sequence[Block], body: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the first page's header, if one of them states a fact that no block of the body repeats."""
    written = "\n".join(block.text for block in body).casefold()
    missing = [block for block in header if block.text.casefold() not in written]
    return tuple(missing) if any(_FACT.search(block.text) for block in missing) else ()

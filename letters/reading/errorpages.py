"""Recognises a website's error page that was saved in a document's place, as KOOP answers for some missing papers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.reading.blocks import Block

_FEW_WORDS = 300
_VERY_FEW_WORDS = 120
_ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503|504)\b|niet gevonden|not found|bestaat niet|niet beschikbaar|unavailable|"
    r"access denied|forbidden|toegang geweigerd|foutmelding|er is (?:iets|een fout)|technische (?:storing|fout)|"
    r"bad gateway|\berror\b|in onderhoud|gateway time-?out|captcha|javascript (?:is required|aan)",
    re.IGNORECASE,
)
_FAKE_404 = "fout404"


def is_error_page(source: str, title: str, blocks: Sequence[Block]) -> bool:
    """A page with few words that says in its title or at its start that something went wrong."""
    text = " ".join(block.text for block in blocks)
    words = len(text.split())
    if words > _FEW_WORDS:
        return False
    if _FAKE_404 in source or _ERROR.search(title):
        return True
    return words <= _VERY_FEW_WORDS and bool(_ERROR.search(text[:300]))

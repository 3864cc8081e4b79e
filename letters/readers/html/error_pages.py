"""Detection of a website's error page saved instead of the document, as KOOP returns for some missing papers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.readers.blocks import Block

_FEW_WORDS = 300
_VERY_FEW_WORDS = 120
_ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503|504)\b|niet gevonden|not found|bestaat niet|niet beschikbaar|unavailable|"
    r"access denied|forbidden|toegang geweigerd|foutmelding|er is (?:iets|een fout)|technische (?:storing|fout)|"
    r"er is een storing|storing opgetreden|"
    r"kan (?:momenteel |nu )?niet (?:worden )?(?:getoond|weergegeven|geladen|geopend)|"
    r"geen toegang tot deze|^\W*storing\W*$|"
    r"bad gateway|\berror\b|in onderhoud|gateway time-?out|captcha|javascript (?:is required|aan)",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"\bgeachte\b|\bhoogachtend\b|vergaderjaar \d{4}|\bbrief van de\b|\bvoorzitter van de\b|den haag, \d", re.IGNORECASE
)
_FAKE_404 = "fout404"


def is_error_page(source: str, title: str, blocks: Sequence[Block]) -> bool:
    """True if a page is an error page: few words, an error message in its title or start, no sign of a letter."""
    text = " ".join(block.text for block in blocks)
    words = len(text.split())
    if words > _FEW_WORDS:
        return False
    if _FAKE_404 in source:
        return True
    if _LETTER.search(text):
        return False
    return bool(_ERROR.search(title) or (words <= _VERY_FEW_WORDS and _ERROR.search(text[:300])))

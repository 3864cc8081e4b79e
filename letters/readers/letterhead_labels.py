"""Letterhead fields: their labels, and the detection of facts in a page header that are missing from the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.readers.blocks import Block, LeftOut, Why

_SUBJECT = r"(?:Betreft|Onderwerp|Inzake)"
FIELD = re.compile(  # matched against a whole line or cell
    rf"(?:Datum|{_SUBJECT}|(?:(?:Onze|Uw)\s+)?[Rr]eferentie|(?:(?:Ons|Uw)\s+)?[Kk]enmerk|Uw brief"
    r"|Bijlage(?:\(n\)|n)?|Aan|Van|Contactpersoon|Behandeld door|Telefoon|E-mail|Afschrift aan)\s*:?"
)
_OPENS_FIELD = re.compile(
    rf"(?:{FIELD.pattern})(?:\s|$)|\S[^:.]{{1,30}}:|(?:Zeer )?[Gg]eachte|Excellentie|Mijnheer|.{{0,40}}\d{{4}}$"
)
_OPENS_SUBJECT = re.compile(rf"{_SUBJECT}\s*:?(?=\s|$)")
_FACT = re.compile(
    r"\bvergaderjaar\b|kamer der staten-generaal|^\d{2} \d{3}\b|^nr\. ?\d|\bkst-\d"
    r"|\bkenmerk\b|\breferentie\b|^datum\b|^betreft\b",
    re.IGNORECASE,
)


def opens_field(text: str) -> bool:
    """True if a line may start a letterhead field or the letter itself."""
    return _OPENS_FIELD.match(text) is not None


def opens_subject(text: str) -> bool:
    return _OPENS_SUBJECT.match(text) is not None


def facts_missing_from(header: Sequence[Block], body: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of the first page's header, if one states a fact that no block of the body repeats."""
    written = "\n".join(block.text for block in body).casefold()
    missing = [block for block in header if block.text.casefold() not in written]
    return tuple(missing) if any(_FACT.search(block.text) for block in missing) else ()


def left_out_of(header: Sequence[Block], facts: Sequence[Block]) -> list[LeftOut]:
    """The header blocks outside `facts`, with the reason: the body repeats them, or they are page furniture."""
    why = Why.REPEATED if facts else Why.FURNITURE
    return [LeftOut(why, block.text) for block in header if block not in facts]

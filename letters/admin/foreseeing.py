"""The questions that a letter will raise when it is saved as it was read: what is unknown, and what comes of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from letters.admin import naming
from letters.attention import Attention
from letters.domain.parsed import ParsedLetter, PassageKind, Publication

TEXT_KINDS = (PassageKind.BODY, PassageKind.ANNEX)
LEFT_OPEN = "Laat u dit leeg, dan komt de brief op de lijst “vraagt aandacht”."


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    field: str
    words: str


def questions(parsed: ParsedLetter, values: Mapping[str, Any]) -> list[Question]:
    """As `letters.attention.unknowns` will ask of the letter, but for the cabinet, which follows from its date."""
    if values.get("publication") != Publication.LETTER.value:
        return []
    codes = []
    if not values.get("document_date"):
        codes.append(Attention.BAD_DATE if parsed.written_date else Attention.NO_DATE)
    if not values.get("chamber"):
        codes.append(Attention.NO_CHAMBER)
    if not values.get("signatories"):
        codes.append(Attention.NO_SIGNATORY)
    if not any(p.kind in TEXT_KINDS for p in parsed.passages):
        codes.append(Attention.NO_TEXT)
    return [ask(code) for code in codes]


def ask(code: Attention) -> Question:
    field = naming.ASKED_OF.get(code, "")
    return Question(code.value, field, f"{code.label} {LEFT_OPEN}" if field else str(code.label))

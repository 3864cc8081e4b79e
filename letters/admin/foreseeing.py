"""The questions that a letter will raise when it is saved as it was read: what is unknown, and what comes of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from letters.admin import naming
from letters.attention import Attention
from letters.domain.parsed import ParsedLetter, PassageKind, Publication
from letters.ingestion import facts
from letters.models import Letter

TEXT_KINDS = (PassageKind.BODY, PassageKind.ANNEX)
LEFT_OPEN = "Laat u dit leeg, dan komt de brief op de lijst “vraagt aandacht”."


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    field: str
    words: str


def questions(parsed: ParsedLetter, values: Mapping[str, Any], *, is_example: bool) -> list[Question]:
    """As `letters.attention.unknowns` will ask of the letter."""
    if values.get("publication") != Publication.LETTER.value:
        return []
    codes = []
    if not values.get("document_date"):
        codes.append(Attention.BAD_DATE if parsed.written_date else Attention.NO_DATE)
    elif not has_cabinet(date.fromisoformat(values["document_date"]), is_example=is_example):
        codes.append(Attention.NO_CABINET)
    if not values.get("chamber"):
        codes.append(Attention.NO_CHAMBER)
    if not values.get("signatories"):
        codes.append(Attention.NO_SIGNATORY)
    if not any(p.kind in TEXT_KINDS for p in parsed.passages):
        codes.append(Attention.NO_TEXT)
    return [ask(code) for code in codes]


def has_cabinet(day: date, *, is_example: bool) -> bool:
    letter = Letter(document_date=day, is_example=is_example)  # never saved: it is asked for its cabinet alone
    facts.set_cabinet(letter)
    return letter.cabinet_id is not None


def ask(code: Attention) -> Question:
    field = naming.ASKED_OF.get(code, "")
    return Question(
        code.value, field, f"{code.label} {LEFT_OPEN}" if field and code != Attention.NO_CABINET else str(code.label)
    )

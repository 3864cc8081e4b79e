"""Open questions that a letter will have when saved as parsed: unknown values and their consequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from letters.admin import display_names
from letters.ingestion import letter_fields
from letters.ingestion.open_questions import Attention, LetterFacts, open_questions
from letters.models import Letter
from letters.parser.parsed_letter import ParsedLetter

LEFT_OPEN = _("Laat u dit leeg, dan komt de brief op de lijst “vraagt aandacht”.")


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    field: str
    words: str


def questions(parsed: ParsedLetter, values: Mapping[str, Any], *, is_example: bool) -> list[Question]:
    """Return the questions of the letter that these values will make."""
    letter = letter_of(parsed, values, is_example=is_example)
    known = LetterFacts.of_parsed(letter, parsed, signed=bool(values.get("signatories")))
    return [ask(Attention(code), parsed) for code in open_questions(letter, known)]


def letter_of(parsed: ParsedLetter, values: Mapping[str, Any], *, is_example: bool) -> Letter:
    """Return an unsaved letter with what the questions depend on."""
    day = date.fromisoformat(values["document_date"]) if values.get("document_date") else None
    by_editor = values.get("signatories") != [[s.name, s.office] for s in parsed.signatories]
    letter = Letter(
        is_example=is_example,
        publication=values["publication"],
        document_date=day,
        written_date=parsed.written_date,
        chamber=values.get("chamber") or None,
        provenance={"signatories": {"by": "editor"}} if by_editor else {},
        **letter_fields.signed_for(parsed),
    )
    letter_fields.set_cabinet(letter)
    if chosen := values.get("cabinet"):
        letter.cabinet = letter_fields.cabinets_to_choose(day, is_example=is_example).get(chosen)
    return letter


def ask(code: Attention, parsed: ParsedLetter) -> Question:
    field, words = (
        display_names.ASKED_OF.get(code, ""),
        display_names.full(code, parsed.unread_pages, parsed.ledger or ()),
    )
    return Question(code.value, field, f"{words} {LEFT_OPEN}" if field and code != Attention.NO_CABINET else words)

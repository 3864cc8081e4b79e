"""What a source's record says of a letter, on the letter: preferred to its text, with the differences kept in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from letters.domain import stating
from letters.domain.parsed import ParsedLetter, ParsedSignatory
from letters.domain.stating import PREFERRED, Difference, Stated
from letters.ingestion import facts
from letters.models import Ingestion, Letter

# The source whose papers are the official text. What another has of the same paper is a copy.
FIRST = "koop"


def prefer(parsed: ParsedLetter, ingestion: Ingestion) -> tuple[ParsedLetter, Stated | None, Sequence[Difference]]:
    """The letter with the facts of the record that came with it; as it was where none came."""
    if not ingestion.stated:
        return parsed, None, ()
    stated = stating.from_json(ingestion.stated)
    preferred, differences = stating.prefer(parsed, stated)
    return preferred, stated, differences


def has(stated: Stated | None, field: str) -> bool:
    return bool(stated and field in PREFERRED and getattr(stated, field, None))


def same_by_record(stated: Stated | None, letter: Letter) -> bool:
    """Records of official sources call both by the letter's identifier; texts that differ do not make them two."""
    named = bool(letter.found("identifier").get("source"))
    return bool(stated and named and stated.identifier and stated.identifier == letter.identifier)


def is_second_copy(stated: Stated | None, letter: Letter) -> bool:
    """It comes from a lesser source than what we have: its text takes nothing's place."""
    first = letter.found("identifier").get("source") == FIRST
    return bool(stated and stated.source != FIRST and first and same_by_record(stated, letter))


def mark(letter: Letter, stated: Stated, differences: Sequence[Difference]) -> None:
    """Say of each field that the record gave that it did, and note once where the text says something else.

    The caller settles and saves. Fields of an editor are left alone.
    """
    differing = {difference.field: difference for difference in differences}
    for field in PREFERRED:
        value, found = getattr(stated, field), letter.found(field)
        if not value or found.get("by") == "editor" or getattr(letter, field) != value:
            continue
        said = record(stated, value)
        if difference := differing.get(field):
            said["differs"] = difference.text
            if found.get("differs") != difference.text:
                facts.note(letter, field, difference.text, difference.record, reason=f"volgens {stated.source}")
        letter.provenance[field] = said
    receive(letter, stated)
    facts.add_names(letter, stated.names)


def record(stated: Stated, value: Any) -> dict[str, Any]:
    return {"by": "metadata", "source": stated.source, "quote": stating.words(value), "passage": None}


def receive(letter: Letter, stated: Stated) -> None:
    """When the Chamber received it: no text says that."""
    if stated.received_date and letter.received_date is None:
        letter.received_date = stated.received_date
        letter.provenance["received_date"] = record(stated, stated.received_date)


def add_to(letter: Letter, stated: Stated) -> None:
    """What a second source knows of a letter that we have: its names and, where nobody is known, who signed."""
    facts.add_names(letter, stated.names)
    signatories = stating.signed(stated)
    if signatories and not letter.signatories.exists() and letter.found("signatories").get("by") != "editor":
        facts.set_signatories(letter, [ParsedSignatory(s.name, s.office) for s in signatories])
        names = ", ".join(s.name for s in signatories)
        letter.provenance["signatories"] = record(stated, names)
        facts.note(letter, "signatories", "", names, reason=f"volgens {stated.source}")
    receive(letter, stated)
    facts.settle(letter)

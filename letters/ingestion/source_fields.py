"""Facts from a source's record on a letter: preferred to its text, with the differences kept visible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from letters.ingestion import letter_fields
from letters.models import Ingestion, Letter
from letters.parser import source_metadata
from letters.parser.classify import kind_of
from letters.parser.parsed_letter import ParsedLetter, ParsedSignatory, Publication
from letters.parser.source_metadata import PREFERRED, MetadataDifference, SourceMetadata

# The source of the official text; other sources have copies of it.
FIRST = "koop"


def prefer(
    parsed: ParsedLetter, ingestion: Ingestion
) -> tuple[ParsedLetter, SourceMetadata | None, Sequence[MetadataDifference]]:
    """Return the letter with the facts of its source record, if it has one."""
    if not ingestion.stated:
        return parsed, None, ()
    stated = source_metadata.from_json(ingestion.stated)
    preferred, differences = source_metadata.prefer(parsed, stated)
    return preferred, stated, differences


def states(stated: SourceMetadata | None, field: str) -> bool:
    return bool(stated and field in PREFERRED and getattr(stated, field, None))


def makes_letter(stated: SourceMetadata | None, letter: Letter) -> bool:
    """True if the source calls a paper a letter that parsed as none; an editor's choice stands."""
    return bool(stated and stated.is_letter and letter.no_letter)


def same_by_record(stated: SourceMetadata | None, letter: Letter) -> bool:
    """True if official records give both the letter's identifier; differing texts are then still one letter."""
    named = bool(letter.found("identifier").get("source"))
    return bool(stated and named and stated.identifier and stated.identifier == letter.identifier)


def is_second_copy(stated: SourceMetadata | None, letter: Letter) -> bool:
    """True if the text is from a secondary source and the letter from the primary: then it replaces nothing."""
    first = letter.found("identifier").get("source") == FIRST
    return bool(stated and stated.source != FIRST and first and same_by_record(stated, letter))


def mark(letter: Letter, stated: SourceMetadata, differences: Sequence[MetadataDifference]) -> None:
    """Record the source of each field that its record stated, and log once where the text differs.

    The caller settles and saves. An editor's fields are unchanged.
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
                letter_fields.record_edit(
                    letter, field, difference.text, difference.record, reason=f"volgens {stated.source}"
                )
        letter.provenance[field] = said
    if stated.is_letter and letter.is_letter and letter.found("publication").get("by") != "editor":
        letter.provenance["publication"] = record(stated, letter.publication)
    receive(letter, stated)
    letter_fields.add_names(letter, stated.names)


def record(stated: SourceMetadata, value: Any) -> dict[str, Any]:
    return {"by": "metadata", "source": stated.source, "quote": source_metadata.words(value), "passage": None}


def receive(letter: Letter, stated: SourceMetadata) -> None:
    """Fill the date on which the Chamber received the letter, which no text states."""
    by_editor = letter.found("received_date").get("by") == "editor"
    if stated.received_date and letter.received_date is None and not by_editor:
        letter.received_date = stated.received_date
        letter.provenance["received_date"] = record(stated, stated.received_date)


def add_to(letter: Letter, stated: SourceMetadata) -> None:
    """Add the facts of a second source to a known letter: its names and, if unknown, kind of paper and signatories."""
    if makes_letter(stated, letter):
        make_letter(letter, stated)
    letter_fields.add_names(letter, stated.names)
    signatories = source_metadata.signed(stated)
    signed = letter.signatories.exists() or letter.signed_by
    if signatories and not signed and letter.found("signatories").get("by") != "editor":
        letter_fields.set_signatories(letter, [ParsedSignatory(s.name, s.office) for s in signatories])
        letter.provenance["signatories"] = record(stated, ", ".join(s.name for s in signatories))
        names = [[s.name, s.office] for s in signatories]
        letter_fields.record_list(letter, "signatories", [], names, f"volgens {stated.source}")
    receive(letter, stated)
    letter_fields.settle(letter)


def make_letter(letter: Letter, stated: SourceMetadata) -> None:
    """Turn another paper into a letter, of the kind that its titles tell. The caller saves."""
    values = {"publication": Publication.LETTER.value, "kind": kind_of([letter.subject, letter.title, stated.title])}
    for field, value in values.items():
        letter_fields.record_edit(letter, field, getattr(letter, field), value, reason=f"volgens {stated.source}")
        setattr(letter, field, value)
    letter.provenance["publication"] = record(stated, letter.publication)

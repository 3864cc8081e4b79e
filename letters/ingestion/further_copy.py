"""Filling of a letter's fields from a further copy or a newer text, without a word of an editor being lost."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from letters.ingestion import letter_fields, source_fields
from letters.ingestion.match import Newcomer
from letters.models import Ingestion, Letter
from letters.parser.parsed_letter import ParsedLetter, Publication


def add_what_is_new(letter: Letter, new: Newcomer, ingestion: Ingestion, *, overwrite: bool = False) -> None:
    """Fill fields from this copy; with `overwrite` (changed text, newer reader) replace all but an editor's values.

    A value from a source's record replaces one from a text, never the reverse.
    """
    parsed, reason = new.parsed, f"uit {ingestion.name}"
    found = letter_fields.provenance_of(parsed, by="other copy")
    values = letter_fields.values_of(parsed)
    if overwrite and doubted(letter, parsed):
        del values["publication"]
    made_letter = source_fields.makes_letter(new.stated, letter)
    for field, value in values.items():
        old = getattr(letter, field)
        by_record = source_fields.states(new.stated, field) or (made_letter and field in ("publication", "kind"))
        settled = letter.found(field).get("by") == "editor" or (letter.found(field).get("source") and not by_record)
        if value in (None, "") or value == old or settled or not (old in (None, "") or overwrite or by_record):
            continue
        setattr(letter, field, value)
        letter.provenance[field] = found.get(field, {"by": "other copy"})
        letter_fields.record_edit(letter, field, old, value, reason=reason)
    if letter.kind and letter.publication != Publication.LETTER.value:
        letter_fields.record_edit(letter, "kind", letter.kind, None, reason=reason)
        letter.kind = None
    add_names_and_chamber(letter, new, reason)
    if letter.found("dossiers").get("by") != "editor":
        for number in letter_fields.add_dossiers(letter, parsed.dossiers, parsed.dossier_title):
            letter_fields.record_edit(letter, "dossiers", "", number, reason=reason)
    take_signature(letter, parsed, reason, overwrite=overwrite)


def doubted(letter: Letter, parsed: ParsedLetter) -> bool:
    """True if a paper that editors' decisions rely on no longer parses as a letter; recorded for an editor."""
    found = {key: value for key, value in letter.found("publication").items() if key != "doubt"}
    settled = found.get("by") == "editor" or found.get("source")
    doubted = letter.is_letter and parsed.publication is not Publication.LETTER and not settled and relied_on(letter)
    if doubted or found != letter.found("publication"):
        letter.provenance["publication"] = found | ({"doubt": parsed.publication.value} if doubted else {})
    return doubted


def relied_on(letter: Letter) -> bool:
    return any(import_string(path)(letter.pk) for path in settings.LETTERS_RELIED_ON)


def take_signature(letter: Letter, parsed: ParsedLetter, reason: str, *, overwrite: bool) -> None:
    """Fill the signatories if none are known; with `overwrite` always. An editor's stand, also where there are none."""
    if letter.found("signatories").get("by") == "editor" or not (parsed.signatories or parsed.signed_by):
        return
    names = [[s.name, s.office] for s in letter.signatories.all()]
    if (names or letter.signed_by) and not overwrite:
        return
    if parsed.signatories or names:
        letter_fields.set_signatories(letter, parsed.signatories)
    letter_fields.record_list(letter, "signatories", names, [[s.name, s.office] for s in parsed.signatories], reason)
    for field, value in letter_fields.signed_for(parsed).items():
        letter_fields.record_list(letter, field, getattr(letter, field), value, reason)
        setattr(letter, field, value)


def add_names_and_chamber(letter: Letter, new: Newcomer, reason: str) -> None:
    chamber = letter_fields.both_chambers(letter.chamber, new.parsed.chamber)
    if chamber != letter.chamber and letter.found("chamber").get("by") != "editor":
        letter_fields.record_edit(letter, "chamber", letter.chamber, chamber, reason=reason)
        letter.chamber = chamber
    identifier = letter_fields.better_name(letter.identifier, new.parsed.identifier)
    if identifier != letter.identifier and letter.found("identifier").get("by") != "editor":
        letter_fields.record_edit(letter, "identifier", letter.identifier, identifier, reason=reason)
        letter_fields.rename(letter, identifier)
    letter_fields.add_names(letter, new.names)

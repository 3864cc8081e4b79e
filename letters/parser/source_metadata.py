"""A paper's metadata in the source's own record: takes precedence over the text; differences are reported.

The record identifies the paper; the text may be a draft of it, print another date, or be misread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from letters.parser.classify import kind_of, letter_kind, opening_of
from letters.parser.parsed_letter import Evidence, ParsedLetter, ParsedSignatory, PassageKind, Publication

# Fields that text and record may both state; the record takes precedence.
PREFERRED = ("identifier", "number", "session", "dossier_title", "chamber", "document_date", "publication_date")
# Fields whose differences are reported to an editor. Titles are excluded: their wording varies.
COMPARED = ("identifier", "number", "session", "chamber", "document_date")
BOTH_CHAMBERS = "Eerste en Tweede Kamer"
_NOTHING = Evidence("")
DATES = ("document_date", "publication_date", "received_date")


@dataclass(frozen=True, slots=True)
class SourceMetadata:
    """The facts in a source's record; None and empty mean "not stated". `source` is the source's name.

    `signatories` are (name, office) pairs, the office "" if the record does not have it. `is_letter`: the source itself
    classifies it as a letter of the government.
    """

    source: str
    identifier: str | None = None
    other_identifiers: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    dossier_title: str | None = None
    number: str | None = None
    session: str | None = None
    title: str | None = None
    chamber: str | None = None
    document_date: date | None = None
    publication_date: date | None = None
    received_date: date | None = None
    signatories: tuple[tuple[str, str], ...] = ()
    is_letter: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All identifiers of the paper."""
        return tuple(name for name in (self.identifier, *self.other_identifiers) if name)


@dataclass(frozen=True, slots=True)
class MetadataDifference:
    """A field on which text and record differ; both values as text."""

    field: str
    text: str
    record: str


def to_json(stated: SourceMetadata) -> dict[str, Any]:
    values = {field.name: getattr(stated, field.name) for field in fields(stated)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value}


def from_json(data: Mapping[str, Any]) -> SourceMetadata:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    values |= {name: date.fromisoformat(values[name]) for name in DATES if name in values}
    values["signatories"] = tuple((name, office) for name, office in data.get("signatories", ()))
    return SourceMetadata(**values)


def prefer(parsed: ParsedLetter, stated: SourceMetadata) -> tuple[ParsedLetter, tuple[MetadataDifference, ...]]:
    """Return the letter with the record's facts in preference to its own, and the differences between the two."""
    taken = {name: getattr(stated, name) for name in PREFERRED if getattr(stated, name)}
    if parsed.chamber == BOTH_CHAMBERS:
        taken.pop("chamber", None)  # such a letter is published once for each Chamber, with one record for each
    differences = tuple(d for name in taken if (d := difference(name, parsed, taken[name])))
    own = parsed.identifier if parsed.identifier != taken.get("identifier", parsed.identifier) else None
    names = [*parsed.other_identifiers, *stated.other_identifiers, *([own] if is_reference(own) else [])]
    evidence = dict(parsed.evidence) | {name: Evidence(words(value)) for name, value in taken.items()}
    if stated.title and not parsed.subject:
        taken["subject"] = stated.title
        evidence["subject"] = Evidence(stated.title)
    if stated.is_letter and evidence.get("publication", _NOTHING).reason:
        del evidence["publication"]
        taken |= {"publication": Publication.LETTER, "kind": kind_as_letter(parsed)}
    if stated.title and taken.get("kind", parsed.kind) == "overig":
        taken["kind"] = kind_of([stated.title])
    preferred = replace(
        parsed,
        **taken,
        dossiers=tuple(dict.fromkeys((*stated.dossiers, *parsed.dossiers))),
        other_identifiers=tuple(dict.fromkeys(n for n in names if n and n != taken.get("identifier"))),
        signatories=parsed.signatories or (() if parsed.signed_by else signed(stated)),
        evidence=tuple(evidence.items()),
    )
    return preferred, differences


def kind_as_letter(parsed: ParsedLetter) -> str:
    """Return the kind of a paper that parsed as no letter, as it would have been of a letter."""
    pieces = [(passage.kind, parsed.text[passage.start : passage.end]) for passage in parsed.passages]
    reports = [text for kind, text in pieces if kind is PassageKind.TITLE and text != parsed.title]
    return letter_kind([parsed.subject, parsed.title], opening_of(pieces), reports)


def difference(field: str, parsed: ParsedLetter, value: Any) -> MetadataDifference | None:
    """Return the difference in a field; None if the text agrees or is silent, or names a ministry's reference."""
    said = getattr(parsed, field) or (parsed.written_date if field == "document_date" else None)
    if field not in COMPARED or not said or said == value:
        return None
    if field == "identifier" and not (said.startswith("kst-") and same_sort(said, value)):
        return None
    return MetadataDifference(field, words(said), words(value))


def same_sort(one: str, other: str) -> bool:
    """True if both have dossier and number: a provisional id without them is not comparable."""
    return one.count("-") > 1 and other.count("-") > 1


def is_reference(name: str | None) -> bool:
    """True if this is a ministry's own reference: a valid second name, unlike a different Kamerstuk number."""
    return bool(name) and not str(name).startswith("kst-")


def signed(stated: SourceMetadata) -> tuple[ParsedSignatory, ...]:
    """Return the record's signatories that have an office; a name alone is no signature."""
    return tuple(ParsedSignatory(name, office) for name, office in stated.signatories if name and office)


def words(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

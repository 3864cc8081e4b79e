"""What a source's own record states of a paper: preferred to what its text says, and what differs is told.

The record names the paper; the text may be a draft of it, print another date, or be read wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from letters.domain.kinds import kind_of
from letters.domain.parsed import Evidence, ParsedLetter, ParsedSignatory

# Of these a record states what the text may state too; each is preferred to what the text says.
PREFERRED = ("identifier", "number", "session", "dossier_title", "chamber", "document_date", "publication_date")
# What an editor is told of when text and record do not agree. Titles are worded freely, so not those.
COMPARED = ("identifier", "number", "session", "chamber", "document_date")
BOTH_CHAMBERS = "Eerste en Tweede Kamer"
DATES = ("document_date", "publication_date", "received_date")


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts in a source's record; None and empty are "not stated". `source` is the source's name.

    `signatories` are (name, office) pairs, the office "" where the record does not have it.
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

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the paper is known by."""
        return tuple(name for name in (self.identifier, *self.other_identifiers) if name)


@dataclass(frozen=True, slots=True)
class Difference:
    """Text and record do not agree on a field; both as words."""

    field: str
    text: str
    record: str


def to_json(stated: Stated) -> dict[str, Any]:
    values = {field.name: getattr(stated, field.name) for field in fields(stated)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value}


def from_json(data: Mapping[str, Any]) -> Stated:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    values |= {name: date.fromisoformat(values[name]) for name in DATES if name in values}
    values["signatories"] = tuple((name, office) for name, office in data.get("signatories", ()))
    return Stated(**values)


def prefer(parsed: ParsedLetter, stated: Stated) -> tuple[ParsedLetter, tuple[Difference, ...]]:
    """The letter with the record's facts before those of its text, and where the two differ."""
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
    if stated.title and parsed.kind == "overig":
        taken["kind"] = kind_of([stated.title])
    preferred = replace(
        parsed,
        **taken,
        dossiers=tuple(dict.fromkeys((*stated.dossiers, *parsed.dossiers))),
        other_identifiers=tuple(dict.fromkeys(n for n in names if n and n != taken.get("identifier"))),
        signatories=parsed.signatories or signed(stated),
        evidence=tuple(evidence.items()),
    )
    return preferred, differences


def difference(field: str, parsed: ParsedLetter, value: Any) -> Difference | None:
    """None where the text says the same or nothing, and for a ministry's reference, which is another name."""
    said = getattr(parsed, field) or (parsed.written_date if field == "document_date" else None)
    if field not in COMPARED or not said or said == value:
        return None
    if field == "identifier" and not (said.startswith("kst-") and same_sort(said, value)):
        return None
    return Difference(field, words(said), words(value))


def same_sort(one: str, other: str) -> bool:
    """Both with dossier and number: an id that the source gave out before it had those says nothing of them."""
    return one.count("-") > 1 and other.count("-") > 1


def is_reference(name: str | None) -> bool:
    """A ministry's own reference: another name of the same paper, where another Kamerstuk number would be a mistake."""
    return bool(name) and not str(name).startswith("kst-")


def signed(stated: Stated) -> tuple[ParsedSignatory, ...]:
    """Whom the record names with their office; a name alone is no signature."""
    return tuple(ParsedSignatory(name, office) for name, office in stated.signatories if name and office)


def words(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

"""Lossless conversion of a parsed letter to and from plain JSON types, for transfer between processes."""

from __future__ import annotations

from datetime import date
from typing import Any

from letters import ledger
from letters.parser.parsed_letter import (
    Evidence,
    FootnoteMark,
    ParsedCitation,
    ParsedLetter,
    ParsedPassage,
    ParsedSignatory,
    ParsedSigner,
    PassageKind,
    Publication,
)

_PLAIN = (
    "text",
    "kind",
    "identifier",
    "dossier_title",
    "number",
    "session",
    "title",
    "subject",
    "chamber",
    "written_date",
    "footnotes",
    "annexes",
)


def to_json(parsed: ParsedLetter) -> dict[str, object]:
    return {
        **{name: getattr(parsed, name) for name in _PLAIN},
        "publication": parsed.publication.value,
        "other_identifiers": list(parsed.other_identifiers),
        "dossiers": list(parsed.dossiers),
        "document_date": _iso(parsed.document_date),
        "publication_date": _iso(parsed.publication_date),
        "signatories": [[signatory.name, signatory.office] for signatory in parsed.signatories],
        "signed_by": [[signer.name, signer.function] for signer in parsed.signed_by],
        "on_behalf_of": list(parsed.on_behalf_of),
        "citations": [[c.written, c.start, c.end, c.target] for c in parsed.citations],
        "unread_pages": list(parsed.unread_pages),
        "evidence": [[name, e.quote, e.passage, *filter(None, [e.reason])] for name, e in parsed.evidence],
        "passages": [_passage_to_json(passage) for passage in parsed.passages],
        "ledger": None if parsed.ledger is None else ledger.to_json(parsed.ledger),
    }


def from_json(data: dict[str, Any]) -> ParsedLetter:
    return ParsedLetter(
        **{name: data[name] for name in _PLAIN},
        publication=Publication(data["publication"]),
        other_identifiers=tuple(data["other_identifiers"]),
        dossiers=tuple(data["dossiers"]),
        document_date=_day(data["document_date"]),
        publication_date=_day(data["publication_date"]),
        signatories=tuple(ParsedSignatory(name, office) for name, office in data["signatories"]),
        signed_by=tuple(ParsedSigner(name, function) for name, function in data.get("signed_by", ())),
        on_behalf_of=tuple(data.get("on_behalf_of", ())),
        citations=tuple(ParsedCitation(*values) for values in data["citations"]),
        unread_pages=_numbers(data.get("unread_pages", [])),  # absent in letters parsed by older versions
        evidence=tuple((name, Evidence(*found)) for name, *found in data["evidence"]),
        passages=tuple(_passage_from_json(passage) for passage in data["passages"]),
        # Absent in results still queued from an older version of the reader.
        ledger=None if data.get("ledger") is None else ledger.from_json(data["ledger"]),
    )


def _passage_to_json(passage: ParsedPassage) -> dict[str, object]:
    return {
        "kind": passage.kind.value,
        "start": passage.start,
        "end": passage.end,
        "headings": list(passage.headings),
        "page": passage.page,
        "level": passage.level,
        "label": passage.label,
        "language": passage.language,
        "sentences": [list(bounds) for bounds in passage.sentences],
        "marks": [[mark.offset, mark.label] for mark in passage.marks],
    }


def _passage_from_json(data: dict[str, Any]) -> ParsedPassage:
    return ParsedPassage(
        kind=PassageKind(data["kind"]),
        start=data["start"],
        end=data["end"],
        headings=tuple(data["headings"]),
        page=data["page"],
        level=data["level"],
        label=data["label"],
        language=data["language"],
        sentences=tuple((start, end) for start, end in data["sentences"]),
        marks=tuple(FootnoteMark(offset, label) for offset, label in data["marks"]),
    )


def _numbers(written: list[int]) -> tuple[int, ...]:
    if not all(isinstance(number, int) for number in written):
        raise TypeError("a page is a number")
    return tuple(written)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

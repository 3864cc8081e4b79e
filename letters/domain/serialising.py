"""A parsed letter as plain JSON types and back, exactly: it travels between processes."""

from __future__ import annotations

from datetime import date
from typing import Any

from letters.domain.parsed import (
    Evidence,
    FootnoteMark,
    ParsedCitation,
    ParsedLetter,
    ParsedPassage,
    ParsedSignatory,
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
        "citations": [[c.written, c.start, c.end, c.target] for c in parsed.citations],
        "evidence": [[name, evidence.quote, evidence.passage] for name, evidence in parsed.evidence],
        "passages": [_passage_to_json(passage) for passage in parsed.passages],
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
        citations=tuple(ParsedCitation(*values) for values in data["citations"]),
        evidence=tuple((name, Evidence(quote, passage)) for name, quote, passage in data["evidence"]),
        passages=tuple(_passage_from_json(passage) for passage in data["passages"]),
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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

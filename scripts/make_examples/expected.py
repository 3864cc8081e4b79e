"""Expected results for an example, derived from its source text: a perfect parse and the invented coder's codings."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from scripts.make_examples.source import Example, Piece, Sentence, split_runs

_CABINETS = Path(__file__).parents[2] / "letters" / "data" / "example_cabinets.json"
_CITED = re.compile(
    r"Kamerstuk(?:ken)?(?: I{1,2})?(?: \d{4}/\d{2},)? (?P<dossier>\d{2} \d{3}), "
    r"(?:nr\. (?P<number>\d+)|(?P<letter>[A-Z]))\b"
)


def describe(example: Example) -> dict[str, Any]:
    """Return one entry of the manifest; `null` for values that the text does not state."""
    letter = example.publication == "brief"
    cabinet = _cabinet(str(example.day)) if letter and example.day else None
    return {
        "file": example.file,
        "form": example.form,
        "source": example.source,
        "publication": example.publication,
        "identifier": example.identifier,
        "dossiers": [number.replace(" ", "") for number, _ in example.dossiers],
        "dossier_title": example.dossiers[0][1] if example.dossiers else None,
        "number": example.get("number") or None,
        "session": example.get("session") or None,
        "title": example.get("title") or example.get("subject") or None,
        "subject": example.get("subject") or None,
        "kind": example.get("kind") if letter else None,
        "chamber": example.get("chamber") or None,
        "document_date": str(example.day) if example.day else None,
        "written_date": None if example.day else example.get("date") or None,
        "cabinet": cabinet["name"] if cabinet else None,
        "demissionary": _is_demissionary(cabinet, str(example.day)) if cabinet else None,
        "signatories": [[person.name, person.office] for person in example.signatories],
        "citations": _citations(example),
        "headings": [piece.text for piece in example.pieces if piece.kind in ("heading", "annex")],
        "report_title": next((piece.text for piece in example.pieces if piece.kind == "title"), None),
        "footnotes": ["".join(run.text for run in split_runs(text)) for text in example.notes.values()],
        "annexes": sum(1 for piece in example.pieces if piece.kind == "annex"),
        "sentences": [sentence.text for sentence in _sentences(example, annex=False)] if letter else [],
        "annex_sentences": [sentence.text for sentence in _sentences(example, annex=True)],
        "stances": [stance for sentence in _sentences(example) for stance in _stances(sentence)],
    }


@cache
def example_cabinets() -> list[dict[str, Any]]:
    cabinets: list[dict[str, Any]] = json.loads(_CABINETS.read_text(encoding="utf-8"))["cabinets"]
    return cabinets


def _cabinet(day: str) -> dict[str, Any] | None:
    """Return the cabinet of that day; None before the first invented one."""
    sat = (one for one in example_cabinets() if one["start"] <= day and (one["end"] is None or day < one["end"]))
    return next(sat, None)


def _is_demissionary(cabinet: dict[str, Any], day: str) -> bool:
    return cabinet["demissionary_from"] is not None and day >= cabinet["demissionary_from"]


def _sentences(example: Example, *, annex: bool | None = None) -> list[Sentence]:
    chosen = [piece for piece in example.pieces if annex is None or _in_annex(piece) is annex]
    return [sentence for piece in chosen for sentence in piece.sentences]


def _in_annex(piece: Piece) -> bool:
    return piece.language != "nl"


def _stances(sentence: Sentence) -> list[dict[str, Any]]:
    return [
        {"quote": sentence.text, "topic": code.topic, "holder": code.holder, "score": code.score}
        for code in sentence.codes
    ]


def _citations(example: Example) -> list[str]:
    """Return identifiers in order of first citation; those in a footnote at the place of its mark."""
    found: dict[str, None] = {}
    for sentence in _sentences(example):
        notes = [example.notes[run.note] for run in sentence.runs if run.note]
        for text in (sentence.text, *notes):
            for cited in _CITED.finditer(text):
                number = cited["number"] or cited["letter"]
                found[f"kst-{cited['dossier'].replace(' ', '')}-{number}"] = None
    return list(found)

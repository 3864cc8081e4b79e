"""Parser output for the letters in `golden.json`; `python -m tests.letters.parser.golden NAME…` regenerates it.

Review the diff before committing: a golden file is correct only because someone checked it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from letters.parser.citations import targets
from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.pipeline import parse
from letters.readers.text.text_reader import read_text
from tests.letters.parser.letter_shapes import LETTERS

FILE = Path(__file__).resolve().parents[2] / "data" / "letter_shapes" / "golden.json"
FIELDS = ("identifier", "dossiers", "dossier_title", "number", "session", "title", "kind", "chamber", "annexes")


def understand(text: str) -> dict[str, Any]:
    parsed = parse(read_text(text))
    stated = {field: getattr(parsed, field) for field in FIELDS}
    return stated | {
        "dossiers": list(parsed.dossiers),
        "document_date": str(parsed.document_date) if parsed.document_date else None,
        "signatories": [[person.name, person.office] for person in parsed.signatories],
        "citations": list(targets(parsed.citations)),
        "headings": _texts(parsed, PassageKind.HEADING),
        "footnotes": _texts(parsed, PassageKind.FOOTNOTE),
        "sentences": _sentences(parsed, PassageKind.BODY),
        "annex_sentences": _sentences(parsed, PassageKind.ANNEX),
    }


def _texts(parsed: ParsedLetter, kind: PassageKind) -> list[str]:
    return [parsed.text[passage.start : passage.end] for passage in parsed.passages if passage.kind is kind]


def _sentences(parsed: ParsedLetter, kind: PassageKind) -> list[str]:
    passages = [passage for passage in parsed.passages if passage.kind is kind]
    return [parsed.text[start:end] for passage in passages for start, end in passage.sentences]


def read_golden() -> dict[str, dict[str, Any]]:
    golden: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return golden


if __name__ == "__main__":
    written = read_golden() if FILE.exists() else {}
    written |= {name: understand(LETTERS[name]) for name in sys.argv[1:] or written}
    FILE.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

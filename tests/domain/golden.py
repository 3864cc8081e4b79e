"""What the parser makes of the shapes in `golden.json`; `python -m tests.domain.golden NAME…` writes it anew.

Read the difference before you keep it: a golden file is right because someone looked.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from letters.domain.citations import targets
from letters.domain.letter import parse
from letters.domain.parsed import ParsedLetter, PassageKind
from letters.reading.text import read_text
from tests.domain.invented import LETTERS

FILE = Path(__file__).parent / "shapes" / "golden.json"
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

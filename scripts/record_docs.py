"""Regenerates `docs/records.md` from the record definitions: `python -m scripts.record_docs`, or `make records`.

A test checks that the file is current.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

import django
from django.utils import translation

from tracker.operations import catalogues

if __name__ == "__main__":
    catalogues.prepare()
    django.setup()

from letters.records.cabinet import CABINET_ROW
from letters.records.fields import Field, Record
from letters.records.letter import (
    CITATION,
    LETTER,
    LETTER_LINE,
    LETTER_LINE_WITH_FILE,
    LETTER_ROW,
    PASSAGE,
    PASSAGE_LINE,
    SIGNATORY,
    SIGNER,
)
from positions.open_data.records.agreement import AGREEMENT, ALPHA, ALPHAS, COMPARED, MEASURED_CODER, TOPIC_MARK
from positions.open_data.records.evaluation import ESTIMATE, EVALUATED, EVALUATION
from positions.open_data.records.pin_cite import COMPARISON, PIN_CITE, PIN_CITE_ROW, STAND
from positions.open_data.records.position import (
    CHANGE,
    CHART_ROW,
    COMPARISON_ROW,
    LETTER_REF,
    POSITION,
    POSITION_ROW,
    QUOTE,
    SIDE,
)
from positions.open_data.records.shared import POLES
from positions.open_data.records.source_coverage import COVERAGE
from positions.open_data.records.stance import CODER, STANCE, STANCE_ROW
from positions.open_data.records.topic import MARK, TOPIC_RECORD, TOPIC_ROW

FILE = Path(__file__).resolve().parents[1] / "docs" / "records.md"
HEAD = """# Records

<!-- Made by `make records` from letters/records/ and positions/open_data/records/. Do not edit by hand. -->

The fields of what [API, downloads and data package](api.md) give out, in the words that OpenAPI and the package have
for them. “Where” names the outputs that have the field; a value that is unknown is null, in tables an empty cell.
"""
API, COMMAND = "API", "`export letters` alone"
OUTPUTS: dict[str, dict[str, Record]] = {
    "Letter": {API: LETTER, "JSONL": LETTER_LINE, "CSV, package": LETTER_ROW, COMMAND: LETTER_LINE_WITH_FILE},
    "Signatory": {API: SIGNATORY},
    "Signer": {API: SIGNER},
    "Citation": {API: CITATION},
    "Cabinet": {"package": CABINET_ROW},
    "Citation in its sentence": {API: PIN_CITE, "JSONL, CSV": PIN_CITE_ROW},
    "Topic of a citing sentence": {API: COMPARISON},
    "What a letter says": {API: STAND},
    "Passage": {API: PASSAGE, "JSONL": PASSAGE_LINE},
    "Topic": {API: TOPIC_RECORD, "package": TOPIC_ROW},
    "Stance": {API: STANCE, "JSONL, CSV, package": STANCE_ROW},
    "Coder": {API: CODER},
    "Position": {API: POSITION, "package": POSITION_ROW, "chart": CHART_ROW, "comparison": COMPARISON_ROW},
    "Letter of a position": {API: LETTER_REF},
    "Quote of a position": {API: QUOTE},
    "Step": {API: CHANGE},
    "Side of a step": {API: SIDE},
    "Coverage": {API: COVERAGE},
    "Agreement": {API: AGREEMENT},
    "Mark of a topic": {API: MARK, "agreement": TOPIC_MARK},
    "Coder with accuracy": {API: MEASURED_CODER},
    "Two coders compared": {API: COMPARED},
    "Alphas of a topic": {API: ALPHAS},
    "Alpha": {API: ALPHA},
    "Evaluation of a coder": {API: EVALUATION},
    "Row of an evaluation": {API: EVALUATED},
    "Estimate": {API: ESTIMATE},
    "Poles": {API: POLES},
}


def page() -> str:
    """Return the whole file, in English."""
    with translation.override("en"):
        return HEAD + "".join(f"\n## {title}\n\n{table(outputs)}" for title, outputs in OUTPUTS.items())


def table(outputs: Mapping[str, Record]) -> str:
    rows = ["| field | type | description | example | where |", "|---|---|---|---|---|"]
    for field, places in placed(outputs).items():
        cells = (f"`{field.name}`", kind(field), description(field), example(field), ", ".join(places))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def placed(outputs: Mapping[str, Record]) -> dict[Field, list[str]]:
    """Return each field once with the outputs that have it; the command's only if no other output has the field."""
    found: dict[Field, list[str]] = {}
    for place, record in outputs.items():
        for field in record.fields:
            if place != COMMAND or field not in found:
                found.setdefault(field, []).append(place)
    return found


def kind(field: Field) -> str:
    name = field.type.name if isinstance(field.type, Record) else field.type.value
    words = f"list of {name}" if field.many else name
    return f"{words} or null" if field.null else words


def description(field: Field) -> str:
    return " ".join(about(field))


def about(field: Field) -> Iterator[str]:
    yield str(field.description)
    if field.codes:
        yield f"One of {', '.join(f'`{each}`' for each in field.codes)}."
    if field.unit:
        yield f"In {field.unit}."
    if field.least is not None:
        yield f"From {field.least} to {field.most}." if field.most is not None else f"{field.least} or more."
    if field.since:
        yield f"Since {field.since}."
    if field.instead:
        yield f"Deprecated: `{field.instead}` takes its place."


def example(field: Field) -> str:
    shown = None if isinstance(field.type, Record) else field.example
    return "" if shown is None else f"`{json.dumps(shown, ensure_ascii=False)}`"


if __name__ == "__main__":
    FILE.write_text(page())

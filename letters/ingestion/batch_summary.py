"""Summary of a batch, as JSON and as text. Letters and other papers are counted separately."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from letters.models import Ingestion

Outcome = Ingestion.Outcome


def of_batch(batch: uuid.UUID) -> dict[str, Any]:
    """Return counts of letters by outcome and of other papers by type, and a line for each file in order."""
    rows = list(Ingestion.objects.filter(batch=batch).select_related("letter").order_by("pk"))
    letters = [row for row in rows if row.letter and row.letter.is_letter]
    papers = [row for row in rows if row.letter and not row.letter.is_letter]
    return {
        "new": sum(row.outcome == Outcome.NEW for row in letters),
        "same": sum(row.outcome == Outcome.SAME for row in letters),
        "revised": sum(row.outcome == Outcome.REVISED for row in letters),
        "needs_attention": len({row.letter_id for row in letters if row.letter and row.letter.attention}),
        "other_papers": dict(Counter({row.letter_id: row.letter.publication for row in papers if row.letter}.values())),
        "failed": sum(row.state == Ingestion.State.FAILED for row in rows),
        "waiting": sum(row.state not in Ingestion.ENDED for row in rows),
        "files": [as_line(row) for row in rows],
    }


def as_line(row: Ingestion) -> dict[str, Any]:
    return {
        "name": row.name,
        "outcome": row.outcome or row.state,
        "letter": row.letter.key if row.letter else None,
        "publication": row.letter.publication if row.letter else None,
        "attention": row.letter.attention if row.letter else [],
        "problem": row.problem or None,
        "message": row.message or None,
    }


def in_words(result: dict[str, Any]) -> Iterator[str]:
    yield (
        f"letters: {result['new']} new, {result['same']} same, {result['revised']} revised;"
        f" {result['needs_attention']} need attention; {result['failed']} failed"
    )
    if result["other_papers"]:
        yield "other papers: " + ", ".join(f"{count} {name}" for name, count in sorted(result["other_papers"].items()))
    for line in result["files"]:
        if line["attention"]:
            yield f"  needs attention: {line['name']} ({', '.join(line['attention'])})"
        if line["message"]:
            yield f"  failed: {line['name']}: {line['message']}"
    for path in result.get("skipped", []):
        yield f"  skipped, not a document: {path}"

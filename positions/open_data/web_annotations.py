"""Stances as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for other annotation tools.

One document, a collection with one page, streamed one annotation at a time. A quote is selected by its words
with context, and by its place in the letter's clean text, in characters from 0.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any, TextIO

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Least, Substr

from positions.models import Coder, Stance, State

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix


def annotated(stances: QuerySet[Stance], site: str, called: Callable[[Coder], str] = str) -> Iterator[dict[str, Any]]:
    """Yield one annotation per stance, in one query; `site` is the base URL, as https://standpunt.example."""
    before = Substr("revision__text", Greatest(F("start") + 1 - AROUND, 1), Least(F("start"), AROUND))
    after = Substr("revision__text", F("end") + 1, AROUND)
    for stance in stances.annotate(prefix=before, suffix=after).iterator(chunk_size=500):
        yield annotation(stance, site, called)


def annotation(stance: Any, site: str, called: Callable[[Coder], str] = str) -> dict[str, Any]:
    source = f"{site}{stance.revision.letter.get_absolute_url()}"
    return {
        "id": f"{source}#standpunt-{stance.pk}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": stance.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "creator": {
            "type": "Software" if stance.coder.kind == Coder.Kind.MACHINE else "Person",
            "name": called(stance.coder),
        },
        "body": [tag(value) for value in tags(stance)],
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": stance.quote,
                    "prefix": stance.prefix,
                    "suffix": stance.suffix,
                },
                {"type": "TextPositionSelector", "start": stance.start, "end": stance.end},
            ],
        },
    }


def tags(stance: Stance) -> list[str]:
    """Return the tags; a mention is `score:mention`, which is not zero."""
    score = "mention" if stance.score is None else f"{stance.score:+d}" if stance.score else "0"
    read = [f"accepted:{'in-bulk' if stance.bulk else 'singly'}"] if stance.state == State.ACCEPTED else []
    return [
        f"topic:{stance.topic.slug}",
        f"holder:{stance.holder}",
        f"score:{score}",
        f"state:{stance.state}",
        *read,
        f"codebook:{stance.codebook.number}",
    ]


def tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": value}


def write(stances: QuerySet[Stance], out: TextIO, site: str) -> int:
    """Write the document, in the order of the stances. Returns the number of annotations."""
    count = 0
    for piece in pieces(stances, site):
        out.write(piece)
        count += 1
    return count - 2


def pieces(stances: QuerySet[Stance], site: str, called: Callable[[Coder], str] = str) -> Iterator[str]:
    """Yield the document: head, each annotation, tail. `called` names coders."""
    head = {"@context": CONTEXT, "id": f"{site}/standpunten", "type": "AnnotationCollection", "label": "Standpunten"}
    first = {"id": f"{site}/standpunten?page=1", "type": "AnnotationPage", "startIndex": 0}
    yield f'{_open(head)}, "first": {_open(first)}, "items": ['
    count = 0
    for found in annotated(stances, site, called):
        yield (",\n" if count else "\n") + json.dumps(found, ensure_ascii=False)
        count += 1
    yield f'\n]}}, "total": {count}}}\n'


def _open(record: dict[str, Any]) -> str:
    """Return the record as JSON without its closing brace, to be continued."""
    return json.dumps(record, ensure_ascii=False)[:-1]

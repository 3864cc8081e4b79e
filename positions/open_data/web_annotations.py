"""Stances as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for other annotation tools.

One collection with one page, streamed one annotation at a time. An annotation is named after the permanent page of its
stance and has two targets: a place in the letter's clean text, in code points from 0, and words on the letter's page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any, TextIO

from django.db.models import F, IntegerField, QuerySet
from django.db.models.functions import Greatest, Least, Substr
from rest_framework.utils.urls import replace_query_param

from positions.models import Coder, Stance, State
from positions.open_data.record_urls import path_of
from positions.open_data.records.stance import of_passage

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix, of the same paragraph
PAGE, ONLY_PAGE = "page", "1"  # the parameter that asks for the page alone


@dataclass(frozen=True, slots=True)
class Addresses:
    """`site` is the base URL, as https://standpunt.example; `collection` the URL at which the collection is served."""

    site: str
    collection: str

    @property
    def page(self) -> str:
        return str(replace_query_param(self.collection, PAGE, ONLY_PAGE))


def annotated(stances: QuerySet[Stance], site: str, called: Callable[[Coder], str] = str) -> Iterator[dict[str, Any]]:
    """Yield one annotation per stance, in one query; `site` is the base URL, as https://standpunt.example."""
    number = IntegerField()
    first = Greatest(F("start") - AROUND, of_passage("start"), output_field=number)
    last = Greatest(F("end"), Least(F("end") + AROUND, of_passage("end"), output_field=number), output_field=number)
    around = stances.annotate(prefix_start=first, suffix_end=last, marks=of_passage("marks")).annotate(
        prefix=Substr("revision__text", F("prefix_start") + 1, F("start") - F("prefix_start")),
        suffix=Substr("revision__text", F("end") + 1, F("suffix_end") - F("end")),
    )
    for stance in around.iterator(chunk_size=500):
        yield annotation(stance, site, called)


def annotation(stance: Any, site: str, called: Callable[[Coder], str] = str) -> dict[str, Any]:
    return {
        "id": f"{site}{path_of(stance)}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": stance.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "creator": {
            "type": "Software" if stance.coder.kind == Coder.Kind.MACHINE else "Person",
            "name": called(stance.coder),
        },
        "body": [tag(value) for value in tags(stance)],
        "target": [place_in_text(stance, site), *words_on_page(stance, site)],
    }


def place_in_text(stance: Stance, site: str) -> dict[str, Any]:
    return {
        "source": f"{site}{stance.revision.get_absolute_url()}",
        "format": "text/plain",
        "selector": {"type": "TextPositionSelector", "start": stance.start, "end": stance.end},
    }


def words_on_page(stance: Any, site: str) -> Iterator[dict[str, Any]]:
    """Yield the target on the letter's page; none if the number of a footnote, which is shown there, parts the words.

    Such a number, which is no part of the text, also ends the context.
    """
    marks = [place for place, _label in stance.marks or ()]
    if any(stance.start < place < stance.end for place in marks):
        return
    before = max((place for place in marks if place <= stance.start), default=0)
    after = min((place for place in marks if place >= stance.end), default=stance.suffix_end)
    selector = {
        "type": "TextQuoteSelector",
        "exact": stance.quote,
        "prefix": stance.prefix[max(before - stance.prefix_start, 0) :],
        "suffix": stance.suffix[: after - stance.end],
    }
    source = f"{site}{stance.revision.letter.get_absolute_url()}"
    yield {"source": source, "format": "text/html", "selector": selector}


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


def write(stances: QuerySet[Stance], out: TextIO, addresses: Addresses) -> int:
    """Write the collection, in the order of the stances. Returns the number of annotations."""
    count = 0
    for piece in collection(stances, addresses):
        out.write(piece)
        count += 1
    return count - 2


def collection(stances: QuerySet[Stance], addresses: Addresses, called: Callable[[Coder], str] = str) -> Iterator[str]:
    """Yield the collection: head, each annotation, tail. `called` names coders."""
    head = {"@context": CONTEXT, "id": addresses.collection, "type": "AnnotationCollection", "label": "Standpunten"}
    first = {"id": addresses.page, "type": "AnnotationPage", "startIndex": 0}
    yield f'{_open(head)}, "first": {_open(first)}, "items": ['
    count = 0
    for written in _items(stances, addresses, called):
        yield written
        count += 1
    yield f'\n]}}, "total": {count}}}\n'


def page(stances: QuerySet[Stance], addresses: Addresses, called: Callable[[Coder], str] = str) -> Iterator[str]:
    """Yield the only page of the collection, as a document of its own."""
    head = {
        "@context": CONTEXT,
        "id": addresses.page,
        "type": "AnnotationPage",
        "partOf": addresses.collection,
        "startIndex": 0,
    }
    yield f'{_open(head)}, "items": ['
    yield from _items(stances, addresses, called)
    yield "\n]}\n"


def _items(stances: QuerySet[Stance], addresses: Addresses, called: Callable[[Coder], str]) -> Iterator[str]:
    before = "\n"
    for found in annotated(stances, addresses.site, called):
        yield before + json.dumps(found, ensure_ascii=False)
        before = ",\n"


def _open(record: dict[str, Any]) -> str:
    """Return the record as JSON without its closing brace, to be continued."""
    return json.dumps(record, ensure_ascii=False)[:-1]

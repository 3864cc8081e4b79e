"""Stances for machines: one a line, in constant memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from django.db.models import QuerySet

from letters.models import Passage
from letters.streaming import write_lines, write_table
from positions.models import Coder, Stance, State
from positions.models.stances import StanceQuerySet

COLUMNS = (
    "letter", "quote", "start", "end", "topic", "holder", "score", "coder", "codebook", "state", "date", "passage",
    "confidence",
)  # fmt: skip
STATES = tuple(State.values)


def published_stances() -> StanceQuerySet:
    """On current texts of letters that may be shown, in the order of the texts."""
    return in_order(Stance.objects.shown().with_state())


def in_order(stances: StanceQuerySet) -> StanceQuerySet:
    """In the order of the texts, with what a line needs."""
    return (
        stances.select_related("revision__letter", "topic", "coder", "codebook")
        .defer("revision__text", "revision__sentence_digests", "codebook__source")
        .order_by("revision_id", "start", "topic__position", "pk")
    )


def records(stances: QuerySet[Stance], called: Callable[[Coder], str] = str) -> Iterator[dict[str, Any]]:
    """One plain object a stance; `letter` is the letter's key, `passage` the number of its paragraph.

    `called` names coders: whom to name is for whoever writes it out to say (`figures.name_of`).
    """
    revision, starts = None, list[int]()
    for stance in stances.iterator(chunk_size=500):
        if stance.revision_id != revision:
            revision = stance.revision_id
            starts = list(Passage.objects.filter(revision=revision).order_by("start").values_list("start", flat=True))
        date = stance.revision.letter.document_date
        yield {
            "letter": stance.revision.letter.key,
            "quote": stance.quote,
            "start": stance.start,
            "end": stance.end,
            "topic": stance.topic.slug,
            "holder": stance.holder,
            "score": stance.score,
            "coder": called(stance.coder),
            "codebook": stance.codebook.number,
            "state": stance.state,
            "date": date.isoformat() if date else None,
            "passage": bisect_right(starts, stance.start),
            "confidence": stance.confidence or None,
        }


def write_jsonl(stances: QuerySet[Stance], out: TextIO) -> int:
    return write_lines(records(stances), out)


def write_csv(stances: QuerySet[Stance], out: TextIO) -> int:
    return write_table(records(stances), COLUMNS, out)

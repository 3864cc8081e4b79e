"""The events that come with the program, in the database; what editors changed stays as they left it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.db import transaction

from positions.domain.events import Fact, read
from positions.models import Event, Topic

FILE = Path(__file__).resolve().parent / "data" / "events.toml"


@transaction.atomic
def load_file(path: Path = FILE) -> int:
    """Take the file's events in; returns how many are new. Raises EventsError, with file and line."""
    topics = dict(Topic.objects.values_list("slug", "pk"))
    facts = read(path.read_text(encoding="utf-8"), path.name, frozenset(topics))
    known = Event.objects.in_bulk(field_name="slug")
    new = [fact for fact in facts if fact.slug not in known]
    for fact in facts:
        if fact.slug not in known or known[fact.slug].origin == Event.Origin.FILE:
            _put(fact, topics)
    return len(new)


@cache
def slugs_of_file() -> frozenset[str]:
    """What loading would bring back if it were deleted."""
    return frozenset(event["slug"] for event in tomllib.loads(FILE.read_text(encoding="utf-8"))["event"])


def _put(fact: Fact, topics: dict[str, int]) -> None:
    event, _ = Event.objects.update_or_create(
        slug=fact.slug,
        defaults={
            "date": fact.date,
            "end": fact.end,
            "name_nl": fact.name.nl,
            "name_en": fact.name.en,
            "source": fact.source,
            "origin": Event.Origin.FILE,
        },
    )
    event.topics.set([topics[slug] for slug in fact.topics])

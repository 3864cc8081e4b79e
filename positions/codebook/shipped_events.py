"""The events that ship with the program, loaded into the database; those that editors changed are left alone."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.db import transaction

from positions.domain.event_file import EventEntry, read
from positions.models import Event, Topic

FILE = Path(__file__).resolve().parent.parent / "data" / "events.toml"


@transaction.atomic
def load_file(path: Path = FILE) -> int:
    """Load the events of the file; returns how many are new. Raises EventsError, with file and line."""
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
    """Return the slugs that loading would restore after deletion."""
    return frozenset(event["slug"] for event in tomllib.loads(FILE.read_text(encoding="utf-8"))["event"])


def _put(fact: EventEntry, topics: dict[str, int]) -> None:
    event, _ = Event.objects.update_or_create(
        slug=fact.slug,
        defaults={
            "date": fact.date,
            "end": fact.end,
            "name_nl": fact.name.nl,
            "name_en": fact.name.en,
            "source": fact.source,
            "weight": fact.weight,
            "origin": Event.Origin.FILE,
        },
    )
    event.topics.set([topics[slug] for slug in fact.topics])

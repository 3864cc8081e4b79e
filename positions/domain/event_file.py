"""Parser of the file of dated events; every error names the file and the line."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from positions.domain.codebook.toml_lines import Places
from positions.domain.codebook.types import Text

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = {"slug", "date", "end", "name", "topics", "source", "weight"}


class EventsError(ValueError):
    """The file of events is invalid: `str()` gives «events.toml:31: …»."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(f"{name}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event on `date`, or from `date` through `end`; without topics it applies to all.

    `weight`: charts name the events with the largest.
    """

    slug: str
    date: datetime.date
    end: datetime.date | None
    name: Text
    topics: tuple[str, ...]
    source: str
    weight: int = 1


def read(text: str, name: str, topics: frozenset[str]) -> tuple[EventEntry, ...]:
    """Parse events from TOML; `topics` are the known slugs. Raises EventsError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise EventsError(name, int(found.group(1)) if found else 1, f"not valid TOML: {error}") from error
    return _Reader(name, Places(text), topics).facts(data)


class _Reader:
    def __init__(self, name: str, places: Places, topics: frozenset[str]) -> None:
        self._name, self._places, self._topics = name, places, topics

    def facts(self, data: Mapping[str, Any]) -> tuple[EventEntry, ...]:
        given = data.get("event")
        if not isinstance(given, list) or set(data) != {"event"}:
            raise EventsError(self._name, 1, "a file of events holds [[event]] tables and nothing else")
        facts = tuple(self._fact(item, nth) for nth, item in enumerate(given))
        slugs = [fact.slug for fact in facts]
        for nth, slug in enumerate(slugs):
            if slug in slugs[:nth]:
                self._fail(f"event {slug} is there twice", nth, "slug")
        return facts

    def _fact(self, item: Mapping[str, Any], nth: int) -> EventEntry:
        for key in item:
            if key not in _KEYS:
                self._fail(f"unknown key {key}", nth, key)
        slug = item.get("slug")
        if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            self._fail("an event needs a slug of small letters, digits and hyphens", nth, "slug")
        source = item.get("source")
        if not isinstance(source, str) or not source.strip():
            self._fail(f"event {slug} has no source: nobody could check it", nth, "source")
        start = self._day(item.get("date"), f"date of {slug}", nth, "date")
        end = self._day(item["end"], f"end of {slug}", nth, "end") if "end" in item else None
        if end and end <= start:
            self._fail(f"event {slug} ends before or on the day that it begins; leave out the end", nth, "end")
        name, topics = self._text(item.get("name"), slug, nth), self._about(item, nth)
        return EventEntry(slug, start, end, name, topics, source.strip(), self._weight(item, slug, nth))

    def _weight(self, item: Mapping[str, Any], slug: str, nth: int) -> int:
        given = item.get("weight", 1)
        if type(given) is not int or not 0 <= given <= 9:
            self._fail(f"the weight of {slug} is a whole number from 0 to 9", nth, "weight")
        return given

    def _day(self, given: Any, what: str, nth: int, key: str) -> datetime.date:
        if not isinstance(given, datetime.date) or isinstance(given, datetime.datetime):
            self._fail(f"the {what} is no day, such as 2022-02-24", nth, key)
        return given

    def _text(self, given: Any, slug: str, nth: int) -> Text:
        for language in ("nl", "en"):
            value = given.get(language) if isinstance(given, dict) else None
            if not isinstance(value, str) or not value.strip():
                self._fail(f"the name of {slug} is missing in {language}", nth, "name")
        return Text(nl=given["nl"].strip(), en=given["en"].strip())

    def _about(self, item: Mapping[str, Any], nth: int) -> tuple[str, ...]:
        topics = item.get("topics", [])
        if not isinstance(topics, list):
            self._fail("topics is a list of slugs", nth, "topics")
        for topic in topics:
            if topic not in self._topics:
                self._fail(f"there is no topic {topic}", nth, "topics")
        return tuple(topics)

    def _fail(self, message: str, nth: int, key: str) -> NoReturn:
        raise EventsError(self._name, self._places.line("event", nth, key), message)

"""Lists of what waits for a person, on the home of the admin: the registry, in which other applications put theirs.

The home names none of their pages itself. Each list shows its first few and a number that is kept (`WorkCount`), so
that the home costs the same however much waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

FIRST = 6
Words = str | Promise


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits. `address` is its page, "" if it has none; `note` is its state or what it asks, `action` the
    words of the link that does it, or of the button if it `posts`.
    """

    name: str
    address: str
    note: Words = ""
    action: Words = ""
    action_address: str = ""
    failed: bool = False
    posts: bool = False
    note_lang: str = ""  # of a note that was stored in words


@dataclass(frozen=True, slots=True)
class Found:
    """The first few things that wait, and how many there are, or `about` so many. `begins_at` is where the work on the
    first of them is done.
    """

    count: int
    items: Sequence[WorkItem] = ()
    begins_at: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class WorkList:
    """A list for the users for whom `seen_by` returns true. `address` is the page of all of it, "" if there is none;
    `key` is its id on the page; `next_words`, `next_address` (or `begins_at` of what is found) and `next_key` (on the
    keyboard) are of the button that begins with the first.

    `find` asks a constant number of queries, none over all stances.
    """

    order: int
    key: str
    label: Words
    nothing: Words
    address: Callable[[], str]
    find: Callable[[Any], Found]
    seen_by: Callable[[Any], bool]
    next_words: Words = ""
    next_address: Callable[[], str] | None = None
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with what was found, for the page."""

    kind: WorkList
    found: Found

    @property
    def address(self) -> str:
        return self.kind.address()

    @property
    def next_address(self) -> str:
        return self.kind.next_address() if self.kind.next_address else self.found.begins_at


@dataclass(frozen=True, slots=True)
class DayCount:
    """Something that a user did, counted `since` a moment; one query."""

    label: Words
    count: Callable[[Any, datetime], int]
    seen_by: Callable[[Any], bool]


@dataclass(slots=True)
class WorkLists:
    lists: list[WorkList] = field(default_factory=list)
    day_counts: list[DayCount] = field(default_factory=list)

    def register(self, *lists: WorkList) -> None:
        self.lists = sorted([*self.lists, *lists], key=lambda each: each.order)

    def register_day_counts(self, *counts: DayCount) -> None:
        self.day_counts = [*self.day_counts, *counts]

    def seen_by(self, user: Any) -> list[ShownList]:
        return [ShownList(each, each.find(user)) for each in self.lists if each.seen_by(user)]

    def done_today(self, user: Any) -> list[tuple[Words, int]]:
        """Return what this user did since midnight, by kind."""
        now = timezone.localtime()
        midnight = timezone.make_aware(datetime.combine(now.date(), time.min))
        return [(each.label, each.count(user, midnight)) for each in self.day_counts if each.seen_by(user)]


WORK_LISTS = WorkLists()

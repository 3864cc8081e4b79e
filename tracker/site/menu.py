"""The menus of the site, whose entries `base.html` shows in order.

Applications register their entries in `AppConfig.ready()`, so that the base template names none of their pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def everybody(user: Any) -> bool:
    return True


def staff(user: Any) -> bool:
    return bool(user.is_staff)


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu link, shown to the users for whom `seen_by` returns true.

    `url` is the name of a URL pattern. `here` names the section: the link is marked as current if the page's context
    has the same value under `here`; default the pattern's name.
    """

    order: int
    url: str
    label: str | Promise
    here: str = ""
    seen_by: Callable[[Any], bool] = everybody

    @property
    def section(self) -> str:
        return self.here or self.url


@dataclass(slots=True)
class Menu:
    entries: list[Entry] = field(default_factory=list)

    def register(self, *entries: Entry) -> None:
        self.entries = sorted([*self.entries, *entries], key=lambda entry: entry.order)

    def seen_by(self, user: Any) -> list[Entry]:
        return [entry for entry in self.entries if entry.seen_by(user)]


HEADER, FOOTER = Menu(), Menu()
HEADER.register(
    Entry(40, "letters", _("Brieven")),
    Entry(90, "admin:index", _("Beheer"), seen_by=staff),
)
FOOTER.register(Entry(50, "sources", _("Bronnen")))

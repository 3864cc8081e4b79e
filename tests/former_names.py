"""Helpers for tests of renamed models: migrating back and forth, and a custom group with permissions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command


def migrate(*to: str) -> None:
    """Migrate to the latest migrations, or to the given (app, name)."""
    call_command("migrate", *to, verbosity=0)
    ContentType.objects.clear_cache()


@dataclass(frozen=True)
class Before:
    """A group with every permission of some models under their former names, those permissions, and content types."""

    group: Group
    held: set[tuple[int, str]]
    types: dict[str, int]

    @classmethod
    def of(cls, app: str, names: Iterable[str]) -> Before:
        group = Group.objects.create(name=f"eigen groep van {app}")
        rights = {f"{may}_{name}" for name in names for may in ("add", "change", "delete", "view")}
        group.permissions.set(Permission.objects.filter(content_type__app_label=app, codename__in=rights))
        types = {name: ContentType.objects.get(app_label=app, model=name).pk for name in names}
        return cls(group, set(group.permissions.values_list("pk", "codename")), types)


@contextmanager
def renamed(blocker: Any, before: Mapping[str, str]) -> Iterator[Callable[[], None]]:
    """Migrate each application back to before a renaming, and yield what migrates to the newest; all rows are gone
    afterwards.

    To migrate back and forth takes nine seconds of a processor: the tests of all renamings share it.
    """
    with blocker.unblock():
        for each in before.items():
            migrate(*each)
        try:
            yield migrate
        finally:
            migrate()
            call_command("flush", interactive=False, verbosity=0, reset_sequences=False)

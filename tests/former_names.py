"""Helpers for tests of renamed models: migrating back and forth, and a custom group with permissions."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command


def migrate(*to: str) -> None:
    """Migrate to the latest migrations, or to the given (app, name)."""
    call_command("migrate", *to, verbosity=0)
    ContentType.objects.clear_cache()


def group_with(app: str, names: Iterable[str]) -> tuple[Group, set[tuple[int, str]]]:
    """Return a group with every permission of the models of these lower-case names, and those permissions."""
    group = Group.objects.create(name="eigen groep")
    rights = {f"{may}_{name}" for name in names for may in ("add", "change", "delete", "view")}
    group.permissions.set(Permission.objects.filter(content_type__app_label=app, codename__in=rights))
    return group, set(group.permissions.values_list("pk", "codename"))

"""Renames of model classes keep rows and permissions, including those of a hand-made group."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from positions.models import CodingRun, DataVersion, ReviewLock

BEFORE = "0010_marks_are_withdrawn"
NAMES = {"alteration": DataVersion, "proposing": CodingRun, "claim": ReviewLock}
RIGHTS = {f"{may}_{name}" for name in NAMES for may in ("add", "change", "delete", "view")}


def migrate(*to: str) -> None:
    """Migrate to these migrations, or to the newest."""
    call_command("migrate", *to, verbosity=0)
    ContentType.objects.clear_cache()


@pytest.fixture
def before(transactional_db) -> Iterator[None]:
    """Migrate back to before the renames, and to the newest afterwards."""
    migrate("positions", BEFORE)
    yield
    migrate()


def test_rows_stay_where_they_were(before) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO positions_alteration (transaction, writes, at) VALUES (7, 3, now())")
    migrate()
    assert DataVersion.objects.get(transaction=7).writes == 3
    assert {old: model._meta.db_table for old, model in NAMES.items()} == {old: f"positions_{old}" for old in NAMES}


def test_a_group_made_by_hand_keeps_its_rights(before) -> None:
    group = Group.objects.create(name="eigen groep")
    group.permissions.set(Permission.objects.filter(content_type__app_label="positions", codename__in=RIGHTS))
    held = set(group.permissions.values_list("pk", "codename"))
    types = {name: ContentType.objects.get(app_label="positions", model=name).pk for name in NAMES}
    migrate()
    assert {codename for _, codename in held} == RIGHTS
    assert set(group.permissions.values_list("pk", "codename")) == held
    for old, model in NAMES.items():
        kind = ContentType.objects.get_for_model(model)
        assert kind.pk == types[old]
        assert Permission.objects.filter(content_type=kind).count() == 4

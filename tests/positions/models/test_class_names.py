"""Renames of model classes keep rows and permissions, including those of a hand-made group."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from positions.models import CodingRun, DataVersion, ReviewLock
from tests.former_names import Before, renamed

BEFORE = "0010_marks_are_withdrawn"
NAMES = {"alteration": DataVersion, "proposing": CodingRun, "claim": ReviewLock}
RIGHTS = {f"{may}_{name}" for name in NAMES for may in ("add", "change", "delete", "view")}


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker) -> Iterator[Before]:
    """A row and a group of the former class names, in the database of today."""
    with renamed(django_db_blocker, "positions", BEFORE) as migrate:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO positions_alteration (transaction, writes, at) VALUES (7, 3, now())")
        found = Before.of("positions", NAMES)
        migrate()
        yield found


def test_rows_stay_where_they_were(before, db) -> None:
    assert DataVersion.objects.get(transaction=7).writes == 3
    assert {old: model._meta.db_table for old, model in NAMES.items()} == {old: f"positions_{old}" for old in NAMES}


def test_a_group_made_by_hand_keeps_its_rights(before, db) -> None:
    assert {codename for _, codename in before.held} == RIGHTS
    assert set(before.group.permissions.values_list("pk", "codename")) == before.held
    for old, model in NAMES.items():
        kind = ContentType.objects.get_for_model(model)
        assert kind.pk == before.types[old]
        assert Permission.objects.filter(content_type=kind).count() == 4

"""Renamed classes of models keep their rows and permissions, including those of groups made by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from letters.models import Edit, HarvestJob, PossibleDuplicate
from positions.models import CodingRun, DataVersion, ReviewLock
from tests.former_names import Before, renamed
from tracker.models import AuditEntry

BEFORE = {"letters": "0008_ledger", "positions": "0010_marks_are_withdrawn", "tracker": "0002_acts"}
NAMES = {
    "letters": {"subscription": HarvestJob, "resemblance": PossibleDuplicate, "change": Edit},
    "positions": {"alteration": DataVersion, "proposing": CodingRun, "claim": ReviewLock},
    "tracker": {"act": AuditEntry},
}
ROWS = (
    "INSERT INTO letters_subscription"
    " (source, dossiers, query, attachments, every_hours, most, active, due_at, failures, created_at)"
    " VALUES ('koop', '{99301}', '', false, 24, 10, true, now(), 0, now())",
    "INSERT INTO positions_alteration (transaction, writes, at) VALUES (7, 3, now())",
    "INSERT INTO tracker_act (at, kind, name, page, path, detail)"
    " VALUES (now(), 'changed', 'eva', 'decide', '/beoordelen/7/', '')",
)


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker) -> Iterator[dict[str, Before]]:
    """Rows of the former class names, and a group for those of each application, in the database of today."""
    with renamed(django_db_blocker, BEFORE) as migrate:
        with connection.cursor() as cursor:
            for row in ROWS:
                cursor.execute(row)
        found = {app: Before.of(app, names) for app, names in NAMES.items()}
        migrate()
        yield found


def test_a_subscription_stays_where_it_was(before, db) -> None:
    assert HarvestJob.objects.get().dossiers == ["99301"]


def test_a_version_of_the_data_stays_where_it_was(before, db) -> None:
    assert DataVersion.objects.get(transaction=7).writes == 3


def test_an_entry_of_the_audit_log_stays_where_it_was_and_is_never_changed(before, db) -> None:
    assert AuditEntry.objects.get().name == "eva"
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(name="niemand")


@pytest.mark.parametrize("app", NAMES)
def test_a_group_made_by_hand_keeps_its_rights(before, db, app: str) -> None:
    was = before[app]
    rights = {f"{may}_{name}" for name in NAMES[app] for may in ("add", "change", "delete", "view")}
    assert {codename for _, codename in was.held} == rights
    assert set(was.group.permissions.values_list("pk", "codename")) == was.held
    for old, model in NAMES[app].items():
        kind = ContentType.objects.get_for_model(model)
        assert model._meta.db_table == f"{app}_{old}"
        assert kind.pk == was.types[old]
        assert Permission.objects.filter(content_type=kind).count() == 4

"""The renamed class of the audit log keeps its rows, trigger and permissions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from tests.former_names import Before, renamed
from tracker.models import AuditEntry

BEFORE = "0002_acts"


@pytest.fixture(scope="class")
def before(django_db_setup, django_db_blocker) -> Iterator[Before]:
    """A row and a group of the former class name, in the database of today."""
    with renamed(django_db_blocker, "tracker", BEFORE) as migrate:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO tracker_act (at, kind, name, page, path, detail)"
                " VALUES (now(), 'changed', 'eva', 'decide', '/beoordelen/7/', '')"
            )
        found = Before.of("tracker", ["act"])
        migrate()
        yield found


class TestRenaming:
    def test_rows_stay_and_are_never_changed(self, before, db) -> None:
        assert AuditEntry.objects.get().name == "eva"
        assert AuditEntry._meta.db_table == "tracker_act"
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.update(name="niemand")

    def test_a_group_made_by_hand_keeps_its_rights(self, before, db) -> None:
        kind = ContentType.objects.get_for_model(AuditEntry)
        assert set(before.group.permissions.values_list("pk", "codename")) == before.held
        assert len(before.held) == 4
        assert kind.pk == before.types["act"]
        assert Permission.objects.filter(content_type=kind).count() == 4


def test_the_admin_honours_the_codename_that_somebody_holds(db, client, django_user_model) -> None:
    user = django_user_model.objects.create_user("eva", is_staff=True)
    client.force_login(user)
    assert client.get("/admin/tracker/auditentry/").status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_act"))
    assert client.get("/admin/tracker/auditentry/").status_code == 200


def test_the_old_address_leads_to_the_new_one(admin_client) -> None:
    response = admin_client.get("/admin/tracker/act/?q=eva")
    assert (response.status_code, response["Location"]) == (301, "/admin/tracker/auditentry/?q=eva")

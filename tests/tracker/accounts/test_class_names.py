"""The renamed class of the audit log keeps its rows, trigger and permissions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from tests.former_names import group_with, migrate
from tracker.models import AuditEntry

BEFORE = "0002_acts"


@pytest.fixture
def before(transactional_db) -> Iterator[None]:
    """The database with the former class name; migrated forward again afterwards."""
    migrate("tracker", BEFORE)
    yield
    migrate()
    with connection.cursor() as cursor:  # the trigger forbids deleting rows
        cursor.execute("TRUNCATE tracker_act")


def test_rows_stay_and_are_never_changed(before) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tracker_act (at, kind, name, page, path, detail)"
            " VALUES (now(), 'changed', 'eva', 'decide', '/beoordelen/7/', '')"
        )
    migrate()
    assert AuditEntry.objects.get().name == "eva"
    assert AuditEntry._meta.db_table == "tracker_act"
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(name="niemand")


def test_a_group_made_by_hand_keeps_its_rights(before) -> None:
    group, held = group_with("tracker", ["act"])
    kind = ContentType.objects.get(app_label="tracker", model="act").pk
    migrate()
    assert set(group.permissions.values_list("pk", "codename")) == held
    assert len(held) == 4
    assert ContentType.objects.get_for_model(AuditEntry).pk == kind
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

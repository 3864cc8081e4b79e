"""Renamed classes keep their rows and permissions, including those of custom groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from letters.models import Edit, HarvestJob, PossibleDuplicate
from tests.former_names import Before, renamed

BEFORE = "0008_ledger"
NAMES = {"subscription": HarvestJob, "resemblance": PossibleDuplicate, "change": Edit}
ADDRESSES = {"subscription": "/admin/letters/harvestjob/", "resemblance": "/admin/letters/possibleduplicate/"}


@pytest.fixture(scope="class")
def before(django_db_setup, django_db_blocker) -> Iterator[Before]:
    """A row and a group of the former class names, in the database of today."""
    columns = "source, dossiers, query, attachments, every_hours, most, active, due_at, failures, created_at"
    with renamed(django_db_blocker, "letters", BEFORE) as migrate:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO letters_subscription ({columns})"
                " VALUES ('koop', '{99301}', '', false, 24, 10, true, now(), 0, now())"
            )
        found = Before.of("letters", NAMES)
        migrate()
        yield found


class TestRenaming:
    def test_rows_stay_where_they_were(self, before, db) -> None:
        assert HarvestJob.objects.get().dossiers == ["99301"]
        assert {old: model._meta.db_table for old, model in NAMES.items()} == {old: f"letters_{old}" for old in NAMES}

    def test_a_group_made_by_hand_keeps_its_rights(self, before, db) -> None:
        assert set(before.group.permissions.values_list("pk", "codename")) == before.held
        assert len(before.held) == 4 * len(NAMES)
        for old, model in NAMES.items():
            kind = ContentType.objects.get_for_model(model)
            assert kind.pk == before.types[old]
            assert Permission.objects.filter(content_type=kind).count() == 4


@pytest.mark.parametrize(("may", "page"), [("view", ""), ("change", ""), ("add", "add/")])
def test_the_admin_honours_the_codename_that_a_group_holds(db, client, django_user_model, may: str, page: str) -> None:
    user = django_user_model.objects.create_user("eva", is_staff=True)
    group = Group.objects.create(name="eigen groep")
    group.permissions.set(Permission.objects.filter(codename=f"{may}_subscription"))
    client.force_login(user)
    assert client.get(f"/admin/letters/harvestjob/{page}").status_code == 403
    user.groups.add(group)
    assert client.get(f"/admin/letters/harvestjob/{page}").status_code == 200


@pytest.mark.parametrize("former", ADDRESSES)
def test_an_old_address_of_the_admin_leads_to_the_new_one(admin_client, former: str) -> None:
    response = admin_client.get(f"/admin/letters/{former}/7/change/?_changelist_filters=a%3D1")
    assert response.status_code == 301
    assert response["Location"] == f"{ADDRESSES[former]}7/change/?_changelist_filters=a%3D1"


@pytest.mark.parametrize("former", ADDRESSES)
def test_who_may_not_enter_the_admin_is_not_led_on(db, client, former: str) -> None:
    response = client.get(f"/admin/letters/{former}/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_the_roles_of_ours_hold_the_codenames(db) -> None:
    call_command("create_roles")
    held = set(Group.objects.get(name="redactie").permissions.values_list("codename", flat=True))
    assert {"view_subscription", "add_subscription", "change_subscription", "change_resemblance"} <= held

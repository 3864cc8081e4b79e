"""The admin honours the former names of classes of models, in permissions and addresses."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

ADDRESSES = {"subscription": "/admin/letters/harvestjob/", "resemblance": "/admin/letters/possibleduplicate/"}


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

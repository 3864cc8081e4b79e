"""The admin honours the former name of the class of the audit log, in permissions and addresses."""

from __future__ import annotations

from django.contrib.auth.models import Permission


def test_the_admin_honours_the_codename_that_somebody_holds(db, client, django_user_model) -> None:
    user = django_user_model.objects.create_user("eva", is_staff=True)
    client.force_login(user)
    assert client.get("/admin/tracker/auditentry/").status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_act"))
    assert client.get("/admin/tracker/auditentry/").status_code == 200


def test_the_old_address_leads_to_the_new_one(admin_client) -> None:
    response = admin_client.get("/admin/tracker/act/?q=eva")
    assert (response.status_code, response["Location"]) == (301, "/admin/tracker/auditentry/?q=eva")

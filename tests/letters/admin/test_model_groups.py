"""The models on the home of the admin, by group."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import told

pytestmark = pytest.mark.django_db


def groups(client) -> dict[str, list[str]]:
    shown = client.get("/admin/").context["app_list"]
    return {str(group["name"]): [model["object_name"] for model in group["models"]] for group in shown}


def test_an_administrator_sees_five_groups_in_order(admin_client) -> None:
    found = groups(admin_client)
    assert list(found) == ["Brieven", "Beoordelen", "Codeboek", "Bronnen", "Beheer"]
    assert found["Brieven"] == ["Letter", "Ingestion", "PossibleDuplicate"]
    assert found["Bronnen"] == ["HarvestJob", "SourceRun", "SourceRecord"]


def test_no_group_is_shown_of_which_a_user_may_see_nothing(reader) -> None:
    assert groups(reader) == {"Brieven": ["Letter"]}


def test_every_model_has_a_group_or_is_out_of_sight_on_purpose(admin_client) -> None:
    shown = {name for models in groups(admin_client).values() for name in models}
    there = {model.__name__ for model in admin.site._registry if model._meta.app_label != "django_celery_beat"}
    assert there - shown == {"Minister", "Dossier", "Coder"}


@pytest.mark.parametrize("address", ["letters/minister/", "letters/dossier/", "positions/coder/"])
def test_what_is_out_of_sight_keeps_its_address(admin_client, address) -> None:
    assert f"/admin/{address}" not in admin_client.get("/admin/").content.decode()
    assert admin_client.get(f"/admin/{address}").status_code == 200


def test_the_page_of_an_app_lists_its_own_models(admin_client) -> None:
    page = admin_client.get("/admin/positions/").content.decode()
    assert "/admin/positions/stance/" in page
    assert "/admin/letters/letter/" not in page


def test_the_header_is_that_of_the_site(admin_client) -> None:
    page = admin_client.get("/admin/letters/cabinet/").content.decode()
    assert '<header class="site">' in page
    assert 'href="/beoordelen/"' in page
    assert '<a href="/admin/" aria-current="page">Beheer</a>' in page
    assert 'action="/admin/logout/"' in page


def test_each_list_is_named_as_what_it_holds(admin_client) -> None:
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        page = told(admin_client.get(address))
        assert str(model._meta.verbose_name_plural).lower() in page.lower() and "Selecteer" not in page, address


def test_a_form_to_add_says_what(admin_client) -> None:
    assert "<h1>Gebeurtenis toevoegen</h1>" in admin_client.get("/admin/positions/event/add/").content.decode()
    assert "<h1>Gebeurtenissen</h1>" in admin_client.get("/admin/positions/event/").content.decode()

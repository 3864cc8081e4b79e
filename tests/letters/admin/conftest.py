"""Three users: an editor, a reader with view permissions only, and an outsider."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from letters.ingestion import steps
from letters.models import Cabinet, Ingestion
from tests import factories
from tests.kept import kept


def person(name: str, *permissions: str, is_staff: bool = True) -> User:
    user = User.objects.create_user(name, password="een-lang-wachtwoord", is_staff=is_staff)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="letters", codename__in=permissions))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@kept(autouse=True)
def cabinet(db) -> Cabinet:
    """The cabinet in office at the date of these tests' letters."""
    return Cabinet.objects.create(name="Zee I", start=date(2018, 1, 1))


@kept
def editor(db) -> User:
    everything = [f"{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in ("letter", "cabinet")]
    return person("eva", *everything, "view_ingestion", "view_resemblance", "change_resemblance", "view_dossier")


@kept
def desk(editor: User) -> Client:
    return logged_in(editor)


@kept
def reader(db) -> Client:
    return logged_in(person("rik", "view_letter"))


@kept
def outsider(db) -> Client:
    return logged_in(person("otto", is_staff=False))


@kept
def known(take_in):
    """A letter that was ingested."""
    return take_in(factories.letter(), name="zee.md").letter


@kept
def held(take_in):
    """A letter held for an editor."""
    return take_in(factories.letter(number="14"), name="wacht.md", hold=True)


@pytest.fixture
def field_values():
    """Return a function that gives a form's values as a browser would post them."""

    def values(fields) -> dict[str, object]:
        posted = {f.html_name: f.value() or "" for f in fields.form}
        posted["dossiers"] = ", ".join(fields.initial.get("dossiers") or [])
        rows = fields.initial.get("signatories") or []
        posted |= {"signatories-TOTAL_FORMS": len(rows) + 1, "signatories-INITIAL_FORMS": len(rows)}
        for n, (name, office) in enumerate(rows):
            posted |= {f"signatories-{n}-name": name, f"signatories-{n}-office": office}
        return posted

    return values


@pytest.fixture
def finish():
    """Run the remaining steps of one ingestion."""

    def run(ingestion: Ingestion) -> Ingestion:
        steps.advance(ingestion.pk)
        ingestion.refresh_from_db()
        return ingestion

    return run


def look(ingestion: Ingestion) -> str:
    return reverse("admin:letters_ingestion_look", args=[ingestion.pk])


def change(letter) -> str:
    return reverse("admin:letters_letter_change", args=[letter.pk])

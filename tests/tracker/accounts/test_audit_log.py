"""The audit log: logins and changes are recorded permanently, and readable by administrators."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client

from letters.models import HarvestJob
from positions.models import Event, Stance
from positions.review import bulk_acceptance
from tests.factories import letter
from tests.positions.factories import SENTENCES
from tracker.models import AuditEntry

PASSWORD = "een-lang-wachtwoord"
QUERIES = 7
pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("beheer", password=PASSWORD)


@pytest.fixture
def desk(boss: User) -> Client:
    client = Client(REMOTE_ADDR="198.51.100.7")
    client.force_login(boss)
    return client


def last() -> tuple[str, str, str, str]:
    act = AuditEntry.objects.all()[0]
    return act.name, act.kind, act.path, act.detail


def test_signing_in_failing_and_signing_out_are_written_down(boss) -> None:
    client = Client(REMOTE_ADDR="198.51.100.7")
    for password in ("mis-mis-mis-mis", PASSWORD):
        client.post("/aanmelden/", {"username": "beheer", "password": password})
    client.post("/afmelden/")
    found = list(AuditEntry.objects.order_by("pk").values_list("name", "kind", "user", "address"))
    assert [kind for _, kind, _, _ in found] == ["refused", "signed-in", "signed-out"]
    assert {(name, address) for name, _, _, address in found} == {("beheer", "198.51.100.7")}
    assert [user for _, _, user, _ in found] == [None, boss.pk, boss.pk]


def test_being_locked_out_is_written_down(boss, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(3):
        Client().post("/aanmelden/", {"username": "beheer", "password": "mis-mis-mis-mis"})
    assert list(AuditEntry.objects.order_by("pk").values_list("kind", flat=True)) == ["refused", "locked", "locked"]


def test_a_role_that_is_given_is_written_down_with_what_changed(desk, boss) -> None:
    call_command("create_roles")
    eva = User.objects.create_user("eva")
    form = {"username": "eva", "is_active": "on", "groups": [Group.objects.get(name="redactie").pk]}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00"}
    desk.post(f"/admin/auth/user/{eva.pk}/change/", form)
    name, kind, path, detail = last()
    assert (name, kind, path) == ("beheer", "changed", f"/admin/auth/user/{eva.pk}/change/")
    assert detail.startswith("eva: ")
    assert "Nu: redactie" in detail


def test_a_password_that_is_changed_is_written_down_and_the_password_is_not(desk, boss) -> None:
    new = {"old_password": PASSWORD, "new_password1": "nog-een-lang-woord", "new_password2": "nog-een-lang-woord"}
    desk.post("/admin/password_change/", new)
    assert last()[2] == "/admin/password_change/"
    assert not any("lang" in str(value) for row in AuditEntry.objects.values_list() for value in row)


def test_subscriptions_and_events_are_written_down(desk) -> None:
    asked = {"source": "koop", "query": "zee", "every_hours": 24, "most": 10, "active": "on"}
    desk.post("/admin/letters/harvestjob/add/", asked)
    assert HarvestJob.objects.get().query in last()[3]
    event = {"name_nl": "Zee", "name_en": "Sea", "slug": "sea", "date": "2020-01-01", "source": "x"}
    event |= {"weight": "1", "is_shown": "on"}
    desk.post("/admin/positions/event/add/", event)
    assert Event.objects.get(slug="sea")
    assert last()[2:] == ("/admin/positions/event/add/", "Zee: Toegevoegd.")


def test_decisions_and_withdrawals_are_written_down(desk, take_in) -> None:
    call_command("load_codebook")
    found = take_in(letter(sentences=SENTENCES)).letter
    call_command("propose")
    stance = Stance.objects.order_by("pk").first()
    assert stance
    desk.post(f"/beoordelen/{stance.pk}/", {"action": "reject", "seen": "0"})
    assert last()[1:] == ("changed", f"/beoordelen/{stance.pk}/", "reject")
    desk.post(f"/admin/letters/letter/{found.pk}/intrekken/", {"reason": "dubbel"})
    assert last()[2] == f"/admin/letters/letter/{found.pk}/intrekken/"


def test_accepting_many_is_written_down_with_how_many(desk, take_in) -> None:
    call_command("load_codebook")
    take_in(letter(sentences=SENTENCES))
    call_command("propose")
    many = Stance.objects.count()
    desk.post("/beoordelen/veel/", {"expected": str(many), "displayed": bulk_acceptance.digest(Stance.objects.all())})
    assert last()[1:] == ("changed", "/beoordelen/veel/", f"{many} voorstellen zijn geaccepteerd.")


def test_a_wrong_code_changed_nothing(desk) -> None:
    desk.post("/account/twee-stappen/", {"action": "start"})
    before = AuditEntry.objects.count()
    desk.post("/account/twee-stappen/", {"action": "confirm", "token": "000000"})
    assert AuditEntry.objects.count() == before


def test_a_codebook_that_is_started_is_written_down(desk) -> None:
    call_command("load_codebook")
    desk.post("/admin/positions/codebookdraft/add/")
    assert last()[2] == "/admin/positions/codebookdraft/add/"


def test_a_form_that_comes_back_with_questions_is_no_change(desk) -> None:
    before = AuditEntry.objects.count()
    desk.post("/admin/letters/harvestjob/add/", {"source": "koop"})
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("change", [lambda acts: acts.update(name="niemand"), lambda acts: acts.delete()])
def test_nothing_that_is_written_down_changes_or_goes(desk, change) -> None:
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        change(AuditEntry.objects.all())


def test_an_account_that_did_something_stays(desk, boss) -> None:
    eva = User.objects.create_superuser("eva")
    Client().force_login(eva)
    desk.post(f"/admin/auth/user/{eva.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=eva.pk).exists()


def test_an_administrator_reads_it_on_one_page(desk, boss, django_assert_num_queries) -> None:
    for _ in range(30):
        AuditEntry.objects.create(
            kind=AuditEntry.Kind.CHANGED, user=boss, name="beheer", page="decide", path="/beoordelen/7/"
        )
    with django_assert_num_queries(QUERIES):
        page = desk.get("/admin/tracker/auditentry/").content.decode()
    assert page.count("/beoordelen/7/") == 30
    assert "198.51.100.7" in desk.get("/admin/tracker/auditentry/?q=198.51.100.7").content.decode()

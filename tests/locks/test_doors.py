"""Every address with every method, as everybody: each may what `doors` says, nothing else, and no page breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client, RequestFactory

from tests.locks import world
from tests.locks.doors import ACTIONS, DESKS, DOORS, NOBODY, PAGES, Door, Who, door_of
from tests.locks.world import Place
from tracker.backups import inventory

ANSWERED, REFUSED, NOT_SO = {200, 302, 304, 400, 409}, {403, 404, 405}, 405
LOGINS, FRONT = ("/aanmelden/", "/admin/login/"), "/admin/"  # whoever may not enter the front is led on from there
WRITTEN_DOWN = "tracker_act"  # that somebody signed out
MAY_LOOK_ONLY = (Who.ANYBODY, Who.ACCOUNT, Who.READER)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(take_in, settings) -> dict[Who, User]:
    """Everybody but ANYBODY; nobody asks too often."""
    settings.API_ANONYMOUS_RATE = settings.API_USER_RATE = settings.EXPORT_RATE = "100000/min"
    found = world.people()
    world.fill(take_in, found)
    return found


def test_every_address_has_a_door_and_every_door_an_address() -> None:
    declared = set(DOORS) | {f"admin:{model}_{page}" for model in DESKS for page in PAGES}
    assert {key for key, _ in world.routes()} == declared


def test_everybody_may_what_is_said_and_nothing_else(people) -> None:
    wrong: list[str] = []
    for who in Who:
        if who is not NOBODY:
            wrong += walked(who, people.get(who))
    assert wrong == [], "\n".join(wrong)


def walked(who: Who, user: User | None) -> list[str]:
    """What did not go as declared. Who may look only goes through the real thing: the database is the same after."""
    client, before = client_of(user), inventory()
    kept = client.cookies.copy()
    wrong = []
    for place in world.places(user):
        door = door_of(place.key)
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            if method == "HEAD" and who >= door.read and who not in (Who.ANYBODY, Who.ADMINISTRATOR):
                continue  # does what GET did
            client.cookies = kept.copy()
            status = asked(client, method, place, undo=who not in MAY_LOOK_ONLY)
            if not expected(who, door, method, status):
                wrong.append(f"{who.name} {method} {place.key} {place.address}: {status}")
    return wrong + [
        f"{who.name} changed {name}"
        for name, row in inventory().items()
        if row != before[name] and name != WRITTEN_DOWN
    ]


def expected(who: Who, door: Door, method: str, status: int | str) -> bool:
    if method not in ("GET", "HEAD", "POST"):
        return status == NOT_SO
    if who >= (door.write if method == "POST" else door.read):
        return status == door.gives if door.gives else status in ANSWERED
    return status in REFUSED or (status == "login" and who <= Who.ACCOUNT)


def asked(client: Client, method: str, place: Place, *, undo: bool) -> int | str:
    """The status; "login" for the way there."""
    with transaction.atomic():
        response = client.generic(method, place.address, secure=True)
        if response.streaming:
            list(response.streaming_content)  # a download breaks while it is read, if it does
        transaction.set_rollback(undo)
    to = response.get("Location", "")
    led_there = (to.startswith(LOGINS) or to == FRONT) and not place.address.startswith(LOGINS)
    return "login" if led_there else response.status_code


def client_of(user: User | None, **form: Any) -> Client:
    client = Client(**form)
    if user:
        client.force_login(user)
    return client


def test_nobody_changes_anything_without_a_token_of_the_page(people) -> None:
    client, before = client_of(people[Who.ADMINISTRATOR], enforce_csrf_checks=True), inventory()
    statuses = {
        place.key: asked(client, "POST", place, undo=False) for place in world.places(people[Who.ADMINISTRATOR])
    }
    assert {key: status for key, status in statuses.items() if status != 403} == {}
    assert inventory() == before


def test_each_action_of_the_admin_is_for_whom_it_is_meant(people) -> None:
    one_by_one = ("positions_event", "positions_codebookdraft")  # not all of them may go
    deleting = {
        f"{model} delete_selected": desk.delete
        for model, desk in DESKS.items()
        if desk.delete is not NOBODY and model not in one_by_one
    }
    assert first_to_have(people) == ACTIONS | deleting


def first_to_have(people: dict[Who, User]) -> dict[str, Who]:
    """For each action the least of those who may look at the list and are offered it."""
    found: dict[str, Who] = {}
    for model, stock in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for who in sorted(people, reverse=True):
            request = RequestFactory().get("/")
            request.user = people[who]
            if who >= DESKS[name].view:
                found |= {f"{name} {action}": who for action in stock.get_actions(request)}
    return found

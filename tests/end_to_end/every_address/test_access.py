"""Access control: every address with every method in every role allows exactly what `access_rules` declares."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from tests.end_to_end.every_address import one_of_everything
from tests.end_to_end.every_address.access_rules import (
    ACTIONS,
    BY_THE_TOKEN_OF_A_MESSAGE,
    DESKS,
    DOORS,
    NOBODY,
    PAGES,
    READABLE_ANYWHERE,
    Door,
    Who,
    door_of,
)
from tests.end_to_end.every_address.one_of_everything import Place, client_of
from tracker.operations.backups import inventory

ANSWERED, REFUSED, NOT_SO = {200, 302, 304, 400, 409}, {403, 404, 405}, 405
LOGINS, FRONT = ("/aanmelden/", "/admin/login/"), "/admin/"  # without access, the admin's index redirects
WRITTEN_DOWN = "tracker_act"  # logs the logout
MAY_LOOK_ONLY = (Who.ANYBODY, Who.ACCOUNT, Who.READER)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(filled, settings, db) -> dict[Who, User]:
    """Every role but ANYBODY, with rate limits out of reach."""
    settings.API_ANONYMOUS_RATE = settings.API_USER_RATE = settings.EXPORT_RATE = "100000/min"
    return deepcopy(filled)


def test_every_address_has_a_door_and_every_door_an_address() -> None:
    declared = set(DOORS) | {f"admin:{model}_{page}" for model in DESKS for page in PAGES}
    assert {key for key, _ in one_of_everything.routes()} == declared


def test_everybody_may_what_is_said_and_nothing_else(people) -> None:
    wrong: list[str] = []
    site = ClientHandler(enforce_csrf_checks=False)
    for who in Who:
        if who is not NOBODY:
            wrong += walked(who, people.get(who), site)
    assert wrong == [], "\n".join(wrong)


def walked(who: Who, user: User | None, site: ClientHandler) -> list[str]:
    """Return deviations from the rules, and from what `Allow` says.

    All roles ask one `site`, which may know by another role's request what a view allows. Requests of read-only roles
    are not rolled back, and must change nothing.
    """
    client, before = client_of(user), inventory()
    client.handler = site
    kept = client.cookies.copy()
    wrong = []
    for place in one_of_everything.places(user):
        door, statuses = door_of(place.key), dict[str, int | str]()
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            if method == "HEAD" and who >= door.read and who not in (Who.ANYBODY, Who.ADMINISTRATOR):
                continue  # same as GET
            client.cookies = kept.copy()
            statuses[method] = asked(client, method, place, undo=who not in MAY_LOOK_ONLY)
            shared = place.key in READABLE_ANYWHERE
            if not expected(who, door, method, statuses[method], shared=shared):
                wrong.append(f"{who.name} {method} {place.key} {place.address}: {statuses[method]}")
        if who is Who.ADMINISTRATOR:
            client.cookies = kept.copy()
            allowed = client.put(place.address, secure=True)["Allow"].split(", ")
            if allowed != [method for method in ("GET", "HEAD", "POST") if statuses[method] != NOT_SO]:
                wrong.append(f"{place.key} {place.address} says that it allows {allowed}: {statuses}")
    return wrong + [
        f"{who.name} changed {name}"
        for name, row in inventory().items()
        if row != before[name] and name != WRITTEN_DOWN
    ]


def expected(who: Who, door: Door, method: str, status: int | str, *, shared: bool) -> bool:
    if method not in ("GET", "HEAD", "POST"):
        return status == (204 if shared and method == "OPTIONS" else NOT_SO)
    if who >= (door.write if method == "POST" else door.read):
        return status == door.gives if door.gives else status in ANSWERED
    return status in REFUSED or (status == "login" and who <= Who.ACCOUNT)


def asked(client: Client, method: str, place: Place, *, undo: bool) -> int | str:
    """Return the status; "login" for a redirect to the login page."""
    with transaction.atomic():
        response = client.generic(method, place.address, secure=True)
        if response.streaming:
            list(response.streaming_content)  # a download can fail only while it is read
        transaction.set_rollback(undo)
    to = response.get("Location", "")
    led_there = (to.startswith(LOGINS) or to == FRONT) and not place.address.startswith(LOGINS)
    return "login" if led_there else response.status_code


def test_nobody_changes_anything_without_a_token_of_the_page(people) -> None:
    client, before = client_of(people[Who.ADMINISTRATOR], enforce_csrf_checks=True), inventory()
    statuses = {
        place.key: asked(client, "POST", place, undo=False)
        for place in one_of_everything.places(people[Who.ADMINISTRATOR])
    }
    assert {statuses.pop(key) for key in BY_THE_TOKEN_OF_A_MESSAGE} == {404}
    assert {key: status for key, status in statuses.items() if status != 403} == {}
    assert inventory() == before


def test_each_action_of_the_admin_is_for_whom_it_is_meant(people) -> None:
    one_by_one = ("positions_event", "positions_codebookdraft")  # not all of these may be deleted
    deleting = {
        f"{model} delete_selected": desk.delete
        for model, desk in DESKS.items()
        if desk.delete is not NOBODY and model not in one_by_one
    }
    assert first_to_have(people) == ACTIONS | deleting


def first_to_have(people: dict[Who, User]) -> dict[str, Who]:
    """Return, per action, the lowest role that sees the list and is offered the action."""
    found: dict[str, Who] = {}
    for model, stock in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for who in sorted(people, reverse=True):
            request = RequestFactory().get("/")
            request.user = people[who]
            if who >= DESKS[name].view:
                found |= {f"{name} {action}": who for action in stock.get_actions(request)}
    return found

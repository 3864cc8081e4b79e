"""Fuzzing: invalid values in path, query string or form of every address never cause a server error."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from letters.search.day_fields import DAYS
from tests.end_to_end.every_address import one_of_everything
from tests.end_to_end.every_address.access_rules import PARAMETERS, PUBLIC_PAGES, Who
from tests.end_to_end.every_address.one_of_everything import client_of

pytestmark = pytest.mark.django_db
MORE = (
    "voorstel", "na", "verschil", "een", "ander", "paneel", "page_size", "part", "stand", "p", "o", "e", "all",
    "aandacht", "soort", "kabinet", "terug", "_to_field", "_changelist_filters", "reason__exact", "coder__id__exact",
)  # fmt: skip
FIELDS = (
    "seen", "action", "topic", "holder", "score", "quote", "expected", "typed", "id", "choice", "note", "said",
    "stance", "revision", "start", "end", "user", "letters", "size", "seed", "topics", "username", "password",
    "otp_token", "token", "_selected_action", "decision", "date", "name", "source", "then", "terug",
    "number", "day", "reason", "address", "rhythm", "all",
)  # fmt: skip
NO_FAULTS = {("readyz", 503), ("oembed", 501)}  # no worker runs; a format that the specification does not have
NUL, DIGITS, HUGE = "a\x00b", "9" * 5000, "9" * 30
VALUES = {"nul": NUL, "digits": DIGITS, "superscript": "²", "infinite": "1e400", "surrogate": "\ud800"}
FAR = ("9999-12-31", "0001-01-01", "31-12-9999", "1-1-0001", "99999-01-01", "1799-12-31", "2200-01-01")


@pytest.fixture
def people(filled, settings, db) -> dict[Who, User]:
    settings.API_ANONYMOUS_RATE = settings.API_USER_RATE = settings.EXPORT_RATE = "1000000/min"
    return deepcopy(filled)


def walk(people: dict[Who, User], who: Who) -> tuple[Client, list[one_of_everything.Place]]:
    return client_of(people.get(who)), one_of_everything.places(people.get(who))


def status(client: Client, address: str, form: dict[str, str] | None = None) -> int | str:
    """Return the status, or the exception in words; the database is rolled back."""
    kept = client.cookies.copy()
    try:
        with transaction.atomic():
            response = client.get(address, secure=True) if form is None else client.post(address, form, secure=True)
            if response.streaming:
                list(response.streaming_content)
            transaction.set_rollback(True)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the fault that is looked for
        return f"{type(error).__name__}: {error}"[:120]
    finally:
        client.cookies = kept
    return int(response.status_code)


def is_fault(found: int | str, key: str) -> bool:
    return isinstance(found, str) or (found >= 500 and (key, found) not in NO_FAULTS)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_nonsense_in_whatever_is_asked_breaks_no_page(people, value: str) -> None:
    client, places = walk(people, Who.ADMINISTRATOR)
    asked = urlencode([(name, value) for name in (*PARAMETERS, *MORE)], errors="surrogatepass")
    found = {place.address: status(client, f"{place.address}?{asked}") for place in places if place.key != "logout"}
    assert {address: what for address, what in found.items() if is_fault(what, address.strip("/"))} == {}


def test_nor_does_one_piece_of_it(people) -> None:
    """One invalid value at a time: with others present, Django's admin redirects before it queries the database."""
    client, places = walk(people, Who.ADMINISTRATOR)
    lists = [place.address for place in places if place.key.startswith("admin:") and place.key.endswith("list")]
    names = ("stand", "aandacht", "soort", "kabinet", "reason__exact", "q")
    asked = [f"{each}?{urlencode({name: value})}" for each in lists for name in names for value in (NUL, DIGITS, HUGE)]
    found = {address[:80]: status(client, address) for address in asked}
    assert {address: what for address, what in found.items() if is_fault(what, "")} == {}


@pytest.mark.parametrize("value", [NUL, DIGITS, "²"], ids=["nul", "digits", "superscript"])
def test_nonsense_in_a_form_breaks_no_page(people, value: str) -> None:
    client, places = walk(people, Who.ADMINISTRATOR)
    forms = [dict.fromkeys(FIELDS, value), {**dict.fromkeys(FIELDS, value), "seen": "0", "id": f"1-0-1-{value}"}]
    found = {
        (place.address, nth): status(client, place.address, form)
        for place in places
        for nth, form in enumerate(forms)
        if not place.key.endswith("logout")
    }
    assert {address: what for address, what in found.items() if is_fault(what, "")} == {}


def broken_paths(user: User | None) -> list[str]:
    """Return each address with an invalid value in place of each of its parameters in turn."""
    named, found = one_of_everything.values(user), list[str]()
    for key, route in one_of_everything.routes():
        parts = re.findall(r"<(\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", route)
        for kind, name, in_pattern in parts:
            wanted = [HUGE, DIGITS] if kind == "int:" else [NUL, "\x00"]
            for value in wanted:
                given = {**named, **named.get(key, {})} if isinstance(named.get(key), dict) else named
                found.append("/" + filled(route, given, name or in_pattern, value))
    return found


def filled(route: str, named: dict[str, Any], at: str, value: str) -> str:
    def part(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        return quote(value if name == at else str(named.get(name, 1)), safe="")

    plain = re.sub(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", part, route)
    return plain.replace("\\", "").replace("^", "").replace("$", "")


@pytest.mark.parametrize("who", [Who.ANYBODY, Who.ADMINISTRATOR])
def test_nonsense_in_a_path_is_no_page(people, who: Who) -> None:
    client = client_of(people.get(who))
    paths = broken_paths(people.get(who))
    assert len(paths) > 100
    found = {path[:100]: status(client, path) for path in paths}
    # Unauthorised users are refused whatever the row, and the admin redirects from a missing row.
    assert {path: what for path, what in found.items() if what not in (404, 403, 405, 302)} == {}


def test_a_nul_in_a_path_is_404_for_everybody(people) -> None:
    client = client_of(None)
    paths = [path for path in broken_paths(None) if "%00" in path]
    assert {status(client, path) for path in paths} == {404}


@pytest.fixture(scope="module")
def whole() -> list[str]:
    """The addresses that answer anybody: found by the first test that asks for them."""
    return []


@pytest.mark.parametrize("name", DAYS)
def test_a_day_that_nobody_can_reckon_with_is_refused(people, whole: list[str], name: str) -> None:
    client, places = walk(people, Who.ANYBODY)
    if not whole:
        public = [place.address for place in places if place.key in PUBLIC_PAGES]
        whole += [address for address in public if status(client, address) == 200]
    days = FAR if name == "as_of" else FAR[:2]
    found = {(address, day): status(client, f"{address}?{name}={day}") for address in whole for day in days}
    assert len(found) > 50
    assert {asked: what for asked, what in found.items() if what != 400} == {}


@pytest.mark.parametrize(
    "page",
    ["/brieven/", "/zoeken/?q=Rusland", "/veranderingen/", "/vergelijken/", "/formuleringen/", "/onderwerpen/russia/"],
)
def test_the_page_stays_and_says_what_is_wrong(client, people, page: str) -> None:
    response = client.get(f"{page}{'&' if '?' in page else '?'}after=9999-12-31")
    assert response.status_code == 400
    assert "Kies een dag van 1800 tot en met 2199." in response.content.decode()


def test_the_api_names_the_field(client, people) -> None:
    assert client.get("/api/v1/stances/?as_of=0001-01-01").json() == {
        "as_of": ["Kies een dag van 1800 tot en met 2199."]
    }


def test_who_has_the_page_already_is_told_too(client, people) -> None:
    tag = client.get("/onderwerpen/russia/")["ETag"]
    assert client.get("/onderwerpen/russia/?as_of=0001-01-01", headers={"If-None-Match": tag}).status_code == 400


def test_the_first_and_the_last_day_can_be_asked_for(client, people) -> None:
    pages = ("/onderwerpen/russia/", "/onderwerpen/russia/kaart.png", "/api/v1/positions/", "/vergelijken/figuur.json")
    for name, day, page in product(DAYS, ("1800-01-01", "2199-12-31"), pages):
        assert status(client, f"{page}?{name}={day}") == 200

"""Fixtures of a real browser on the live server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connections

from letters.models import Letter
from tests.end_to_end.browser.chromium_flags import CHROMIUM, FLAGS
from tests.end_to_end.browser.page_checks import painted
from tests.factories import letter
from tests.positions.factories import ADVICE, FISH, PRESS, SENTENCES, TALK
from tracker.operations import plotlyjs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser(django_db_setup) -> Iterator[Browser]:
    """Chromium, started once for the tests of a module: a start takes seconds of a processor."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent where the browser is

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, in which Django would refuse database access.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # A persistent connection of the live server's thread would block dropping the test database.
        patch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        connections.close_all()  # inside the event loop Django keeps a connection of its own
        started.close()


@pytest.fixture
def chromium(browser: Browser) -> Iterator[Browser]:
    """The browser, whose windows and cookies are gone after the test."""
    yield browser
    for context in browser.contexts:
        context.close()


@pytest.fixture
def visit(chromium: Any, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a path in a new window; fails on requests to other hosts and on console errors."""
    wrong: list[str] = []

    def opened(path: str, **form: Any) -> Page:
        page = chromium.new_page(locale="nl-NL", **({"viewport": {"width": 1280, "height": 900}} | form))
        page.set_default_timeout(15_000)
        page.on("request", lambda r: r.url.startswith(live_server.url) or wrong.append(r.url))
        page.on("console", lambda m: m.type != "error" or wrong.append(m.text))
        page.goto(live_server.url + path)
        if form.get("java_script_enabled", True):
            painted(page)
        return page

    yield opened
    assert wrong == []


@pytest.fixture
def signed_in(client, visit, live_server, django_user_model, take_in):
    """Open a path as a reviewer, with one letter and its proposals."""
    call_command("load_codebook")
    call_command("create_roles")
    take_in(letter(sentences=SENTENCES))
    call_command("propose")
    user = django_user_model.objects.create_user("carla")
    user.groups.add(Group.objects.get(name="codeur"))
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def opened(path: str, **form):
        page = visit("/aanmelden/", **form)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page.goto(live_server.url + path)
        if form.get("java_script_enabled", True):
            painted(page)
        return page

    return opened


@pytest.fixture(autouse=True)
def plotly() -> None:
    plotlyjs.prepare()


@pytest.fixture
def letters(letter_of, accept) -> list[Letter]:
    first = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE, "Tot slot iets over vis.")
    second = letter_of(2, "4 november 2019", TALK, PRESS, FISH, "Tot slot iets over netten.")
    letter_of(3, "2 februari 2020", PRESS, FISH, "Tot slot iets over zeilen.", "Meer niet.")
    accept(first, TALK, -1)
    accept(first, ADVICE, 2, holder="adviser")
    accept(second, TALK, -1)
    accept(second, PRESS, 2)
    call_command("propose")
    return [first, second]

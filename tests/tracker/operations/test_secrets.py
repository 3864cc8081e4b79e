"""Error pages, logs and cookies readable by scripts contain no secrets."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tracker.operations.logs import JsonLines
from tracker.urls import urlpatterns as known

PASSWORD = "een-lang-wachtwoord"
pytestmark = pytest.mark.django_db


def broken(request: HttpRequest) -> HttpResponse:
    token = "geheim-in-een-variabele"
    raise RuntimeError(f"mis, {len(token)}")


urlpatterns = [path("kapot/", broken), *known]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged, in the format of production."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_page_that_fails_shows_words_of_ours_alone(settings, written) -> None:
    settings.ROOT_URLCONF, settings.DEBUG = __name__, False
    page = Client(raise_request_exception=False).get("/kapot/?q=vertrouwelijk")
    shown, logged = page.content.decode(), written.getvalue()
    assert page.status_code == 500
    assert "RuntimeError" in logged
    for secret in (project.SECRET_KEY, "geheim-in-een-variabele", str(project.DATABASES["default"]["NAME"])):
        assert secret not in shown
    assert not any(word in shown for word in ("RuntimeError", "Traceback", "SECRET_KEY", "vertrouwelijk"))
    assert not any(word in logged for word in (project.SECRET_KEY, "geheim-in-een-variabele", "vertrouwelijk"))


def test_a_password_is_never_logged(written) -> None:
    User.objects.create_superuser("eva", password=PASSWORD)
    for page, password in (
        ("/aanmelden/", PASSWORD + "x"),
        ("/aanmelden/?next=/admin/", PASSWORD + "y"),
        ("/aanmelden/", PASSWORD),
    ):
        Client().post(page, {"username": "eva", "password": password})
    assert "/aanmelden/" in written.getvalue()
    assert PASSWORD not in written.getvalue()
    assert project.SECRET_KEY not in written.getvalue()


def test_the_cookie_of_a_session_is_for_this_site_alone_and_not_for_scripts() -> None:
    User.objects.create_superuser("eva", password=PASSWORD)
    answer: Any = Client().post("/aanmelden/", {"username": "eva", "password": PASSWORD})
    cookie = answer.cookies[project.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == 7 * 24 * 3600


@pytest.mark.parametrize("weak", ["kort", "123456789012345", "wachtwoord", "password1234"])
def test_a_weak_password_is_refused(weak) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("eva", password=PASSWORD))
    form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    assert client.post("/admin/password_change/", form).status_code == 200
    assert User.objects.get().check_password(PASSWORD)

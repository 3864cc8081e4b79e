"""Failed logins are counted per account and address, for all processes together, and addresses cannot be forged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import F
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tracker.accounts.client_address import client_address

PAGES = ("/aanmelden/", "/aanmelden/?next=/admin/")
RIGHT, WRONG = "een-lang-wachtwoord", "een-ander-wachtwoord"
LIMIT = 5
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eva(settings) -> User:
    settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME = LIMIT, timedelta(minutes=15)
    return User.objects.create_superuser("eva", password=RIGHT)


def sign_in(password: str, *, page: str = PAGES[0], name: str = "eva", **headers: str) -> HttpResponse:
    """Log in with a fresh client: no state in a cookie or a process."""
    return Client().post(page, {"username": name, "password": password}, **headers)  # type: ignore[arg-type,return-value]


def lock(**headers: str) -> HttpResponse:
    return [sign_in(WRONG, **headers) for _ in range(LIMIT)][-1]


@pytest.mark.parametrize("page", PAGES)
def test_after_five_wrong_passwords_the_right_one_is_refused_too(page) -> None:
    answers = [sign_in(WRONG, page=page).status_code for _ in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]
    assert sign_in(RIGHT, page=page).status_code == 429


def test_the_admin_has_no_page_of_its_own_to_sign_in() -> None:
    client = Client()
    for answer in (client.get("/admin/login/"), client.post("/admin/login/", {"username": "eva", "password": RIGHT})):
        assert answer["Location"] == "/aanmelden/?next=/admin/"
    assert "_auth_user_id" not in client.session


def test_the_page_says_in_dutch_how_long_it_takes() -> None:
    locked = lock()
    assert "Over 15 minuten kunt u het weer proberen." in locked.content.decode()
    assert 890 < int(locked["Retry-After"]) <= 900


def test_trying_on_does_not_make_the_wait_longer() -> None:
    lock()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14, seconds=30))
    assert "Over 1 minuut kunt u" in sign_in(WRONG).content.decode()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1))
    assert sign_in(RIGHT).status_code == 302


def test_an_account_that_is_not_there_is_locked_in_the_same_words() -> None:
    known, unknown = lock(), [sign_in(WRONG, name="niemand") for _ in range(LIMIT)][-1]
    assert known.status_code == unknown.status_code
    assert known.content == unknown.content


def test_somebody_elsewhere_can_still_sign_in() -> None:
    lock()
    assert sign_in(RIGHT, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_the_right_password_forgets_the_wrong_ones() -> None:
    for _ in range(2):
        for _ in range(LIMIT - 1):
            sign_in(WRONG)
        assert sign_in(RIGHT).status_code == 302


def test_another_browser_does_not_help() -> None:
    for turn in range(LIMIT):
        last = sign_in(WRONG, HTTP_USER_AGENT=f"browser {turn}")
    assert last.status_code == 429


def test_without_a_proxy_nobody_is_believed_who_names_an_address(settings) -> None:
    settings.BEHIND_PROXY = False
    for turn in range(LIMIT):
        last = sign_in(WRONG, HTTP_X_FORWARDED_FOR=f"203.0.113.{turn}")
    assert last.status_code == 429


def test_behind_a_proxy_its_own_word_counts_and_not_what_was_sent(settings) -> None:
    settings.BEHIND_PROXY = True
    for turn in range(LIMIT):
        last = sign_in(WRONG, HTTP_X_FORWARDED_FOR=f"203.0.113.{turn}, 198.51.100.7")
    assert last.status_code == 429
    assert sign_in(RIGHT, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302


@pytest.mark.parametrize("told", ["", "unknown", "203.0.113.4, ", "<script>"])
def test_what_is_no_address_is_not_taken_for_one(settings, told) -> None:
    settings.BEHIND_PROXY = True
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=told)) == "127.0.0.1"


def test_an_administrator_lets_somebody_in_again(eva) -> None:
    lock()
    boss = Client()
    boss.force_login(User.objects.create_superuser("beheer"))
    done = boss.post("/admin/auth/user/", {"action": "let_in_again", "_selected_action": [eva.pk]}, follow=True)
    assert "1 account kan weer aanmelden." in done.content.decode()
    assert sign_in(RIGHT).status_code == 302


def test_so_does_a_command() -> None:
    lock()
    call_command("axes_reset_username", "eva")
    assert sign_in(RIGHT).status_code == 302


def test_neither_password_nor_token_is_kept_with_an_attempt() -> None:
    Client().post(PAGES[0], {"username": "eva", "password": WRONG, "csrfmiddlewaretoken": "ditiseenteken"})
    kept = str(AccessAttempt.objects.values().get())
    assert "eva" in kept
    assert WRONG not in kept
    assert "ditiseenteken" not in kept

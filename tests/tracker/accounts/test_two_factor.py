"""Two-factor login: enabled by the user, then required; throttled, and removed by an administrator."""

from __future__ import annotations

import re
import time

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tracker.accounts import two_factor
from tracker.models import AuditEntry

PASSWORD = "een-lang-wachtwoord"
PAGE, SIGN_IN, CODE = "/account/twee-stappen/", "/aanmelden/", "/aanmelden/code/"
pytestmark = pytest.mark.django_db


def code_of(user: User) -> str:
    """Return the app's current code, with earlier use and failures reset."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1, drift=0, throttling_failure_count=0)
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key)
    totp.time = time.time()
    return f"{totp.token():06}"


@pytest.fixture
def eva() -> User:
    return User.objects.create_user("eva", password=PASSWORD, is_staff=True, is_superuser=True)


@pytest.fixture
def inside(eva: User) -> Client:
    client = Client()
    client.force_login(eva)
    return client


@pytest.fixture
def codes(eva: User, inside: Client) -> list[str]:
    """Eva enabled two-factor; returns her backup codes."""
    inside.post(PAGE, {"action": "start"})
    inside.post(PAGE, {"action": "confirm", "token": code_of(eva)})
    return re.findall(r"<li><code>(\w+)</code>", inside.get(PAGE).content.decode())


def half_way(path: str = SIGN_IN) -> Client:
    """Return a client after the password step, before the code."""
    client = Client()
    assert client.post(path, {"username": "eva", "password": PASSWORD})["Location"].startswith(CODE)
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_without_it_a_password_is_enough(eva) -> None:
    client = Client()
    client.post(SIGN_IN, {"username": "eva", "password": PASSWORD})
    assert is_in(client)


def test_the_page_shows_the_secret_as_picture_and_text_and_asks_nothing_of_others(eva, inside) -> None:
    inside.post(PAGE, {"action": "start"})
    page = inside.get(PAGE).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert two_factor.secret(TOTPDevice.objects.get(user=eva)) in page


def test_it_is_on_after_a_right_code_alone(eva, inside) -> None:
    inside.post(PAGE, {"action": "start"})
    inside.post(PAGE, {"action": "confirm", "token": "000000"})
    assert not two_factor.is_on(eva)
    inside.post(PAGE, {"action": "confirm", "token": code_of(eva)})
    assert two_factor.is_on(eva)


def test_backup_codes_are_shown_once(codes, inside) -> None:
    assert len(set(codes)) == 10
    again = inside.get(PAGE).content.decode()
    assert "Het staat aan." in again
    assert not any(code in again for code in codes)


@pytest.mark.parametrize("path", [SIGN_IN, f"{SIGN_IN}?next=/admin/"])
def test_a_password_alone_opens_nothing(codes, path) -> None:
    client = half_way(path)
    assert not is_in(client)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_password_and_code_lead_to_where_somebody_was_going(eva, codes) -> None:
    client = half_way(f"{SIGN_IN}?next=/admin/")
    answer = client.post(f"{CODE}?next=/admin/", {"token": code_of(eva)})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_nobody_is_led_to_another_site(eva, codes) -> None:
    answer = half_way().post(f"{CODE}?next=https://elders.example/", {"token": code_of(eva)})
    assert answer["Location"] == "/beoordelen/"


def test_a_code_works_once(eva, codes) -> None:
    code = code_of(eva)
    half_way().post(CODE, {"token": code})
    second = half_way()
    second.post(CODE, {"token": code})
    assert not is_in(second)


def test_a_backup_code_works_once_too(codes) -> None:
    for works in (True, False):
        client = half_way()
        client.post(CODE, {"token": f" {codes[0].upper()} "})
        assert is_in(client) is works


def test_a_wrong_code_makes_the_right_one_wait(eva, codes, settings) -> None:
    settings.OTP_TOTP_THROTTLE_FACTOR = 1000  # seconds, so that slow machines pass too
    client, right = half_way(), code_of(eva)
    client.post(CODE, {"token": "000000" if right != "000000" else "111111"})
    client.post(CODE, {"token": right})
    assert not is_in(client)


def test_five_wrong_codes_shut_the_account_to_that_address(eva, codes, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 5
    client = half_way()
    answers = [client.post(CODE, {"token": "zzzzzzzz"}).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2
    assert client.post(CODE, {"token": code_of(eva)}).status_code == 429
    assert AuditEntry.objects.filter(kind="refused", page="login-code").count() == 4


def test_who_waits_too_long_begins_again(codes, monkeypatch) -> None:
    client, now = half_way(), time.time()
    monkeypatch.setattr("tracker.accounts.login.time.time", lambda: now + 301)
    assert client.get(CODE)["Location"] == SIGN_IN


def test_without_a_password_there_is_no_page_for_a_code() -> None:
    assert Client().post(CODE, {"token": "123456"})["Location"] == SIGN_IN


@pytest.mark.parametrize(("token", "on"), [("000000", True), ("", True), (None, False)])
def test_turning_it_off_asks_for_a_code(eva, codes, inside, token, on) -> None:
    inside.post(PAGE, {"action": "off", "token": codes[1] if token is None else token})
    assert two_factor.is_on(eva) is on


def test_new_backup_codes_end_the_old_ones(eva, codes, inside) -> None:
    inside.post(PAGE, {"action": "codes", "token": codes[0]})
    client = half_way()
    client.post(CODE, {"token": codes[1]})
    assert not is_in(client)


def test_an_administrator_takes_it_off_somebody(eva, codes) -> None:
    boss = Client()
    boss.force_login(User.objects.create_superuser("beheer"))
    boss.post("/admin/auth/user/", {"action": "turn_second_step_off", "_selected_action": [eva.pk]})
    assert not two_factor.is_on(eva)
    assert "turn_second_step_off" in AuditEntry.objects.all()[0].detail


def test_no_code_is_written_down(eva, codes, inside) -> None:
    inside.post(PAGE, {"action": "codes", "token": codes[0]})
    assert "codes" in AuditEntry.objects.all()[0].detail
    assert not any(code in str(row) for row in AuditEntry.objects.values() for code in codes)


def test_where_it_is_demanded_editors_come_no_further_without(eva, inside, settings) -> None:
    settings.TWO_FACTOR = "editors"
    for path in ("/admin/", "/beoordelen/", "/", "/api/v1/letters/"):
        assert inside.get(path)["Location"] == PAGE
    assert "Voor uw account is dit verplicht." in inside.get(PAGE).content.decode()
    inside.post(PAGE, {"action": "start"})
    inside.post(PAGE, {"action": "confirm", "token": code_of(eva)})
    assert inside.get("/admin/").status_code == 200


def test_where_it_is_demanded_an_older_session_is_asked_too(eva, codes, settings) -> None:
    settings.TWO_FACTOR = "editors"
    older = Client()
    older.force_login(eva)
    assert older.get("/admin/")["Location"] == PAGE
    older.post(PAGE, {"action": "verify", "token": codes[0]})
    assert older.get("/admin/").status_code == 200


def test_where_it_is_demanded_readers_and_visitors_notice_nothing(settings) -> None:
    settings.TWO_FACTOR = "editors"
    reader = Client()
    reader.force_login(User.objects.create_user("rik"))
    assert reader.get("/over/").status_code == Client().get("/over/").status_code == 200

"""Two-factor login, from turning it on to turning it off, with and without JavaScript, and accessible."""

from __future__ import annotations

import time
from base64 import b32decode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.end_to_end.browser.page_checks import NARROW, SMALL_TARGETS, WIDER_THAN_WINDOW, pytestmark  # noqa: F401

PASSWORD = "een-lang-wachtwoord"


def code(secret: str) -> str:
    """Return the current TOTP code for this secret, with earlier use and failures reset."""
    TOTPDevice.objects.update(last_t=-1, drift=0, throttling_failure_count=0)
    totp = TOTP(b32decode(secret.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06}"


def sign_in(page) -> None:
    page.get_by_label("Gebruikersnaam").fill("eva")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Meld aan").click()


def sound(page) -> None:
    """Assert that nothing overflows, no target is too small, and axe finds no violation."""
    assert not page.evaluate(WIDER_THAN_WINDOW)
    assert page.evaluate(SMALL_TARGETS) == []
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("script", [True, False])
def test_the_whole_walk(visit, django_user_model: type[User], script: bool) -> None:
    django_user_model.objects.create_user("eva", password=PASSWORD, is_staff=True)
    page = visit("/account/twee-stappen/", viewport=NARROW, java_script_enabled=script)
    check = sound if script else lambda page: None
    sign_in(page)
    page.get_by_role("button", name="Begin").click()
    check(page)
    assert page.get_by_role("img", name="QR-code").evaluate("img => img.naturalWidth") > 100
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code").fill("geen code")
    page.get_by_role("button", name="Zet aan").click()
    assert "Deze code klopt niet" in page.get_by_role("alert").inner_text()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Zet aan").click()
    backup = page.locator(".codes code").all_inner_texts()
    assert len(backup) == 10
    check(page)
    page.context.clear_cookies()
    page.goto(page.url.replace("/account/twee-stappen/", "/admin/"))
    sign_in(page)
    assert page.get_by_label("Code").evaluate("input => input === document.activeElement") or not script
    check(page)
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Meld aan").click()
    assert page.url.endswith("/admin/")
    page.goto(page.url.replace("/admin/", "/account/twee-stappen/"))
    page.locator("form").filter(has_text="Zet uit").get_by_label("Code").fill(backup[0])
    page.get_by_role("button", name="Zet uit").click()
    assert "staat uit" in page.get_by_role("status").inner_text()
    check(page)

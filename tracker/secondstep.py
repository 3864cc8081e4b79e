"""Signing in in two steps: an app's codes (TOTP), and backup codes for when it is not at hand; by django-otp."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

BACKUP_CODES = 10
APP_DIGITS = 6  # an app's code; a backup code is longer


def is_on(user: Any) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_demanded(user: Any) -> bool:
    """Of whom may change things for others: whoever enters the admin, and editors without it."""
    return settings.TWO_FACTOR == "editors" and bool(user.is_staff or user.has_perm("positions.bulk_review"))


@transaction.atomic
def begin(user: Any) -> TOTPDevice:
    """The app that is to be confirmed; the same as long as it is not."""
    found, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return found


def begun(user: Any) -> TOTPDevice | None:
    """The app that waits to be confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def confirm(user: Any, code: str) -> TOTPDevice | None:
    """From now on it is asked for; None where the code is not the app's."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if is_on(user) or device is None or not device.verify_token(tidy(code)):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return device


@transaction.atomic
def accepted(user: Any, code: str) -> TOTPDevice | StaticDevice | None:
    """What the code is of, if it is right; then it was its only time. A wrong one makes the next wait: 1, 2, 4 … s."""
    code = tidy(code)
    kind = TOTPDevice if len(code) == APP_DIGITS else StaticDevice
    for device in kind.objects.select_for_update().filter(user=user, confirmed=True):
        if device.verify_token(code):
            return device
    return None


@transaction.atomic
def new_codes(user: Any) -> list[str]:
    """Ten new backup codes, each for once; those from before no longer work."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="reserve")
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def turn_off(user: Any) -> bool:
    """Whether there was anything to turn off."""
    removed = [kind.objects.filter(user=user).delete()[0] for kind in (TOTPDevice, StaticDevice)]
    return any(removed)


def tidy(code: str) -> str:
    return "".join(code.split()).lower()


def secret(device: TOTPDevice) -> str:
    """For apps without a camera, in groups of four."""
    letters = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def picture(device: TOTPDevice) -> str:
    """The QR code as a data: address, made here."""
    return str(segno.make(device.config_url, error="m").svg_data_uri(scale=5, light="white"))

"""Two-factor authentication with django-otp: TOTP codes of an authenticator app, and single-use backup codes."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

BACKUP_CODES = 10
APP_DIGITS = 6  # length of a TOTP code; backup codes are longer


def is_on(user: Any) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_demanded(user: Any) -> bool:
    """Return whether the account must use two-factor: with `TWO_FACTOR = "editors"`, staff and bulk reviewers."""
    return settings.TWO_FACTOR == "editors" and bool(user.is_staff or user.has_perm("positions.bulk_review"))


@transaction.atomic
def begin(user: Any) -> TOTPDevice:
    """Return the unconfirmed TOTP device of the user, created if necessary."""
    found, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return found


def begun(user: Any) -> TOTPDevice | None:
    """Return the TOTP device that still has to be confirmed, if any."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def confirm(user: Any, code: str) -> TOTPDevice | None:
    """Confirm the new device with a code of it, after which login asks for codes. None if the code is wrong."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if is_on(user) or device is None or not device.verify_token(tidy(code)):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return device


@transaction.atomic
def accepted(user: Any, code: str) -> TOTPDevice | StaticDevice | None:
    """Return the device that the code belongs to, or None.

    A correct code is thereby used up; a wrong one throttles the next attempt (1, 2, 4 … seconds).
    """
    code = tidy(code)
    kind = TOTPDevice if len(code) == APP_DIGITS else StaticDevice
    for device in kind.objects.select_for_update().filter(user=user, confirmed=True):
        if device.verify_token(code):
            return device
    return None


@transaction.atomic
def new_codes(user: Any) -> list[str]:
    """Create and return ten single-use backup codes; earlier ones stop working."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="reserve")
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def turn_off(user: Any) -> bool:
    """Remove all two-factor devices of the user; return whether there were any."""
    removed = [kind.objects.filter(user=user).delete()[0] for kind in (TOTPDevice, StaticDevice)]
    return any(removed)


def tidy(code: str) -> str:
    return "".join(code.split()).lower()


def secret(device: TOTPDevice) -> str:
    """Return the secret in base32, in groups of four, for typing into an app."""
    letters = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def picture(device: TOTPDevice) -> str:
    """Return the QR code as a `data:` URL, generated locally."""
    return str(segno.make(device.config_url, error="m").svg_data_uri(scale=5, light="white"))

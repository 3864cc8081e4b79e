"""One e-mail address, as somebody typed it, in the form in which it is kept."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from positions.models.alerts import LONGEST_ADDRESS

_SEVERAL = re.compile(r"[,;\s]")
_check = EmailValidator()


def one_address(typed: str) -> str:
    """Return the address, its domain in ASCII. Raises ValidationError, which says what to do."""
    address = typed.strip(" ")
    if not address:
        raise ValidationError(_("Vul uw e-mailadres in."))
    if _SEVERAL.search(address) or address.count("@") > 1:
        raise ValidationError(_("Vul één adres in, zonder spaties, komma’s of nieuwe regels."))
    local, _at, domain = address.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
        _check(address)
    except (UnicodeError, ValidationError):
        raise ValidationError(_not_one()) from None
    if not address.isascii() or len(address) > LONGEST_ADDRESS:
        raise ValidationError(_not_one())
    return address


def _not_one() -> str:
    return _("Dit is geen e-mailadres waar wij naartoe kunnen mailen. Schrijf het zo: naam@voorbeeld.nl.")

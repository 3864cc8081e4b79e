"""One e-mail address, as somebody typed it, in the form in which it is kept.

The mail server is asked to deliver wherever an address says: a name without a dot, or a number on the network, would
have a stranger reach machines that only the mail server can.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from positions.models.alerts import LONGEST_ADDRESS

LONGEST_LOCAL_PART = 64  # characters before the @, RFC 5321
_SEVERAL = re.compile(r"[,;\s]")
_check = EmailValidator(allowlist=())


def one_address(typed: str) -> str:
    """Return the address, its domain in ASCII. Raises ValidationError, which says what to do."""
    address = typed.strip(" ")
    if not address:
        raise ValidationError(_("Vul uw e-mailadres in."))
    if _SEVERAL.search(address) or address.count("@") > 1:
        raise ValidationError(_("Vul één adres in, zonder spaties, komma’s of nieuwe regels."))
    local, _at, domain = address.rpartition("@")
    try:
        address = f"{local}@{_in_ascii(domain)}"
        _check(address)
    except (UnicodeError, ValidationError):
        raise ValidationError(_not_one()) from None
    if not address.isascii() or len(address) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL_PART:
        raise ValidationError(_not_one())
    return address


def _in_ascii(domain: str) -> str:
    """Return the domain as mail servers know it. Raises UnicodeError, also of a number such as [127.0.0.1].

    By IDNA 2008 (UTS 46): Python's own codec makes "straße.de" the name of somebody else, "strasse.de".
    """
    import idna  # noqa: PLC0415 - its tables are large

    return idna.encode(domain, uts46=True).decode("ascii")


def _not_one() -> str:
    return _("Dit is geen e-mailadres waar wij naartoe kunnen mailen. Schrijf het zo: naam@voorbeeld.nl.")

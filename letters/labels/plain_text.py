"""Validation of words that people type and pages show: no control characters, and none that turns text around."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _

# Controls but tab and line ends (Unicode category Cc), and the embeddings, overrides and isolates of UAX 9.
_FOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@deconstructible
class PlainText:
    """Validator that refuses such characters, and says which and where."""

    def __call__(self, value: str) -> None:
        if match := _FOUND.search(value):
            message = _("Hierin staat een onzichtbaar stuurteken (%(code)s, teken %(place)s). Haal het weg.")
            code = f"U+{ord(match[0]):04X}"
            raise ValidationError(message % {"code": code, "place": match.start() + 1}, code="control_character")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlainText)

    def __hash__(self) -> int:
        return hash(PlainText)

"""Bilingual texts of the codebook in the active language. Domain code keeps both languages."""

from __future__ import annotations

from django.utils.translation import get_language

from positions.domain.codebook.types import Text

ENGLISH = "en"


def reads_english() -> bool:
    return get_language() == ENGLISH


def in_language(text: Text) -> str:
    """Return the text in the active language; in Dutch outside a request."""
    return text.en if reads_english() else text.nl


def either(dutch: str, english: str) -> str:
    """Return the name in the active language; Dutch if there is no English one."""
    return english if english and reads_english() else dutch

"""What the codebook says in both languages, in the one that is read. Domain code keeps both and knows of neither."""

from __future__ import annotations

from django.utils.translation import get_language

from positions.domain.entries import Text

ENGLISH = "en"


def reads_english() -> bool:
    return get_language() == ENGLISH


def in_language(text: Text) -> str:
    """In the language of the page; in Dutch wherever there is no page."""
    return text.en if reads_english() else text.nl


def either(dutch: str, english: str) -> str:
    """The same of names that are stored apart; a name that nobody gave in English stays Dutch."""
    return english if english and reads_english() else dutch

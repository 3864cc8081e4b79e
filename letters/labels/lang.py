"""Language markup: Dutch words and names of letters on a page in another language."""

from __future__ import annotations

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

OURS = settings.LANGUAGE_CODE


def mark_dutch(words: object) -> object:
    """Return the words, in a `lang` span if the page is not Dutch; empty values are returned unchanged."""
    if not words or get_language() in (OURS, None):
        return words
    return format_html('<span lang="{}">{}</span>', OURS, words)

"""What stays Dutch on a page in another language: letters' own words and names, marked as such."""

from __future__ import annotations

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

OURS = settings.LANGUAGE_CODE


def in_dutch(words: object) -> object:
    """The same words, marked where the page around them is not Dutch; nothing stays nothing."""
    if not words or get_language() in (OURS, None):
        return words
    return format_html('<span lang="{}">{}</span>', OURS, words)

"""Whole addresses of what an answer names."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from positions.models import Stance


def path_of(stance: Stance) -> str:
    """The stance's own page; its place in the letter where stances have no page."""
    try:
        return reverse("stance", args=[stance.pk])
    except NoReverseMatch:
        return f"{stance.revision.letter.get_absolute_url()}#standpunt-{stance.pk}"

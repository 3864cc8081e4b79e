"""Paths of records, from which readers make absolute URLs."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from positions.models import Stance


def path_of(stance: Stance) -> str:
    """Return the path of the stance's page, or its place in the letter if there is no such route."""
    try:
        return reverse("stance", args=[stance.pk])
    except NoReverseMatch:
        return f"{stance.revision.letter.get_absolute_url()}#standpunt-{stance.pk}"

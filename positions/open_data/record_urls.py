"""Paths of records, from which readers make absolute URLs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from positions.models import Stance


def path_of(stance: Stance) -> str:
    """Return the path of the stance's page."""
    return paths_of([stance])[0]


def paths_of(stances: Sequence[Stance]) -> list[str]:
    """Return the paths of the stances' pages, from a pattern that is reversed once: files have many."""
    start, end = _around_number(get_language(), get_script_prefix())
    return [f"{start}{stance.pk}{end}" for stance in stances]


@cache
def _around_number(_language: str | None, _prefix: str) -> tuple[str, str]:
    start, _number, end = reverse("stance", args=[0]).rpartition("0")
    return start, end

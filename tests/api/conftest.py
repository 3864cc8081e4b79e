from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.pictures.conftest import accept, anna, codebook, letter_of
from tests.stances.conftest import bram, coders

__all__ = ["accept", "anna", "bram", "codebook", "coders", "letter_of"]

TALK = "Het kabinet wil met druk en dialoog blijven spreken met Rusland."
FIRM = "Het kabinet wil met afschrikking en dialoog blijven spreken met Rusland."
OTHER = "Het weer was die dag goed in heel Brussel."


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    """How often somebody asked is kept in the cache."""
    cache.clear()


@pytest.fixture
def two_steps(letter_of, accept):
    """Two letters that each take a position on Russia, accepted by Anna."""
    first, second = letter_of(1, "3 maart 2019", TALK, OTHER), letter_of(2, "4 april 2020", FIRM, OTHER)
    accept(first, TALK, -1)
    accept(second, FIRM, 1)
    return first, second

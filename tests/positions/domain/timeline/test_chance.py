"""Chance alone: how often two letters from one distribution look like a move of the cabinet (codebook, 5)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import factorial, prod

import pytest

from positions.domain.timeline.positions import Counts, Position, counted
from positions.domain.timeline.steps import Verdict, difference

DISTRIBUTIONS = ((12, 5, 20), (1, 3, 2), (2, 3, 7), (5, 0, 10))  # weights of −1, 0 and +1
SIZES = ((3, 3), (3, 10), (5, 5), (5, 25), (8, 8), (14, 23))
CELLS = list(product(DISTRIBUTIONS, SIZES))
PAIRS, SEED, MOST = 10_000, 20260624, 0.12


@cache
def names_a_move(before: Counts, after: Counts) -> bool:
    return difference(Position(before, 0), Position(after, 0)).verdict in (Verdict.MOVED, Verdict.REVERSED)


def drawn(chance: random.Random, weights: tuple[int, int, int], sentences: int) -> Counts:
    return counted(chance.choices((-1, 0, 1), weights, k=sentences))


def named(weights: tuple[int, int, int], first: int, second: int) -> float:
    """Return the share of pairs whose verdict is moved or reversed."""
    chance = random.Random(SEED)
    pairs = ((drawn(chance, weights, first), drawn(chance, weights, second)) for _ in range(PAIRS))
    return sum(names_a_move(before, after) for before, after in pairs) / PAIRS


def letters(weights: tuple[int, int, int], sentences: int) -> Iterator[tuple[Counts, float]]:
    """Yield every letter of that length with its probability."""
    shares = [weight / sum(weights) for weight in weights]
    for less, zero in product(range(sentences + 1), repeat=2):
        if (more := sentences - less - zero) >= 0:
            ways = factorial(sentences) // prod(map(factorial, (less, zero, more)))
            yield (
                (0, less, zero, more, 0),
                ways * prod(share**n for share, n in zip(shares, (less, zero, more), strict=True)),
            )


def test_chance_alone_is_called_a_move_in_at_most_twelve_of_a_hundred_pairs() -> None:
    found = {(weights, sizes): named(weights, *sizes) for weights, sizes in CELLS}
    worst = max(found, key=lambda cell: found[cell])
    print(f"worst of {len(CELLS)}: {found[worst]:.1%} at (−1, 0, +1) as {worst[0]}, n = {worst[1]}")
    assert {cell: share for cell, share in found.items() if share > MOST} == {}
    assert found[worst] > 0  # otherwise no pair ever gets the verdict


@pytest.mark.parametrize(("weights", "sizes"), CELLS)
def test_no_luck_of_the_draw_is_needed_for_that(weights: tuple[int, int, int], sizes: tuple[int, int]) -> None:
    firsts, seconds = list(letters(weights, sizes[0])), list(letters(weights, sizes[1]))
    share = sum(p * q for (one, p), (two, q) in product(firsts, seconds) if names_a_move(one, two))
    assert share <= MOST

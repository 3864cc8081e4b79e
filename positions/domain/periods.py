"""Periods side by side, years or cabinets: a period's position is the mean of its letters', each once (codebook, 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from positions.domain.lines import period
from positions.domain.series import Dot, LetterRef, Series

SlotOf = Callable[[LetterRef], str | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """A topic in a period. `mean` is None where no letter took a position; `typical` is the id of the typical stance.

    `salience`: of the body sentences of all letters of the period that have accepted stances on any topic, the share
    that carries this one; None where there is no such letter.
    """

    mean: Fraction | None
    letters: int
    sentences: int
    salience: Fraction | None = None
    typical: int | None = None
    changed: Fraction | None = None  # against the period before it that has a position


def year_of(letter: LetterRef) -> str | None:
    return str(letter.day.year) if letter.day else None


def cabinet_of(letter: LetterRef) -> str | None:
    return letter.cabinet


def by_slot(series: Series, slot_of: SlotOf) -> dict[str, list[Dot]]:
    """The accepted dots of each period; a letter that belongs to none (a cabinet is unknown) is in none."""
    found: dict[str, list[Dot]] = {}
    for dot in series.dots:
        slot = slot_of(dot.letter)
        if slot is not None:
            found.setdefault(slot, []).append(dot)
    return found


def cell(dots: Sequence[Dot], share: Fraction | None = None) -> Cell:
    taken = period(dot.position for dot in dots)
    return Cell(taken.mean, taken.letters, taken.sentences, share, typical_of(dots, taken.mean))


def typical_of(dots: Iterable[Dot], mean: Fraction | None) -> int | None:
    """The accepted stance whose score lies nearest to the period's position, the earliest where several do."""
    if mean is None:
        return None
    candidates = [
        (abs(scored.score - mean), dot.letter.day, dot.letter.key, scored.start, stance)
        for dot in dots
        for scored, stance in zip(dot.scored, dot.stances, strict=True)
    ]
    return min(candidates)[-1]


def row(series: Series, slots: Sequence[str], slot_of: SlotOf, shares: Mapping[str, Fraction]) -> list[Cell]:
    """One cell a period, in the order of `slots`; each with its step from the last one before that has a position."""
    dots = by_slot(series, slot_of)
    found: list[Cell] = []
    before: Fraction | None = None
    for slot in slots:
        made = cell(dots.get(slot, []), shares.get(slot))
        if made.mean is not None:
            changed = None if before is None else made.mean - before
            made = replace(made, changed=changed)
            before = made.mean
        found.append(made)
    return found


def shares(saliences: Mapping[int, Fraction], letters: Iterable[LetterRef], slot_of: SlotOf) -> dict[str, Fraction]:
    """By period, the share of the letters' body sentences that carry a topic; `saliences` are the letters' own."""
    there: dict[str, tuple[int, Fraction]] = {}
    for letter in letters:
        slot = slot_of(letter)
        if slot is not None:
            sentences, carrying = there.get(slot, (0, Fraction(0)))
            found = saliences.get(letter.pk, Fraction(0)) * letter.body_sentences
            there[slot] = (sentences + letter.body_sentences, carrying + found)
    return {slot: carrying / sentences for slot, (sentences, carrying) in there.items() if sentences}

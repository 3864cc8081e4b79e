"""The cabinet beside other holders in the same letters: on the same side of zero, on the other, or one is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from positions.domain.scale import Holder
from positions.domain.timeline.letters import LetterRef
from positions.domain.timeline.positions import Form, Position
from positions.domain.timeline.series import Dot, Series

MIDDLE = Fraction(1, 20)  # means nearer to zero are called "in het midden"


class Relation(StrEnum):
    SAME = "same side"
    OTHER = "other side"
    PARTLY = "partly"  # one of them goes both ways
    NEITHER = "neither"  # one of them weighs, or is in the middle
    NONE = "no position"  # none of the cabinet is accepted
    SILENT = "cabinet silent"  # none, in a letter that is read


@dataclass(frozen=True, slots=True)
class OtherHolder:
    """Another holder's position in a letter, and how the cabinet's in that letter relates to it."""

    holder: Holder
    dot: Dot
    relation: Relation


@dataclass(frozen=True, slots=True)
class LetterHolders:
    """A letter in which others than the cabinet take a position; `cabinet` is None if it takes none there."""

    letter: LetterRef
    cabinet: Dot | None
    others: tuple[OtherHolder, ...]


def side(position: Position) -> int:
    """Return −1 or 1 for the side of the low or the high pole, 0 if it is weighed or in the middle."""
    if position.form is Form.WEIGHED or abs(position.mean) < MIDDLE:
        return 0
    return 1 if position.mean > 0 else -1


def relation(cabinet: Position | None, other: Position, *, read: bool) -> Relation:
    """Return how the cabinet's position relates to another's; `read`: whether the letter is read (codebook, 5)."""
    if cabinet is None:
        return Relation.SILENT if read else Relation.NONE
    if Form.BOTH_WAYS in (cabinet.form, other.form):
        return Relation.PARTLY
    ours, theirs = side(cabinet), side(other)
    if not ours or not theirs:
        return Relation.NEITHER
    return Relation.SAME if ours == theirs else Relation.OTHER


def beside_cabinet(every: Mapping[Holder, Series]) -> list[LetterHolders]:
    """Return the letters with an accepted position of another holder, newest first, undated ones last."""
    cabinet = _by_letter(every[Holder.CABINET])
    others: dict[Holder, dict[int, Dot]] = {
        holder: _by_letter(line) for holder, line in every.items() if holder is not Holder.CABINET
    }
    letters = {pk: dot.letter for dots in others.values() for pk, dot in dots.items()}
    ordered = sorted(letters.values(), key=lambda letter: (letter.day or date.min, letter.key), reverse=True)
    return [_letter(letter, cabinet.get(letter.pk), others) for letter in ordered]


def _letter(letter: LetterRef, cabinet: Dot | None, others: Mapping[Holder, Mapping[int, Dot]]) -> LetterHolders:
    ours = cabinet.position if cabinet else None
    found = ((holder, dots[letter.pk]) for holder, dots in others.items() if letter.pk in dots)
    others_there = tuple(
        OtherHolder(holder, dot, relation(ours, dot.position, read=letter.read)) for holder, dot in found
    )
    return LetterHolders(letter, cabinet, others_there)


def _by_letter(line: Series) -> dict[int, Dot]:
    return {dot.letter.pk: dot for dot in (*line.dots, *line.undated) if dot.accepted}

"""The cabinet beside other holders in the same letters: on the same side of zero, on the other, or one is silent.

A sentence in which the cabinet endorses an adviser (codebook, 2) stands beside the adviser once more. It remains the
cabinet's: no dot, number or relation is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from positions.domain.scale import Holder
from positions.domain.timeline.positions import Form, Position
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.timeline_letter import LetterRef
from positions.domain.timeline.typical_quote import Quote

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
class Endorsed:
    """A sentence of the cabinet's that endorses an adviser, and the words by which it does."""

    quote: Quote
    cue: str


@dataclass(frozen=True, slots=True)
class LetterHolders:
    """A letter in which others than the cabinet take a position, or the cabinet endorses an adviser.

    `cabinet` is None if it takes no position there.
    """

    letter: LetterRef
    cabinet: Dot | None
    others: tuple[OtherHolder, ...]
    endorsed: tuple[Endorsed, ...] = ()

    @property
    def adviser(self) -> OtherHolder | None:
        return next((other for other in self.others if other.holder is Holder.ADVISER), None)

    @property
    def compares(self) -> bool:
        """True if there is anything to set side by side: two holders, or a cabinet that endorses an adviser."""
        return bool(self.endorsed) or len(self.others) + (self.cabinet is not None) > 1


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


def beside_cabinet(every: Mapping[Holder, Series], cues: Mapping[int, str] | None = None) -> list[LetterHolders]:
    """Return the letters with an accepted position of another holder, or an endorsement, newest first, undated last.

    `cues` has the words of endorsement by the id of the cabinet's stance.
    """
    dots = {holder: _by_letter(line) for holder, line in every.items()}
    letters = {pk: dot.letter for by_letter in dots.values() for pk, dot in by_letter.items()}
    ordered = sorted(letters.values(), key=lambda letter: (letter.day or date.min, letter.key), reverse=True)
    found = (_letter(letter, dots, cues or {}) for letter in ordered)
    return [each for each in found if each.others or each.endorsed]


def of_letter(pk: int, every: Mapping[Holder, Series], cues: Mapping[int, str] | None = None) -> LetterHolders | None:
    """Return the same for one letter; None if no holder has an accepted position in it."""
    found = {holder: [dot for dot in line.accepted if dot.letter.pk == pk] for holder, line in every.items()}
    dots = {holder: {dot.letter.pk: dot for dot in there} for holder, there in found.items()}
    letter = next((dot.letter for there in found.values() for dot in there), None)
    return _letter(letter, dots, cues or {}) if letter else None


def _letter(letter: LetterRef, dots: Mapping[Holder, Mapping[int, Dot]], cues: Mapping[int, str]) -> LetterHolders:
    there = {holder: by_letter[letter.pk] for holder, by_letter in dots.items() if letter.pk in by_letter}
    cabinet = there.pop(Holder.CABINET, None)
    ours = cabinet.position if cabinet else None
    others = (OtherHolder(holder, dot, relation(ours, dot.position, read=letter.read)) for holder, dot in there.items())
    quotes = cabinet.quotes if cabinet else ()
    endorsed = (Endorsed(quote, cues[quote.stance]) for quote in quotes if quote.stance in cues)
    return LetterHolders(letter, cabinet, tuple(others), tuple(endorsed))


def _by_letter(line: Series) -> dict[int, Dot]:
    return {dot.letter.pk: dot for dot in line.accepted}

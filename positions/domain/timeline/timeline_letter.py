"""A letter as timelines see it, and one holder's stances on one topic in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from positions.domain.scale import Holder
from positions.domain.timeline.positions import Scored
from positions.domain.timeline.typical_quote import Quote


@dataclass(frozen=True, slots=True)
class LetterRef:
    """The attributes of a letter that charts and lists show; `day` is None if the date is unknown.

    `read`: whether a person went through all of its coded sentences (codebook, 5).
    """

    pk: int
    key: str
    name: str
    day: date | None
    kind: str | None
    cabinet: str | None
    demissionary: bool | None
    body_sentences: int
    annexes: tuple[tuple[int, int], ...] = ()
    titled: bool = True  # the name is a subject; else it is composed
    read: bool = False
    own_words: tuple[str, ...] = ()  # the parts of the name that stand in the letter, in Dutch


@dataclass(frozen=True, slots=True)
class Saying:
    """Stances of one holder on one topic in one letter, all accepted or all proposed.

    `quotes` parallel `scored`, in the order of the text. A proposed sentence occurs once, however many coders propose
    it; if they differ on holder or score it is `disputed`, without a score until someone decides.
    """

    letter: LetterRef
    holder: Holder
    accepted: bool
    scored: tuple[Scored, ...]
    quotes: tuple[Quote, ...]
    mentions: tuple[int, ...]  # starts of sentences with the topic but without a position
    disputed: tuple[int, ...] = ()  # starts of sentences on which coders differ

    @property
    def stances(self) -> tuple[int, ...]:
        return tuple(quote.stance for quote in self.quotes)

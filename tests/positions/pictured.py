"""Pictures made up for tests: letters with positions, without a database."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from positions.domain.codebook import version
from positions.domain.lines import Scored
from positions.domain.scale import Holder
from positions.domain.series import LetterRef, Quote, Saying, Series, series
from positions.looks import LOOKS
from positions.pictures import Band, Event, Picture, span

QUOTE = "Het kabinet wil dat zo houden."
TODAY = date(2020, 6, 1)


def saying(
    day: date | None, *scores: int, key: str = "", holder: Holder = Holder.CABINET, accepted: bool = True,
    name: str = "Brief over vis", quote: str = QUOTE,
) -> Saying:  # fmt: skip
    key = key or f"kst-{day}"
    letter = LetterRef(hash(key), key, name, day, "overig", "Drees", False, 10)
    mean = Fraction(sum(scores), len(scores))
    typical = min(scores, key=lambda score: abs(score - mean))
    scored = tuple(Scored(place, score) for place, score in enumerate(scores))
    return Saying(letter, holder, accepted, scored, tuple(range(len(scores))), (), Quote(1, quote, typical))


def line(*sayings: Saying, holder: Holder = Holder.CABINET) -> Series:
    return series("russia", holder, sayings)


def picture(
    *lines: Series, bands: tuple[Band, ...] = (), events: tuple[Event, ...] = (), until: date = TODAY
) -> Picture:
    start, end = span(lines, until)
    return Picture("Rusland", version().topics[0], LOOKS[0], lines, start, end, until, bands, events)

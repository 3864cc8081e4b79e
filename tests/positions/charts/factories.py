"""Charts for tests: letters with positions, without a database."""

from __future__ import annotations

from datetime import date
from zlib import crc32

from letters.parser.cabinets_in_office import CabinetTerm
from positions.charts.spec import ChartSpec, EventMark, span
from positions.domain.codebook.loading import version
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.positions import Scored
from positions.domain.timeline.series import Series, series
from positions.domain.timeline.timeline_letter import LetterRef, Saying
from positions.domain.timeline.typical_quote import Quote
from positions.labels.palette import LOOKS

QUOTE = "Het kabinet wil dat zo houden."
TODAY = date(2020, 6, 1)
NOTHING_HELD = Holdings()
DREES = CabinetTerm("Drees", date(2014, 1, 1))


def saying(
    day: date | None, *scores: int, key: str = "", holder: Holder = Holder.CABINET, accepted: bool = True,
    name: str = "Brief over vis", cabinet: str | None = "Drees", read: bool = False,
) -> Saying:  # fmt: skip
    key = key or f"kst-{day}"
    letter = LetterRef(crc32(key.encode()), key, name, day, "overig", cabinet, False, 10, read=read)
    scored = tuple(Scored(place, score) for place, score in enumerate(scores))
    return Saying(letter, holder, accepted, scored, tuple(Quote(0, QUOTE, score) for score in scores), ())


def line(*sayings: Saying, holder: Holder = Holder.CABINET, cabinets: tuple[CabinetTerm, ...] = (DREES,)) -> Series:
    return series("russia", holder, sayings, cabinets)


def picture(
    *lines: Series, bands: tuple[CabinetTerm, ...] = (), events: tuple[EventMark, ...] = (), until: date = TODAY,
    held: Holdings = NOTHING_HELD,
) -> ChartSpec:  # fmt: skip
    start, end = span(lines, until)
    return ChartSpec("Rusland", version().topics[0], LOOKS[0], lines, start, end, until, bands, events, held)

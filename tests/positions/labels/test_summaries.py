"""Headlines of series. Their forms on a page are in tests/positions/views/test_headline.py."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import translation

from letters.parser.cabinets_in_office import CabinetTerm
from positions.domain.codebook.loading import version
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holding, Holdings
from positions.labels import summaries
from positions.labels.position_words import basis_words, stand_words
from tests.positions.charts.factories import DREES, line, saying

RUSSIA = version().topics[0]
NEW = saying(date(2019, 11, 18), 1, 2, 0)
LAST = (
    "Laatst: +1 (richting afschrikking), op 3 zinnen (0: 1 · +1: 1 · +2: 1), los beoordeeld, 18 november 2019 (Drees)."
)


def held(*rows: tuple[int, int]) -> Holdings:
    """Return letters held and read, on days after the last letter."""
    return Holdings(tuple(Holding(date(2020, 1, 1 + day), "Drees", *row) for day, row in enumerate(rows)))


def test_months_are_in_lower_case_in_dutch_and_not_in_english() -> None:
    assert summaries.short_day(date(2026, 10, 12)) == "12 okt 2026"
    assert summaries.short_day(datetime(2026, 10, 12, 23, 30, tzinfo=UTC)) == "13 okt 2026"
    with translation.override("en"):
        assert summaries.short_day(date(2026, 10, 12)) == "12 Oct 2026"


def test_the_last_letter_is_said_with_what_is_held_and_read_since() -> None:
    assert summaries.summary(line(NEW), RUSSIA, date(2020, 6, 1), held()) == f"{LAST} Daarna hier geen brieven."
    told = summaries.summary(line(NEW), RUSSIA, date(2020, 6, 1), held((2, 1), (1, 0)))
    assert told == f"{LAST} Daarna hier 3 brieven, 1 gelezen."


def test_a_line_that_lapsed_is_never_said_to_be_silent() -> None:
    told = summaries.summary(line(NEW), RUSSIA, date(2031, 6, 1), held())
    assert told == f"{LAST} Daarna hier geen brieven."


def test_where_another_cabinet_sits_it_is_named() -> None:
    terms = (CabinetTerm("Drees", DREES.start, None, date(2020, 3, 1)), CabinetTerm("Beel", date(2020, 3, 1)))
    none = summaries.summary(line(NEW, cabinets=terms), RUSSIA, date(2020, 6, 1), held((2, 1)))
    assert none.endswith("Van het huidige kabinet (Beel) zijn hier geen brieven.")
    of_beel = Holdings((Holding(date(2020, 4, 1), "Beel", 1, 0),))
    told = summaries.summary(line(NEW, cabinets=terms), RUSSIA, date(2020, 6, 1), of_beel)
    assert told.endswith("Het huidige kabinet (Beel): nog te weinig zinnen.")
    some = summaries.summary(line(NEW, cabinets=terms), RUSSIA, date(2020, 6, 1), Holdings((), chosen=True))
    assert some.endswith("Het huidige kabinet (Beel): nog te weinig zinnen.")
    assert "huidige" not in summaries.summary(line(NEW, cabinets=terms), RUSSIA, date(2020, 2, 1), held())


def test_proposals_alone_are_no_position() -> None:
    words = summaries.summary(line(saying(date(2019, 1, 1), 1, accepted=False)), RUSSIA, date(2020, 1, 1), held((1, 1)))
    assert words == "Nog geen standpunt is geaccepteerd. De open rondjes zijn voorstellen."


def test_no_letter_is_no_position() -> None:
    assert summaries.summary(line(), RUSSIA, date(2020, 1, 1), held()) == "Geen brieven."
    assert summaries.summary(line(), RUSSIA, date(2020, 1, 1), held((2, 2))) == "2 brieven gelezen, geen standpunt."


def test_others_are_told_by_how_much_they_say() -> None:
    adviser = line(saying(date(2019, 1, 1), -1, -1, -1, holder=Holder.ADVISER), holder=Holder.ADVISER)
    assert summaries.summary(adviser, RUSSIA, date(2020, 1, 1), held()) == "1 brief, 3 zinnen (−1: 3), los beoordeeld."


def test_a_letter_is_told_by_its_form_and_its_distribution() -> None:
    for scores, stand, basis in (
        ((-1, -1), "−1 (richting toenadering), op minder dan drie zinnen", "2 zinnen (−1: 2), los beoordeeld"),
        ((-1, -1, 0), "−0,7 (richting toenadering)", "3 zinnen (−1: 2 · 0: 1), los beoordeeld"),
        ((0, 0, 1), "afgewogen: 2 van 3 zinnen in het midden", "3 zinnen (0: 2 · +1: 1), los beoordeeld"),
        (
            (-1, -2, -1, 1, 1),
            "toenadering én afschrikking: 3 en 2 zinnen",
            "5 zinnen (−2: 1 · −1: 2 · +1: 2), los beoordeeld",
        ),
    ):
        position = line(saying(date(2019, 1, 1), *scores)).dots[0].position
        assert (stand_words(position, RUSSIA), basis_words(position)) == (stand, basis)


def test_proposals_are_not_said_to_be_judged() -> None:
    dot = line(saying(date(2019, 1, 1), 1, accepted=False)).hollow[0]
    stand = "+1 (richting afschrikking), op minder dan drie zinnen"
    assert summaries.DotDescriber(RUSSIA).dot(dot) == f"1 januari 2019 · {stand} · 1 zin (+1: 1) · alleen voorstellen"

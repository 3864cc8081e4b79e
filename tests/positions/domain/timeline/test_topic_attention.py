"""Attention: share by year, unknown where nothing is read, silence only where everything is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from positions.domain.scale import Holder
from positions.domain.timeline.gaps import Gap, Held
from positions.domain.timeline.holdings import Holding, Holdings
from positions.domain.timeline.series import series
from positions.domain.timeline.timeline_letter import Saying
from positions.domain.timeline.topic_attention import Attention, attention
from tests.positions.charts.factories import saying


def found(*sayings: Saying, held: tuple[Holding, ...]) -> Attention:
    return attention(series("russia", Holder.CABINET, sayings), sayings, Holdings(held))


def test_the_share_of_a_year_is_of_the_sentences_of_all_letters_read() -> None:
    one = saying(date(2019, 3, 1), 1, 1, key="a", read=True)  # ten sentences, two on the topic
    held = (Holding(date(2019, 3, 1), "Drees", 1, 1, 10), Holding(date(2019, 5, 1), "Drees", 1, 1, 30))
    [year] = found(one, held=held).years
    assert (year.share, year.positions, year.gap) == (Fraction(2, 40), 1, None)
    assert year.held == Held(2, 2, 2, 40)


def test_the_share_is_unknown_where_no_letter_is_read_and_zero_where_one_is() -> None:
    held = (Holding(date(2019, 3, 1), "Drees", 2, 0), Holding(date(2020, 3, 1), "Drees", 1, 1, 10))
    unread, read = found(held=held).years
    assert (unread.share, unread.gap) == (None, Gap.NOT_READ)
    assert (read.share, read.gap) == (0, Gap.SILENT)


def test_a_year_without_letters_and_one_partly_read_are_no_silence() -> None:
    held = (Holding(date(2018, 3, 1), "Drees", 2, 1, 10), Holding(date(2020, 3, 1), "Drees", 1, 1, 10))
    assert [year.gap for year in found(held=held).years] == [Gap.PARTLY_READ, Gap.NO_LETTERS, Gap.SILENT]


def test_years_after_the_last_letter_are_without_letters_up_to_the_day_asked() -> None:
    held = (Holding(date(2018, 3, 1), "Drees", 1, 1, 10),)
    until = attention(series("russia", Holder.CABINET, ()), (), Holdings(held), date(2020, 2, 1))
    assert [(year.year, year.share, year.gap) for year in until.years[1:]] == [
        (2019, None, Gap.NO_LETTERS),
        (2020, None, Gap.NO_LETTERS),
    ]
    earlier = attention(series("russia", Holder.CABINET, ()), (), Holdings(held), date(2017, 2, 1))
    assert [year.year for year in earlier.years] == [2018]


def test_silent_years_come_in_runs_and_only_where_every_letter_is_read() -> None:
    counts = {2015: (1, 1), 2016: (2, 2), 2017: (2, 1), 2018: (1, 0), 2020: (1, 1), 2021: (1, 1)}
    held = tuple(Holding(date(year, 3, 1), "Drees", *both, 10 * both[1]) for year, both in counts.items())
    one = saying(date(2021, 3, 1), 1, key="a", read=True)
    year = found(one, held=held)
    assert year.silent == [range(2015, 2017), range(2020, 2021)]
    assert [each.year for each in year.years if each.known] == [2015, 2016, 2020, 2021]
    assert [each.year for each in year.years if each.came_up] == [2021]


def test_two_cabinets_of_one_year_are_counted_together() -> None:
    held = (Holding(date(2019, 3, 1), "Drees", 1, 1, 10), Holding(date(2019, 9, 1), "Beel", 1, 0))
    [year] = found(held=held).years
    assert (year.held.dated, year.held.read, year.gap) == (2, 1, Gap.PARTLY_READ)


def test_last_mentioned_may_be_later_than_the_last_position_and_of_another_holder() -> None:
    ours = saying(date(2018, 3, 1), 1, key="ours")
    adviser = saying(date(2019, 3, 1), 1, key="adviser", holder=Holder.ADVISER)
    proposed = saying(date(2020, 3, 1), 1, key="open", accepted=False)
    undated = saying(None, 1, key="undated")
    last = found(ours, adviser, proposed, undated, held=())
    assert last.mentioned and last.position
    assert (last.mentioned.key, last.position.letter.key) == ("adviser", "ours")


def test_without_anything_nothing_is_said() -> None:
    assert found(held=()) == Attention((), None, None)

"""Gaps in the cabinet's line: where no letter holds, with the reason from what is held and read (codebook, 5)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.timeline.gaps import Gap, Held
from positions.domain.timeline.holdings import Holding, Holdings
from positions.domain.timeline.line_gaps import LineGap, line_gaps
from positions.domain.timeline.series import Series
from tests.positions.domain.timeline.factories import FIRST, day, line_of, ref, said

FIRM, THIN = (0, 0, 0, 5, 0), (0, 0, 0, 1, 0)
START, END = day("2014-02-01"), day("2018-01-01")


def holdings(*rows: tuple[str, int]) -> Holdings:
    """Return a letter held a row; the number says whether it is read."""
    return Holdings(tuple(Holding(day(when), "Zomer", 1, read) for when, read in rows))


def gaps(found: Series, held: Holdings, least: int = 0) -> list[LineGap]:
    return line_gaps(found, held, start=START, end=END, least=timedelta(days=least))


def told(found: Series, held: Holdings) -> list[tuple[str, str, Gap | None]]:
    return [(each.start.isoformat(), each.end.isoformat(), each.gap) for each in gaps(found, held)]


def test_a_gap_lasts_from_where_the_line_lapsed_to_the_next_letter() -> None:
    found = line_of(said(ref("2014-02-01", FIRST), FIRM), said(ref("2017-06-01", FIRST), FIRM))
    assert told(found, holdings()) == [("2015-02-01", "2017-06-01", Gap.NO_LETTERS)]


def test_its_reason_counts_the_letters_within_it_alone() -> None:
    found = line_of(said(ref("2014-02-01", FIRST), FIRM), said(ref("2017-06-01", FIRST), FIRM))
    held = holdings(("2014-06-01", 0), ("2016-01-01", 1), ("2016-02-01", 1), ("2017-06-01", 0))
    assert [(each.gap, each.held.dated, each.held.read) for each in gaps(found, held)] == [(Gap.SILENT, 2, 2)]


def test_a_mention_within_it_is_told_and_one_elsewhere_is_not() -> None:
    ends = said(ref("2014-02-01", FIRST), FIRM), said(ref("2017-06-01", FIRST), FIRM)
    held = holdings(("2016-01-01", 1))
    within, elsewhere = (said(ref(when, FIRST), mentions=2) for when in ("2016-01-01", "2014-06-01"))
    assert [each.gap for each in gaps(line_of(*ends, within), held)] == [Gap.MENTIONED]
    assert [each.gap for each in gaps(line_of(*ends, elsewhere), held)] == [Gap.SILENT]


def test_a_thin_letter_takes_a_position_and_parts_a_gap() -> None:
    found = line_of(
        said(ref("2014-02-01", FIRST), FIRM), said(ref("2016-01-01", FIRST), THIN), said(ref("2017-06-01", FIRST), FIRM)
    )
    held = holdings(("2016-01-01", 1))
    assert told(found, held) == [
        ("2015-02-01", "2016-01-01", Gap.NO_LETTERS), ("2016-01-02", "2017-06-01", Gap.NO_LETTERS)
    ]  # fmt: skip


def test_what_a_filter_hides_is_no_silence() -> None:
    letter = ref("2016-06-01", FIRST)
    whole = line_of(said(ref("2014-02-01", FIRST), FIRM), said(letter, FIRM), said(ref("2017-07-01", FIRST), FIRM))
    others = {dot.letter.pk for dot in whole.dots} - {letter.pk}
    found = gaps(whole.only(others), holdings(("2016-06-01", 1)))
    assert [each.gap for each in found] == [None]


def test_a_short_gap_is_not_told() -> None:
    found = line_of(said(ref("2014-02-01", FIRST), FIRM), said(ref("2015-03-01", FIRST), FIRM))
    assert [each.start for each in gaps(found, holdings(), least=28)] == [day("2016-03-01")]
    assert len(gaps(found, holdings(), least=27)) == 2


moments = st.lists(st.tuples(st.integers(0, 1460), st.sampled_from([FIRM, THIN])), max_size=6)


@settings(max_examples=60)
@given(moments)
def test_no_letter_with_a_position_lies_in_a_gap_and_gaps_lie_apart(taken: list[tuple[int, tuple[int, ...]]]) -> None:
    days = [START + timedelta(days=place) for place, _counts in taken]
    found = line_of(*(said(ref(when, FIRST), counts) for when, (_place, counts) in zip(days, taken, strict=True)))
    told = gaps(found, holdings())
    assert not any(each.start <= when < each.end for each in told for when in days)
    assert all(START <= one.start < one.end <= two.start for one, two in pairwise(told))
    holds = [(each.start, each.end) for each in found.segments(END)]
    assert not any(max(each.start, first) < min(each.end, last) for each in told for first, last in holds)


def test_without_any_letter_the_whole_time_is_one_gap() -> None:
    assert gaps(line_of(), Holdings()) == [LineGap(START, END, Gap.NO_LETTERS, Held())]

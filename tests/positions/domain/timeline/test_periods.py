"""Positions of years and cabinets: a row per year and cabinet, a weight of at most five per letter (codebook, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.scale import Holder
from positions.domain.timeline.gaps import Gap
from positions.domain.timeline.holdings import Holding, Holdings
from positions.domain.timeline.periods import Cell, Slot, by_cabinet, period, row, shares, years
from positions.domain.timeline.series import letter_saliences
from positions.domain.timeline.timeline_letter import LetterRef, Saying
from tests.positions.domain.timeline.factories import (
    CABINETS,
    FIRST,
    SECOND,
    THIRD,
    line_of,
    of,
    open_in,
    ref,
    said,
)

counts = st.tuples(*[st.integers(0, 9)] * 5).filter(any)
UP, DOWN = (0, 0, 0, 5, 0), (0, 5, 0, 0, 0)


def holdings_of(*letters: LetterRef) -> Holdings:
    return Holdings(tuple(Holding(x.day, x.cabinet, 1, int(x.read), x.body_sentences * x.read) for x in letters))


def table(sayings: Sequence[Saying], *others: LetterRef, by: str = "year") -> dict[tuple[int | None, str | None], Cell]:
    """Return the cells of one topic; `others` are letters held without stances."""
    letters = list({saying.letter.pk: saying.letter for saying in sayings}.values())
    held = holdings_of(*letters, *others)
    slots = years(held, CABINETS) if by == "year" else by_cabinet(held, CABINETS)
    mentioned = list({saying.letter.pk: saying.letter for saying in sayings if saying.accepted}.values())
    share = shares(letter_saliences(sayings), mentioned, slots, held)
    dots = line_of(*sayings).dots
    cells = row(dots, mentioned, slots, holdings=held, shares=share, names=lambda words: True)
    return {(slot.year, slot.cabinet): cell for slot, cell in zip(slots, cells, strict=True)}


# -- the mean


@pytest.mark.parametrize(
    ("letters", "mean"),
    [
        ([(0, 0, 0, 5, 0), (0, 5, 0, 0, 0)], Fraction(0)),
        ([(0, 0, 0, 4, 0), (0, 5, 0, 0, 0)], Fraction(-1, 9)),
        ([(0, 0, 0, 6, 0), (0, 5, 0, 0, 0)], Fraction(0)),
        ([(0, 0, 0, 30, 0), (0, 5, 0, 0, 0)], Fraction(0)),
        ([(0, 0, 0, 30, 0), (0, 1, 0, 0, 0)], Fraction(2, 3)),  # a thin letter weighs as many times as it has sentences
        ([(0, 0, 5, 5, 0)], Fraction(1, 2)),
    ],
)
def test_a_letter_weighs_as_many_times_as_it_has_sentences_and_five_at_most(
    letters: list[tuple[int, ...]], mean: Fraction
) -> None:
    found = period(of(*each) for each in letters)
    assert found is not None
    assert found.mean == mean


def test_with_it_stand_letters_sentences_and_the_distribution_of_all_of_them() -> None:
    found = period([of(0, 0, 0, 30, 0, singly=3), of(1, 5, 0, 0, 0, singly=6)])
    assert found is not None
    assert (found.letters, found.sentences.counts) == (2, (1, 5, 0, 30, 0))
    assert (found.sentences.sentences, found.sentences.singly) == (36, 9)


def test_a_period_in_which_no_letter_takes_a_position_has_none() -> None:
    assert period([]) is None


def test_where_the_sentences_lean_the_other_way_than_the_position_it_is_known() -> None:
    long, short = of(0, 0, 0, 30, 0), of(10, 0, 0, 0, 0)
    found = period([long, short])
    assert found is not None
    assert (found.mean, found.sentences.mean > 0, found.differs_in_sign) == (Fraction(-1, 2), True, True)


def test_where_they_lean_the_same_way_there_is_nothing_to_explain() -> None:
    found = period([of(0, 0, 0, 30, 0), of(0, 2, 0, 0, 0)])
    assert found is not None
    assert not found.differs_in_sign


@pytest.mark.parametrize(
    ("letters", "thin"),
    [
        ([(0, 0, 0, 2, 0)], True),
        ([(0, 0, 0, 2, 0), (0, 2, 0, 0, 0)], True),  # four sentences, but no letter with three
        ([(0, 0, 0, 2, 0), (0, 3, 0, 0, 0)], False),
    ],
)
def test_it_is_pale_where_every_letter_in_it_is_thin(letters: list[tuple[int, ...]], thin: bool) -> None:
    found = period(of(*each) for each in letters)
    assert found is not None
    assert found.thin is thin


@settings(max_examples=200)
@given(st.lists(counts, min_size=1, max_size=8))
def test_a_period_lies_between_its_letters_and_loses_no_sentence(given: list[tuple[int, ...]]) -> None:
    letters = [of(*each) for each in given]
    found = period(letters)
    assert found is not None
    assert min(each.mean for each in letters) <= found.mean <= max(each.mean for each in letters)
    assert found.sentences.sentences == sum(map(sum, given))
    assert found.mean == period(reversed(letters)).mean  # type: ignore[union-attr]


@settings(max_examples=100)
@given(counts, counts, st.integers(2, 20))
def test_no_letter_however_long_outweighs_one_of_five_sentences(
    long: tuple[int, ...], other: tuple[int, ...], times: int
) -> None:
    five = (0, 0, 0, 0, 5)
    longer = tuple(each * times * 5 for each in long)
    once, often = period([of(*[5 * n for n in long]), of(*five)]), period([of(*longer), of(*five)])
    assert once is not None and often is not None
    assert once.mean == often.mean


# -- the rows


def test_there_is_one_row_a_year_and_cabinet_and_never_a_mean_over_two() -> None:
    cells = table(
        [
            said(ref("2018-02-01", FIRST), UP),
            said(ref("2018-05-01", SECOND), DOWN),
            said(ref("2018-06-01", SECOND), UP),
            said(ref("2018-03-12", None), UP),
        ]
    )
    assert list(cells) == [(2018, FIRST.name), (2018, SECOND.name), (2018, None)]
    assert [cell.position and cell.position.mean for cell in cells.values()] == [1, 0, 1]


def test_a_year_of_one_cabinet_is_one_row_and_a_cabinets_next_year_another() -> None:
    cells = table([said(ref("2018-05-01", SECOND), DOWN), said(ref("2019-05-01", SECOND), UP)])
    assert list(cells) == [(2018, SECOND.name), (2019, SECOND.name)]
    assert [cell.position and cell.position.mean for cell in cells.values()] == [-1, 1]


def test_a_cabinet_is_one_row_over_all_its_years() -> None:
    ours = [said(ref("2018-05-01", SECOND), DOWN), said(ref("2019-05-01", SECOND), UP)]
    cells = table([*ours, said(ref("2023-05-01", THIRD), UP)], by="cabinet")
    assert list(cells) == [(None, SECOND.name), (None, THIRD.name)]
    assert [cell.position and cell.position.mean for cell in cells.values()] == [0, 1]


def test_cabinets_without_a_letter_between_others_are_rows_too_and_unknown_comes_last() -> None:
    letters = [ref("2018-02-01", FIRST), ref("2023-05-01", THIRD), ref("2018-03-12", None)]
    cells = table([said(letter, UP) for letter in letters], by="cabinet")
    assert list(cells) == [(None, FIRST.name), (None, SECOND.name), (None, THIRD.name), (None, None)]
    assert cells[None, SECOND.name].gap is Gap.NO_LETTERS


def test_a_year_without_letters_between_others_is_a_gap_of_no_letters() -> None:
    cells = table([said(ref("2018-05-01", SECOND), UP), said(ref("2020-05-01", SECOND), UP)])
    assert list(cells) == [(2018, SECOND.name), (2019, None), (2020, SECOND.name)]
    assert (cells[2019, None].position, cells[2019, None].gap) == (None, Gap.NO_LETTERS)


def test_a_letter_without_a_date_is_in_no_row() -> None:
    for by in ("year", "cabinet"):
        cells = table([said(ref(None, None), UP), said(ref("2018-05-01", SECOND), DOWN)], by=by)
        assert len(cells) == 1
        assert [cell.position and cell.position.letters for cell in cells.values()] == [1]


def test_no_letters_at_all_give_no_rows() -> None:
    assert years(Holdings(), CABINETS) == []
    assert by_cabinet(Holdings(), CABINETS) == []
    assert years(Holdings((Holding(None, None, 2, 0),)), CABINETS) == []


def test_a_row_is_there_for_letters_that_say_nothing_of_the_topic() -> None:
    cells = table([], ref("2018-05-01", SECOND), ref("2018-06-01", SECOND))
    assert cells[2018, SECOND.name].gap is Gap.NOT_READ
    assert cells[2018, SECOND.name].held.dated == 2


@pytest.mark.parametrize(
    ("read", "mentions", "expected"),
    [
        ([True, True], 0, Gap.SILENT),
        ([True, True], 2, Gap.MENTIONED),
        ([True, False], 2, Gap.PARTLY_READ),
        ([False, False], 2, Gap.NOT_READ),
    ],
)
def test_a_row_without_a_position_says_why(read: list[bool], mentions: int, expected: Gap) -> None:
    one, two = (ref("2018-05-01", SECOND, read=each) for each in read)
    sayings = [said(one, mentions=mentions)] if mentions else []
    cells = table(sayings, *([two] if mentions else [one, two]))
    assert cells[2018, SECOND.name].gap is expected


def test_a_position_of_another_holder_makes_the_topic_come_up() -> None:
    one = ref("2018-05-01", SECOND, read=True)
    assert table([said(one, UP, holder=Holder.ALLIES)])[2018, SECOND.name].gap is Gap.MENTIONED


def test_a_proposal_alone_does_not() -> None:
    one = ref("2018-05-01", SECOND, read=True)
    assert table([open_in(one, 3)])[2018, SECOND.name].gap is Gap.SILENT


def test_a_row_with_one_thin_letter_is_no_gap() -> None:
    cell = table([said(ref("2018-05-01", SECOND), (0, 0, 0, 1, 0))])[2018, SECOND.name]
    assert cell.gap is None
    assert cell.position is not None
    assert cell.position.thin


# -- salience


def test_a_periods_salience_is_over_its_read_letters_and_says_of_how_many() -> None:
    """Ten of a hundred sentences in one letter, none of fifty in the other; the third is not read."""
    one, two = ref("2018-05-01", SECOND, read=True), ref("2018-06-01", SECOND, read=True, body=50)
    cell = table([said(one, UP, mentions=5), said(ref("2018-07-01", SECOND), UP)], two)[2018, SECOND.name]
    assert cell.salience == Fraction(10, 150)
    assert (cell.held.read, cell.held.dated) == (2, 3)


def test_where_none_is_read_a_periods_salience_is_unknown_and_where_it_never_came_up_zero() -> None:
    assert table([said(ref("2018-05-01", SECOND), UP)])[2018, SECOND.name].salience is None
    assert table([], ref("2018-05-01", SECOND, read=True))[2018, SECOND.name].salience == 0


# -- the typical quote


def test_a_period_has_the_quote_that_lies_nearest_to_its_own_position() -> None:
    """The means are +1 and −1.8, the period's is −0.4, and −1 is nearer to that than +1."""
    one, two = said(ref("2018-05-01", SECOND), UP), said(ref("2018-06-01", SECOND), (4, 1, 0, 0, 0))
    cell = table([one, two])[2018, SECOND.name]
    assert cell.position is not None
    assert cell.position.mean == Fraction(-2, 5)
    assert cell.typical is not None
    assert cell.typical.score == -1


def test_of_a_periods_quotes_the_first_letters_goes_first() -> None:
    late, early = said(ref("2018-06-01", SECOND), UP), said(ref("2018-05-01", SECOND), UP)
    cell = table([late, early])[2018, SECOND.name]
    assert cell.typical == early.quotes[0]


def test_a_gap_has_no_quote() -> None:
    assert table([], ref("2018-05-01", SECOND))[2018, SECOND.name].typical is None


def test_a_slot_holds_the_letters_of_its_year_and_cabinet_alone() -> None:
    slot = Slot(2018, SECOND.name)
    assert slot.holds(ref("2018-12-31", SECOND))
    assert not slot.holds(ref("2019-01-01", SECOND))
    assert not slot.holds(ref("2018-12-31", None))
    assert not slot.holds(ref(None, SECOND))
    assert Slot(None, SECOND.name).holds(ref("2019-01-01", SECOND))
    assert Slot(2018, None).holds(ref("2018-03-12", None))


def test_rows_stand_in_the_order_of_the_cabinets() -> None:
    held = holdings_of(ref("2022-07-01", THIRD), ref("2022-02-01", SECOND), ref("2022-06-20", None))
    assert [slot.cabinet for slot in years(held, CABINETS)] == [SECOND.name, THIRD.name, None]

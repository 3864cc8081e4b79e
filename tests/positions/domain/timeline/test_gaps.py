"""Gaps follow from four counts, and silence requires that all letters are read (codebook, 5)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.timeline.gaps import Gap, Held, gap


@pytest.mark.parametrize(
    ("held", "dated", "read", "came_up", "expected"),
    [
        (0, 0, 0, False, Gap.NO_LETTERS),
        (3, 0, 0, False, Gap.NO_LETTERS),  # three without a date
        (12, 12, 0, False, Gap.NOT_READ),
        (12, 12, 0, True, Gap.NOT_READ),  # stances were accepted singly, but nobody read a whole letter
        (12, 12, 12, True, Gap.MENTIONED),
        (12, 12, 12, False, Gap.SILENT),
        (15, 12, 12, False, Gap.SILENT),  # undated letters do not count
        (12, 12, 3, False, Gap.PARTLY_READ),
        (12, 12, 11, False, Gap.PARTLY_READ),
        (12, 12, 1, True, Gap.PARTLY_READ),
        (1, 1, 1, False, Gap.SILENT),
    ],
)
def test_a_gap_is_told_from_what_is_held_dated_and_read(
    held: int, dated: int, read: int, came_up: bool, expected: Gap
) -> None:
    assert gap(Held(held, dated, read), 0, came_up=came_up) is expected


counts = st.integers(0, 4)


@settings(max_examples=200)
@given(counts, counts, counts, st.integers(1, 4), st.booleans())
def test_a_period_with_any_position_is_no_gap(undated: int, dated: int, read: int, taken: int, came_up: bool) -> None:
    held = Held(undated + dated, dated, min(read, dated))
    assert gap(held, taken, came_up=came_up) is None


@settings(max_examples=200)
@given(counts, counts, counts, st.booleans())
def test_nobody_is_called_silent_while_a_letter_is_unread(undated: int, dated: int, read: int, came_up: bool) -> None:
    found = gap(Held(undated + dated, dated, min(read, dated)), 0, came_up=came_up)
    assert (found in (Gap.SILENT, Gap.MENTIONED)) is (0 < dated <= read)
    assert found is not Gap.SILENT or not came_up

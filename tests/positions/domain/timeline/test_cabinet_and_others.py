"""The cabinet beside other holders: same side, other side, partly, silent."""

from __future__ import annotations

from datetime import date

import pytest

from positions.domain.scale import Holder
from positions.domain.timeline.cabinet_and_others import Relation, beside_cabinet, of_letter, relation, side
from positions.domain.timeline.positions import Position, counted
from positions.domain.timeline.series import series
from positions.domain.timeline.timeline_letter import Saying
from tests.positions.charts.factories import saying

DAY = date(2019, 3, 1)


def position(*scores: int) -> Position:
    return Position(counted(scores), len(scores))


def every(*sayings: Saying):
    return {holder: series("russia", holder, sayings) for holder in Holder}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((1, 1, 1), 1), ((-1,), -1), ((0, 0, 1), 0), ((-1, 1), 0), ((2, -1), 1), ((1, *[-1] * 15, *[1] * 15), 0)],
)
def test_the_side_of_a_position(scores: tuple[int, ...], expected: int) -> None:
    assert side(position(*scores)) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ((1, 1, 1), (2,), Relation.SAME),
        ((1, 1, 1), (-1,), Relation.OTHER),
        ((0, 0, 1), (-1,), Relation.NEITHER),
        ((0, 0, 0), (0, 0, 0), Relation.NEITHER),
        ((0, 0, 0), (-1, -1, 1, 1), Relation.PARTLY),
        ((-1, -1, 1, 1), (2,), Relation.PARTLY),
    ],
)
def test_how_the_cabinet_relates_to_another(ours, theirs, expected) -> None:
    assert relation(position(*ours), position(*theirs), read=True) is expected


def test_a_cabinet_without_a_position_is_silent_only_in_a_letter_that_is_read() -> None:
    assert relation(None, position(1), read=True) is Relation.SILENT
    assert relation(None, position(1), read=False) is Relation.NONE


def test_letters_with_another_holder_are_listed_newest_first_and_undated_last() -> None:
    def adviser(day: date | None, key: str, *, accepted: bool = True) -> Saying:
        return saying(day, 1, key=key, holder=Holder.ADVISER, accepted=accepted)

    found = beside_cabinet(
        every(
            adviser(DAY, "old"),
            adviser(date(2020, 3, 1), "new"),
            adviser(None, "undated"),
            adviser(date(2021, 3, 1), "proposed", accepted=False),
            saying(DAY, -1, key="old"),
            saying(date(2022, 3, 1), 1, key="ours alone"),
        )
    )
    assert [each.letter.key for each in found] == ["new", "old", "undated"]
    assert [each.others[0].relation for each in found] == [Relation.NONE, Relation.OTHER, Relation.NONE]
    assert found[1].cabinet and found[1].cabinet.position.mean == -1


def test_all_other_holders_of_a_letter_stand_beside_it() -> None:
    [found] = beside_cabinet(
        every(*(saying(DAY, 1, key="x", holder=holder) for holder in (Holder.CABINET, Holder.NATO, Holder.ADVISER)))
    )
    assert {each.holder for each in found.others} == {Holder.NATO, Holder.ADVISER}


def test_what_is_endorsed_stands_with_the_letter_and_makes_no_dot() -> None:
    ours = saying(DAY, 1, key="x")
    [endorsed] = beside_cabinet(every(ours), {ours.stances[0]: "deelt de mening van"})
    assert [each.cue for each in endorsed.endorsed] == ["deelt de mening van"]
    assert endorsed.others == () and endorsed.adviser is None and endorsed.compares
    assert beside_cabinet(every(ours)) == []


def test_a_letter_by_itself_is_as_in_the_list() -> None:
    there = [saying(DAY, 1, key="x", holder=holder) for holder in (Holder.CABINET, Holder.NATO)]
    holders = every(*there, saying(DAY, 1, key="y"))
    assert [of_letter(there[0].letter.pk, holders)] == beside_cabinet(holders)
    assert of_letter(0, holders) is None


def test_one_holder_alone_compares_with_nobody() -> None:
    [alone] = beside_cabinet(every(saying(DAY, 1, key="x", holder=Holder.NATO)))
    assert not alone.compares

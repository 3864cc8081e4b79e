"""The cache of values by key and version holds few versions of each key, however fast the data change."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

from positions.caching.in_process import in_process
from positions.caching.newest_versions import VERSIONS
from positions.caching.version import Scope, State, pinned

RUSSIA, CHINA = Scope("russia"), Scope("china")


class Value:
    """Something that tells by its id whether it was made anew."""

    size = 1


def at(number: int) -> State:
    """The state of the data after so many changes of the topic Russia."""
    row = (datetime(2026, 1, 1, tzinfo=UTC), number, number, number, number)
    return State([(None, *row[:1], 1, 1, 1, 1), ("russia", *row), ("china", *row[:1], 1, 1, 1, 1)])


def asked(cache: Any, number: int, scope: Scope = RUSSIA, key: str = "sums") -> Value:
    with pinned(at(number)):
        found: Value = cache(scope, key, Value)
    return found


def test_the_last_two_versions_are_kept_and_older_ones_are_not():
    cache = in_process(100, lambda value: 1)
    first, second, third = (asked(cache, number) for number in (1, 2, 3))
    assert asked(cache, 3) is third
    assert asked(cache, 2) is second
    assert asked(cache, 1) is not first


def test_a_thousand_versions_of_one_key_push_out_no_other():
    cache = in_process(100, lambda value: 1)
    other, elsewhere = asked(cache, 1, key="shares"), asked(cache, 1, CHINA)
    for number in range(2, 1000):
        asked(cache, number)
    assert asked(cache, 1, key="shares") is other
    assert asked(cache, 999, CHINA) is elsewhere


def test_what_is_kept_never_grows_over_its_room_and_is_always_of_the_version_asked_for():
    sizes, chance = dict[int, int](), Random(1)
    cache = in_process(50, lambda value: sizes[value[2]])
    made: list[tuple[int, str, int]] = []

    def make(number: int, key: str) -> tuple[int, str, int]:
        found = (number, key, len(sizes))
        sizes[len(sizes)] = chance.randint(1, 60)  # some are larger than the cache
        made.append(found)
        return found

    for step in range(3000):
        number, key = step // 30 - chance.randint(0, 1), chance.choice("abcdef")
        with pinned(at(number)):
            found = cache(RUSSIA, key, lambda number=number, key=key: make(number, key))
        assert found[:2] == (number, key)
    assert VERSIONS == 2
    assert len(made) < 3000  # something was kept


def test_nothing_is_left_after_clearing():
    from positions.caching import in_process as room  # noqa: PLC0415 - the module, beside its function

    cache = in_process(100, lambda value: 1)
    before = asked(cache, 1)
    room.clear()
    assert asked(cache, 1) is not before
    assert asked(cache, 2) is asked(cache, 2)

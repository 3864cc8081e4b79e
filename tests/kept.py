"""Fixtures whose rows are kept from one test to the next: `@kept` in the place of `@pytest.fixture`.

A kept fixture writes to the database, or returns functions that do, and leaves no other state. It is set up for the
first test of a module that asks for it, in a savepoint, within those of the kept fixtures that it takes, and undone
before the first test that does not ask for it. Each test gets a deep copy of its value and undoes its own changes as
ever, so that it meets the rows of the fixtures that it asks for and no others. The tests of a module are sorted such
that those with the same kept fixtures follow each other.

It takes other kept fixtures and those of the session or module, and no others. A test with `transactional_db`,
`live_server` or the mark of either is one of many that commit: for it, they are set up as other fixtures are.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest

Function = Callable[..., Any]
MARK = "_kept"


@dataclass
class Level:
    """One fixture that is set up, with its value and its savepoint."""

    function: Function
    value: Any
    savepoint: AbstractContextManager[None]


_levels: list[Level] = []


def kept(function: Function | None = None, *, autouse: bool = False) -> Any:
    """Return the fixture of this function, whose rows are kept from test to test."""
    if function is None:
        return functools.partial(kept, autouse=autouse)
    assert not inspect.isgeneratorfunction(function), "what a kept fixture does is undone with its savepoint"

    @functools.wraps(function)
    def fixture(**given: Any) -> Any:
        for level in _levels:
            if level.function is function:
                return deepcopy(level.value)
        return function(**given)

    setattr(fixture, MARK, function)
    return pytest.fixture(autouse=autouse)(fixture)


def chain_of(item: pytest.Item) -> list[Function]:
    """Return the kept fixtures of a test, each after those that it takes; none if the test commits.

    Not those that come after another fixture with `db`, which may be set up in the light of its rows.
    """
    found: list[Function] = []
    if commits(item):
        return found

    def add(name: str) -> None:
        function = _kept_as(name, item)
        if function is None or function in found:
            return
        for taken in inspect.signature(function).parameters:
            add(taken)
        found.append(function)

    for name in getattr(item, "fixturenames", ()):
        if _kept_as(name, item) is None and _takes_db(name, item):
            break
        add(name)
    return found


def _takes_db(name: str, item: pytest.Item) -> bool:
    definitions = item._fixtureinfo.name2fixturedefs.get(name)  # type: ignore[attr-defined]
    return bool(definitions) and definitions[-1].scope == "function" and "db" in definitions[-1].argnames


def _kept_as(name: str, item: pytest.Item) -> Function | None:
    """Return the function of the kept fixture that this test knows by this name, if it is one."""
    definitions = item._fixtureinfo.name2fixturedefs.get(name)  # type: ignore[attr-defined]
    return getattr(definitions[-1].func, MARK, None) if definitions else None


def commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    if mark and (mark.kwargs.get("transaction") or mark.args):
        return True
    return bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def sort(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests with those of each module sorted by their kept fixtures; modules stay where they are."""
    modules, numbers = dict[Any, int](), dict[Function, int]()
    keys = {}
    for item in items:
        module = modules.setdefault(item.path, len(modules))
        keys[item] = (module, [numbers.setdefault(each, len(numbers)) for each in chain_of(item)])
    return sorted(items, key=lambda item: keys[item])


def prepare(request: pytest.FixtureRequest, writing: Callable[[], AbstractContextManager[None]]) -> bool:
    """Set up what the test of this request asks for, and undo what it does not ask for, before its own transaction.

    `writing` lets write to the database, outside of a test too. Returns whether the test asks for anything.
    """
    wanted = chain_of(request.node)
    common = 0
    while common < min(len(_levels), len(wanted)) and _levels[common].function is wanted[common]:
        common += 1
    if common == len(_levels) == len(wanted):
        return bool(wanted)
    if not _levels:
        module = request.node.getparent(pytest.Module)
        assert module
        module.addfinalizer(lambda: end(writing))
    with writing():
        undo(common)
        for function in wanted[common:]:
            _set_up(function, request)
    return bool(wanted)


def end(writing: Callable[[], AbstractContextManager[None]]) -> None:
    """Undo all that is kept."""
    if _levels:
        with writing():
            undo()


def undo(down_to: int = 0) -> None:
    """Undo what is kept, last first, but for so many that were set up first."""
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    while len(_levels) > down_to:
        level = _levels.pop()
        transaction.set_rollback(True)
        level.savepoint.__exit__(None, None, None)


def _set_up(function: Function, request: pytest.FixtureRequest) -> None:
    from django.db import transaction  # noqa: PLC0415

    given = {name: _value(name, request) for name in inspect.signature(function).parameters}
    savepoint = transaction.atomic()
    savepoint._from_testcase = True  # as pytest-django's: in it a block may call itself durable
    savepoint.__enter__()
    _levels.append(Level(function, None, savepoint))
    try:
        _levels[-1].value = function(**given)
    except BaseException:  # also an interruption leaves no savepoint open
        undo(len(_levels) - 1)
        raise


def _value(name: str, request: pytest.FixtureRequest) -> Any:
    """Return what a kept fixture is given under this name; in the place of `db` is the savepoint that it writes in."""
    if name == "db":
        return None
    function = _kept_as(name, request.node)
    if function is None:
        return request.getfixturevalue(name)
    return next(level.value for level in _levels if level.function is function)

"""The fixtures of positions, with the scope of a module: all of its tests share one codebook, the cabinets and anna.

A test module imports them with `*`, and takes in its letters within `module_db()` (`tests/conftest.py`) in a fixture
with `scope="module"`. What a test itself takes in, or has anna do, is undone after it as ever.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from letters.models import Letter
from positions.models import Coder
from positions.review import decisions
from tests import factories
from tests.positions import conftest, past_day
from tests.positions import factories as of_test

__all__ = [
    "accept", "accept_in_bulk", "anna", "cabinets", "codebook", "letter_of", "line", "propose", "recorded_line", "says",
    "take_in",
]  # fmt: skip


def once(fixture: Any) -> Any:
    """Return the fixture of a test with the scope of a module."""
    return pytest.fixture(scope="module")(inspect.unwrap(fixture))


@pytest.fixture(scope="module")
def codebook(codebook_rows, module_db) -> None:
    with module_db():
        past_day.write_codebook(codebook_rows)


@pytest.fixture(scope="module")
def cabinets(module_db) -> None:
    with module_db():
        call_command("load_cabinets")


@pytest.fixture(scope="module")
def anna(module_db) -> Coder:
    with module_db():
        return decisions.coder_of(User.objects.create_user("anna"))


@pytest.fixture(scope="module")
def take_in(module_db) -> Callable[..., object]:
    return factories.take_in


accept, accept_in_bulk, propose = once(of_test.accept), once(of_test.accept_in_bulk), once(of_test.propose)
letter_of, says = once(of_test.letter_of), once(of_test.says)


@pytest.fixture(scope="module")
def recorded_line(says, module_db) -> list[Letter]:
    """Take in the letters of `line`. In a module with this fixture they are there in each test that comes after."""
    with module_db():
        return inspect.unwrap(conftest.line)(says)


@pytest.fixture
def line(recorded_line, db) -> list[Letter]:
    return deepcopy(recorded_line)

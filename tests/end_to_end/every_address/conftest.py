from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.end_to_end.every_address import one_of_everything
from tests.end_to_end.every_address.access_rules import Who


@pytest.fixture(scope="module")
def filled(module_db) -> dict[Who, User]:
    """One object of everything for all tests of a module; returns a user in every role but ANYBODY."""
    with module_db():
        found = one_of_everything.people()
        one_of_everything.fill(found)
    return found

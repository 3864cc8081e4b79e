"""Letters in the shapes that real ones have, each read whole: every field, every sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.golden import read_golden, understand
from tests.domain.invented import LETTERS

GOLDEN = read_golden()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_letter_is_read_whole(name: str) -> None:
    assert understand(LETTERS[name]) == GOLDEN[name]


@pytest.mark.parametrize(("name", "expected"), GOLDEN.items(), ids=GOLDEN)
def test_no_page_furniture_is_left_in_a_sentence(name: str, expected: dict[str, Any]) -> None:
    furniture = ("vergaderjaar 20", "Pagina ", "ISSN", "kst-9")
    assert not [s for s in expected["sentences"] for sign in furniture if sign in s and "Aanhangsel" not in s], name

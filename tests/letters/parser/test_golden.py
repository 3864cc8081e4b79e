"""Letters in the layouts of real ones, each compared in full: every field, every sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.letters.parser.golden import read_golden, understand
from tests.letters.parser.letter_shapes import LETTERS

GOLDEN = read_golden()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_letter_is_read_whole(name: str) -> None:
    assert understand(LETTERS[name]) == GOLDEN[name]


@pytest.mark.parametrize(("name", "expected"), GOLDEN.items(), ids=GOLDEN)
def test_no_page_furniture_is_left_in_a_sentence(name: str, expected: dict[str, Any]) -> None:
    furniture = ("vergaderjaar 20", "Pagina ", "ISSN", "kst-9")
    assert not [s for s in expected["sentences"] for sign in furniture if sign in s and "Aanhangsel" not in s], name

"""Every character of generated files, of all forms, is accounted for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letters.readers.blocks import ReadingError
from tests.letters.readers.accounts import unaccounted
from tests.letters.readers.rendered_forms import FORMS, Parts

WORDS = st.text("abcdefgmnorstvABDEHV0123456789éëïö€%.,;:()'", min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
SHAPES = st.sampled_from(["p", "li", "h", "note", "row"])
LETTERS = st.lists(st.tuples(SHAPES, LINES), min_size=1, max_size=12)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@given(parts=LETTERS)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_character_of_a_generated_file_is_accounted_for(form: Callable[[Parts], bytes], parts: Parts) -> None:
    with suppress(ReadingError):
        assert unaccounted(form(parts)) == {}

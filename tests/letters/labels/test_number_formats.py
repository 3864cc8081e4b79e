"""Numbers of papers as people read them."""

from __future__ import annotations

import pytest

from letters.labels.number_formats import format_paper


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        ("kst-99301-88", "Kamerstuk 99 301, nr. 88"),
        ("kst-99501-02-7", "Kamerstuk 99 501-02, nr. 7"),
        ("kst-99570-X-4", "Kamerstuk 99 570 X, nr. 4"),
        ("kst-99204-K", "Kamerstuk 99 204, K"),
        ("blg-990012", "blg-990012"),
        ("BZVB-900612-16", "BZVB-900612-16"),
    ],
)
def test_a_paper_is_written_as_letters_cite_it(identifier, shown) -> None:
    assert format_paper(identifier) == shown

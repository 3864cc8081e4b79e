"""Pages on paper, where nobody scrolls."""

from __future__ import annotations

import pytest

from letters.models import Letter
from tests.end_to_end.browser.page_checks import pytestmark  # noqa: F401
from tests.positions.conftest import accept, anna, codebook, letter_of  # noqa: F401

SHEET = {"width": 1000, "height": 700}  # A4 that lies down
BEYOND = "document.querySelector('.heat').{} - document.querySelector('.scroll:has(.heat)').clientWidth"


@pytest.mark.parametrize("address", ["/aandacht/", "/vergelijken/"])
def test_a_table_of_years_has_all_of_them(visit, letters, address: str) -> None:
    Letter.objects.filter(pk=letters[0].pk).update(document_date="2008-03-03")
    page = visit(address, viewport=SHEET)
    assert page.locator(".heat thead th").count() > 10
    assert page.evaluate(BEYOND.format("offsetWidth")) > 0
    page.emulate_media(media="print")
    assert page.evaluate(BEYOND.format("scrollWidth")) <= 1

"""Pages without readable text are listed; the others are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from letters.parser.json_format import from_json
from letters.parser.pipeline import parse, read_letter
from letters.readers import read
from letters.readers.blocks import ReadingError
from tests.letters.readers.unread_pages import (
    logo_and_a_name,
    nothing,
    outlines,
    pdf_of,
    scan,
    scan_in_strips,
    signs,
    stamped_scan,
    words,
)


@pytest.mark.parametrize("lost", [scan, scan_in_strips, stamped_scan, outlines])
@pytest.mark.parametrize("places", [[1], [3], [2, 4], [1, 2, 3]])
def test_pages_that_are_pictures_are_named_and_the_others_read(
    lost: Callable[[Canvas], None], places: list[int]
) -> None:
    reading = read(pdf_of(*(lost if number in places else words for number in range(1, 6))))
    assert list(reading.unread_pages) == places
    assert " ".join(block.text for block in reading.blocks).count("de torens langs") == 4 * (5 - len(places))


def test_what_is_printed_on_every_page_is_no_text_of_a_scanned_one() -> None:
    assert read(pdf_of(words, scan, words, scan, furniture=True)).unread_pages == (2, 4)


@pytest.mark.parametrize("other", [nothing, logo_and_a_name, words])
def test_an_empty_or_nearly_empty_page_is_none(other: Callable[[Canvas], None]) -> None:
    assert read(pdf_of(words, other, words)).unread_pages == ()


def test_one_page_of_text_is_read_among_any_number_of_scans() -> None:
    assert read(pdf_of(words, *[scan] * 30)).unread_pages == tuple(range(2, 32))


@pytest.mark.parametrize("places", [[2], [3, 5]])
def test_pages_of_signs_for_letters_are_named_and_the_others_read(places: list[int]) -> None:
    reading = read(pdf_of(*(signs if number in places else words for number in range(1, 6))))
    assert list(reading.unread_pages) == places
    assert " ".join(block.text for block in reading.blocks).count("de torens langs") == 4 * (5 - len(places))


@pytest.mark.parametrize("lost", [scan, scan_in_strips, stamped_scan])
def test_a_pdf_that_is_wholly_a_scan_is_refused(lost: Callable[[Canvas], None]) -> None:
    with pytest.raises(ReadingError) as caught:
        read(pdf_of(lost, lost, lost))
    assert caught.value.code == "scanned"


def test_the_numbers_come_through_the_parser_and_over_the_pipe() -> None:
    data = pdf_of(scan, words)
    assert parse(read(data)).unread_pages == (1,)
    assert from_json(read_letter(data)).unread_pages == (1,)


def test_a_letter_that_was_parsed_by_an_earlier_version_has_none() -> None:
    answer = read_letter(pdf_of(words))
    del answer["unread_pages"]
    assert from_json(answer).unread_pages == ()

"""Words that a text layer draws in pieces are whole; words apart stay apart."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from letters.readers import read
from letters.readers.pdf.split_words import spaces_within_words
from tests.letters.readers.accounts import unaccounted
from tests.letters.readers.drawn import HEIGHT, WIDTH

LINES = ["De lamp van de toren brandt weer", "na de storm en de wind op zee is", "het nu zo dat de boei op zee ligt"]
FONT, SIZE = "Helvetica", 11.0


def layer(spacing: float, *, apart: float = 0, lines: list[str] = LINES) -> bytes:
    """Draw the last letter of each word, with the space after it, by itself, `apart` points too far to the right."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    canvas.setFont(FONT, SIZE)
    for row, line in enumerate(lines):
        x = 70.0
        for word in line.split():
            for part, shift in ((word[:-1], 0.0), (word[-1] + " ", apart)):
                canvas.drawString(x + shift, 700 - 14 * row, part, charSpace=spacing)
                x += shift + canvas.stringWidth(part, FONT, SIZE) + spacing * len(part)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def words(data: bytes) -> list[str]:
    return " ".join(block.text for block in read(data).blocks).split()


@pytest.mark.parametrize("spacing", [1.8, 2.4, 3.0])
def test_words_drawn_in_pieces_are_whole(spacing: float) -> None:
    assert words(layer(spacing)) == " ".join(LINES).split()
    assert not unaccounted(layer(spacing))


def test_pieces_farther_apart_than_the_letters_of_a_word_are_words() -> None:
    assert words(layer(1.8, apart=4.0))[:4] == ["D", "e", "lam", "p"]


def test_single_letters_in_running_text_stay_words() -> None:
    lines = ["de punten a en b en c en d", "x of y of z of w of v of u"]
    assert words(layer(0.0, lines=lines)) == " ".join(lines).split()


@pytest.mark.parametrize(("start", "within"), [(140.0, [5]), (150.0, []), (20.0, [])])
def test_a_space_before_a_word_far_away_or_on_the_next_line_stays(start: float, within: list[int]) -> None:
    """The letters of "toren" are 5 points wide, 3 apart and end at 137; "wind" begins at `start`."""

    def measure(at: int) -> tuple[float, float, float, float]:
        left = 100.0 + 8 * at if at < 5 else start + 8 * (at - 6)
        return left, left + 5, 700.0, 10.0

    assert list(spaces_within_words("toren wind", measure, lambda _: True)) == within
    assert list(spaces_within_words("toren wind", measure, lambda _: False)) == []


@pytest.mark.parametrize(("gap", "within"), [(0.8, [1, 3, 5]), (2.5, [])])
def test_a_space_between_letters_that_are_set_one_by_one_stays_only_if_it_is_one(gap: float, within: list[int]) -> None:
    def measure(at: int) -> tuple[float, float, float, float]:
        left = 100.0 + (5 + gap) * (at // 2)
        return left, left + 5, 700.0, 10.0

    assert list(spaces_within_words("w i n d", measure, lambda _: True)) == within

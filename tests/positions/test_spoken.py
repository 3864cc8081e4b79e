"""A line in one sentence: where it stands, since when, and that it broke off."""

from __future__ import annotations

from datetime import date

from positions import spoken
from positions.domain.codebook import version
from tests.positions.pictured import line, saying

RUSSIA = version().topics[0]
NEW = saying(date(2019, 11, 18), 1, 2, 0)


def test_a_line_that_holds_is_said_as_it_stands() -> None:
    words = spoken.summary(line(NEW), RUSSIA, date(2020, 6, 1))
    assert words == "Laatst: +1 (richting afschrikking) op 18 november 2019, op 3 zinnen, van 0 tot +2."


def test_a_line_that_broke_off_is_said_to_have() -> None:
    words = spoken.summary(line(NEW), RUSSIA, date(2021, 6, 1))
    assert words.startswith("Voor het laatst iets over gezegd op 18 november 2019: +1")
    assert words.endswith("Daarna is het stil.")


def test_proposals_alone_are_no_position() -> None:
    words = spoken.summary(line(saying(date(2019, 1, 1), 1, accepted=False)), RUSSIA, date(2020, 1, 1))
    assert words == "Nog geen standpunt is geaccepteerd. De open rondjes zijn voorstellen."


def test_no_letter_is_no_position() -> None:
    assert spoken.summary(line(), RUSSIA, date(2020, 1, 1)) == "Geen brief neemt hierover een standpunt in."


def test_a_letter_whose_sentences_agree_has_no_spread() -> None:
    dot = line(saying(date(2019, 1, 1), -1, -1)).dots[0]
    assert spoken.basis_words(dot) == "2 zinnen"
    assert spoken.stand_words(dot, RUSSIA) == "−1 (richting toenadering)"

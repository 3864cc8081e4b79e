"""Heads of plain-text letters: a paper's number after its dossier, and a marked heading in the place of a subject."""

from __future__ import annotations

import pytest

from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import parse
from letters.readers import read

ADDRESSEE = "Aan de voorzitter van de Tweede Kamer"
DATED = "Den Haag, 4 maart 2026"
BODY = "Geachte voorzitter,\n\nOp 2 maart sprak de Raad over de proef. Het kabinet steunt de proef."


def letter(*head: str) -> ParsedLetter:
    return parse(read("\n\n".join((*head, BODY)).encode()))


@pytest.mark.parametrize(
    "head",
    [
        ("Kamerstuk 36 911, nr. 4", ADDRESSEE, DATED),
        ("Tweede Kamer\nVergaderjaar 2025-2026\nKamerstuk 36 911, nr. 4", ADDRESSEE, DATED),
        (ADDRESSEE, DATED, "Kamerstuk 36 911, nr. 4"),
        (ADDRESSEE, f"{DATED}\nKamerstuk: 36911, nr. 4"),
    ],
)
def test_a_paper_is_numbered_by_the_line_that_names_dossier_and_number(head: tuple[str, ...]) -> None:
    parsed = letter(*head)
    assert (parsed.identifier, parsed.dossiers, parsed.number) == ("kst-36911-4", ("36911",), "4")
    assert not parsed.dossier_title


def test_two_dossiers_of_one_line_are_both_read_and_the_word_between_is_no_title() -> None:
    parsed = letter("Kamerstukken 36 911 en 28 676, nr. 12", ADDRESSEE, DATED)
    assert (parsed.dossiers, parsed.number, parsed.dossier_title) == (("36911", "28676"), "12", None)


def test_a_subject_that_ends_in_a_paper_leaves_the_letter_without_a_number() -> None:
    parsed = letter(ADDRESSEE, DATED, "Betreft: reactie op de proef", "Kamerstuk 36 911, nr. 4")
    assert parsed.dossiers == ()


@pytest.mark.parametrize(
    "head",
    [
        ("# Verslag van de proef", ADDRESSEE, DATED),
        (ADDRESSEE, DATED, "# Verslag van de proef"),
        ("Kamerstuk 36 911, nr. 4", "# Verslag van de proef", f"Datum: {DATED.removeprefix('Den Haag, ')}"),
    ],
)
def test_the_first_marked_heading_of_a_head_without_subject_is_the_subject(head: tuple[str, ...]) -> None:
    parsed = letter(*head)
    assert parsed.subject == parsed.title == "Verslag van de proef"


def test_a_subject_that_is_told_stays() -> None:
    assert letter("# Brief met bijlagen", ADDRESSEE, DATED, "Betreft: de proef").subject == "de proef"


@pytest.mark.parametrize("heading", ["# Ministerie van Proeven", "# Inleiding", "# TWEEDE KAMER", "# 36 911"])
def test_a_heading_that_names_the_sender_or_nothing_is_no_subject(heading: str) -> None:
    assert letter(heading, ADDRESSEE, DATED).subject is None


def test_a_heading_of_the_running_text_is_no_subject() -> None:
    parsed = parse(read(f"{ADDRESSEE}\n\n{DATED}\n\n{BODY}\n\n# Stand van de proef\n\nDe proef loopt.".encode()))
    assert parsed.subject is None

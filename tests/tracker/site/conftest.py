from __future__ import annotations

import pytest
from django.core.management import call_command

from letters.models import Letter
from tests.positions.conftest import accept, anna, bram, codebook, letter_of

__all__ = ["accept", "anna", "bram", "codebook", "letter_of"]

TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken."
FIRM = "Het kabinet vindt dat de NAVO de druk op Rusland moet blijven opvoeren."
ADVICE = "De adviesraad vindt dat de druk op Rusland omhoog moet."
FISH = "De visserij kreeg een rustig jaar."


@pytest.fixture
def letters(letter_of, accept) -> list[Letter]:
    """Two letters with accepted positions and a recurring sentence, and one with proposals only."""
    first = letter_of(1, "3 maart 2019", TALK, ADVICE, FISH, "Tot slot iets over vis.")
    second = letter_of(2, "4 november 2019", TALK, FIRM, FISH, "Tot slot iets over netten.")
    third = letter_of(3, "2 februari 2020", FIRM, FISH, "Tot slot iets over zeilen.", "Meer niet.")
    accept(first, TALK, -1)
    accept(first, ADVICE, 2, holder="adviser")
    accept(second, TALK, 1)
    accept(second, FIRM, 2)
    call_command("propose")
    call_command("find_wordings")
    return [first, second, third]

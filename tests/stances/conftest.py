from __future__ import annotations

import pytest
from django.core.management import call_command

from letters.models import Letter
from tests.wording import letter

SENTENCES = (
    "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken.",
    "De secretaris-generaal benadrukte dat bondgenoten meer aan defensie moeten uitgeven.",
    "Nederland pleit voor nauwere samenwerking tussen de EU en de NAVO.",
    "Het weer in Brussel was die dag goed.",
)


@pytest.fixture
def codebook(db) -> None:
    call_command("load_codebook")


@pytest.fixture
def recorded(codebook, take_in) -> Letter:
    """A letter of our own that speaks of Russia, defence spending and the EU."""
    return take_in(letter(sentences=SENTENCES)).letter

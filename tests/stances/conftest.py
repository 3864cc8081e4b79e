from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from letters.models import Letter
from positions import assigning, reviews
from positions.models import Assignment, Coder, Stance
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


@pytest.fixture
def proposed(recorded: Letter) -> list[Stance]:
    """What the rules propose on the letter, in the order of the text."""
    call_command("propose")
    return list(Stance.objects.order_by("start", "topic"))


@pytest.fixture
def anna(django_user_model) -> Coder:
    return reviews.coder_of(django_user_model.objects.create_user("anna"))


@pytest.fixture
def bram(django_user_model) -> Coder:
    return reviews.coder_of(django_user_model.objects.create_user("bram"))


@pytest.fixture
def coders(anna: Coder, bram: Coder) -> None:
    """Both have the role that lets them code."""
    call_command("create_roles")
    for coder in (anna, bram):
        coder.user.groups.add(Group.objects.get(name="codeur"))
        coder.user = type(coder.user).objects.get(pk=coder.user.pk)  # permissions are kept on the object


@pytest.fixture
def asked(recorded: Letter, bram: Coder, coders: None) -> Assignment:
    """Bram is asked to code the letter blind."""
    return assigning.ask(bram, recorded, by=None)

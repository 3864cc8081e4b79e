"""The example letters' stances: there at once, gone with the letters, never beside real ones."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from letters.ingestion import examples as example_letters
from letters.models import Letter
from positions import answering, assigning, examples, reviews
from positions.models import Assignment, Coder, Review, Stance, Topic
from positions.reviews import Coding
from tests.stances.test_proposing import export
from tests.wording import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(codebook) -> None:
    call_command("load_examples")
    call_command("load_example_stances")


def test_they_come_once_and_accepted(world) -> None:
    letters = json.loads(examples.MANIFEST.read_text())["letters"]
    count = Stance.objects.accepted().count()
    assert count == sum(len(line["stances"]) for line in letters if line["file"] not in examples.LEFT_OPEN)
    call_command("load_example_stances")
    assert Stance.objects.count() == count
    assert {row["coder"] for row in export(state="accepted")} == {examples.NAME}


def test_every_letter_with_codings_gets_them_also_one_without_a_number(world) -> None:
    coded = {line["file"] for line in json.loads(examples.MANIFEST.read_text())["letters"] if line["stances"]}
    stances = Stance.objects.filter(coder__is_example=True)
    assert coded > set(examples.LEFT_OPEN)
    assert set(stances.values_list("revision__document__ingestions__name", flat=True)) == coded - set(
        examples.LEFT_OPEN
    )


def test_they_go_with_the_letters(world, admin_user) -> None:
    call_command("propose")
    example_letters.remove(user=admin_user)
    assert not Letter.objects.exists()
    assert not (Stance.objects.exists() or Review.objects.exists())
    call_command("load_example_stances")
    assert not Stance.objects.exists()


def test_what_was_coded_blind_goes_with_them_too(world, admin_user) -> None:
    coder = reviews.coder_of(admin_user)
    assignment = assigning.ask(coder, Letter.objects.published().letters()[0], by=admin_user)
    russia = Coding(Topic.objects.get(slug="russia"), "cabinet", 1)
    for sentence in assignment.sentences.all():
        answering.answer(sentence.pk, coder, [russia])
    example_letters.remove(user=admin_user)
    assert not (Stance.objects.exists() or Assignment.objects.exists())


def test_they_are_never_beside_real_ones(world, take_in) -> None:
    take_in(letter())
    assert export() == []
    assert not Stance.objects.shown().exists()


def test_the_invented_coder_has_no_account(world) -> None:
    assert Coder.objects.get(is_example=True).user is None

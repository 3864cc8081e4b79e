"""Fictional and real letters are kept apart."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from letters.ingestion import example_letters
from letters.models import Cabinet, Dossier, Ingestion, Letter, Minister
from tests.factories import letter


@pytest.fixture(scope="module")
def examples(module_db) -> None:
    with module_db():
        call_command("load_examples")


@pytest.fixture
def loaded(examples, db) -> None:
    """The example letters are there."""


def test_every_example_is_read_recorded_and_invented(loaded) -> None:
    assert not Ingestion.objects.exclude(state="done").exists()
    assert Letter.objects.letters().count() >= 24
    assert not Letter.objects.filter(is_example=False).exists()
    assert not Minister.objects.filter(is_example=False).exists()
    assert not Dossier.objects.filter(is_example=False).exists()


def test_the_first_real_letter_hides_the_examples(loaded, take_in) -> None:
    assert Letter.objects.published().filter(is_example=True).exists()
    real = take_in(letter()).letter
    assert list(Letter.objects.published()) == [real]
    assert list(Ingestion.objects.in_world()) == [real.ingestions.get()]


def test_an_example_uploaded_as_a_letter_stays_an_example(loaded, take_in) -> None:
    path = sorted(example_letters.FILES.iterdir())[0]
    again = take_in(path.read_bytes(), name=path.name)
    assert again.outcome == "same"
    assert again.letter.is_example
    assert not Letter.objects.filter(is_example=False).exists()


def test_one_action_removes_them_for_good(loaded, admin_user, take_in) -> None:
    real = take_in(letter()).letter
    assert example_letters.remove(user=admin_user) >= 24
    for model in (Letter, Cabinet, Minister, Dossier, Ingestion):
        assert not model.objects.filter(is_example=True).exists()
    assert list(Letter.objects.all()) == [real]
    call_command("load_examples")
    assert Letter.objects.count() == 1


def test_the_database_keeps_a_real_letter_from_an_invented_cabinet(loaded, take_in) -> None:
    real = take_in(letter()).letter
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=real.pk).update(cabinet=Cabinet.objects.filter(is_example=True).first())
        from django.db import connection  # noqa: PLC0415

        connection.check_constraints()


def test_the_database_keeps_a_real_letter_from_an_invented_dossier(loaded, take_in) -> None:
    real = take_in(letter()).letter
    with pytest.raises(IntegrityError), transaction.atomic():
        real.dossiers.add(Dossier.objects.filter(is_example=True).first())

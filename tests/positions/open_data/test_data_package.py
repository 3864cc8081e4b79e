"""The data package of a day: what comes after it changes no byte, except corrections of a letter's facts."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from letters.ingestion.edit import correct
from letters.models import Letter
from positions.codebook import store
from positions.models import CodingRun, Stance
from positions.open_data import data_package
from positions.review import assignments, decisions
from tests.positions import past_day
from tests.positions.past_day import DAY, THEN

pytestmark = pytest.mark.django_db


def package() -> bytes:
    with data_package.as_file(DAY, past_day.SITE) as file:
        return file.read()


@pytest.fixture(scope="module")
def before(module_db) -> bytes:
    """The package of that day, made before anything came after it."""
    with module_db():
        past_day.letters_of_then(decisions.coder_of(User.objects.create_user("anna")))
        return package()


@pytest.fixture
def bram(before, db, django_user_model):
    return decisions.coder_of(django_user_model.objects.create_user("bram"))


def table(data: bytes, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(zipfile.ZipFile(io.BytesIO(data)).read(f"{name}.csv").decode())))


def test_decisions_a_round_and_a_codebook_of_later_change_no_byte(before, bram) -> None:
    assert past_day.decide_on_all(bram) == past_day.PROPOSED
    assignments.mark(Letter.objects.get(number="2"), bram)
    past_day.release_codebook()
    call_command("propose", verbosity=0)
    assert CodingRun.objects.filter(codebook__number=past_day.LATER).count() == 3
    assert package() == before


def test_it_tells_of_that_day(before) -> None:
    described = json.loads(zipfile.ZipFile(io.BytesIO(before)).read("datapackage.json"))
    assert described["created"] == f"{THEN:%Y-%m-%dT%H:%M:%SZ}"
    assert described["codebook_version"] == store.newest().number
    assert "verzonnen" not in described["description"]
    assert [row["name_nl"] for row in table(before, "topics")][:2] == ["Rusland", "China"]
    assert len(table(before, "stances")) == 13 + past_day.PROPOSED
    assert {row["state"] for row in table(before, "stances")} == {"accepted", "proposed"}
    assert past_day.UNNAMED not in {row["typical"] for row in table(before, "positions")}
    assert Stance.objects.open().count() == past_day.PROPOSED


def test_a_corrected_fact_of_a_letter_does_change_it(before, bram) -> None:
    text = Letter.objects.get(number="2")
    correct(text, {"subject": "Een ander onderwerp"}, user=bram.user, reason="stond er anders")
    after = package()
    assert after != before
    assert "Een ander onderwerp" in [row["subject"] for row in table(after, "letters")]
    for name in ("stances", "positions", "topics"):
        assert table(after, name) == table(before, name)

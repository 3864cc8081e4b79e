"""Rows of files, made in batches and without models: the same bytes as a record of each model, one after another."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from letters.models import Revision
from letters.records.fields import ANYBODY, Reader, Record
from letters.records.table_files import FORMULA
from positions.models import Calibration, CodebookVersion, Coder, CodingRun, Review, Stance, Topic
from positions.models.stances import StanceQuerySet
from positions.open_data import export_formats
from positions.open_data.records.stance import STANCE_ROW, rows
from positions.stances import as_of
from tests.positions import past_day
from tests.positions.stances import generated

pytestmark = pytest.mark.django_db


def by_record(record: Record, found: Any, reader: Reader) -> Iterator[dict[str, Any]]:
    for row in found:
        yield {field.name: field.of(row, reader) for field in record.fields}


def as_json_lines(objects: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def as_csv(record: Record, objects: list[dict[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(record.names)
    for found in objects:
        cells = [field.cell(found[field.name]) if field.many else found[field.name] for field in record.fields]
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell for cell in cells])
    return out.getvalue()


@pytest.fixture
def stances(db, codebook) -> StanceQuerySet:
    """Create stances of machines and a person with an account, in every state, some decided a week ago."""
    chance, week = random.Random(3), timezone.now() - timedelta(days=7)
    book = CodebookVersion.objects.latest("pk")
    machines = [Coder.objects.create(name=name, version="1") for name in ("een", "twee", "drie")]
    anna = Coder.objects.create(name="Anna", kind=Coder.Kind.PERSON, user=User.objects.create_user("anna"))
    with past_day.at(week):
        texts = generated.texts(12)
        generated.propose(chance, texts, [(machines[0], book)], 0.6)
        generated.decide(chance, Stance.objects.order_by("pk"), anna, share=0.4)
        Calibration.objects.create(
            coder=machines[2], source="site", slope=1, intercept=0.5, decisions=40, letters=9, log_loss=0.4
        )
    generated.propose(chance, texts, [(machines[1], book)], 0.6)
    for n, probability in enumerate((0.0, 0.1234, 0.66665, 1.0)):
        more = {"coder": machines[2], "codebook": book, "topic": Topic.objects.last(), "confidence": "low"}
        generated._stance(chance, texts[-1], n, probability=probability, **more).save()
    CodingRun.objects.get_or_create(revision=texts[-1], coder=machines[2], codebook=book)
    generated.code_blind(chance, [text for text in texts if text.is_current][::4], anna)
    open_ones = iter(Stance.objects.open().order_by("pk"))
    first = Review.objects.filter(decision="accept").earliest("pk")
    Review.objects.create(stance=next(open_ones), decision="carried", state="accepted", basis=first)
    Review.objects.create(stance=next(open_ones), decision="repeated", state="repeated", points_to=first)
    again = Review.objects.filter(decision="carried").earliest("pk")
    Review.objects.create(stance=next(open_ones), decision="repeated", state="repeated", points_to=again)
    Review.objects.create(stance=next(open_ones), decision="accept", state="accepted", coder=anna, bulk=True)
    return Stance.objects.all()


@pytest.mark.parametrize("days", [None, 0, 5, 9])
@pytest.mark.parametrize("named", [True, False])
def test_a_file_of_stances_says_what_the_record_says_of_each(stances, days, named) -> None:
    day = None if days is None else date.today() - timedelta(days=days)
    user = User.objects.get() if named else None
    reader = Reader(address="https://standpunt.example".__add__, coder_name=export_formats.namer(user))
    found = as_of.stances(day, proposals=True)
    objects = list(by_record(STANCE_ROW, rows(found, day), reader))
    assert bool(objects) == (days != 9)
    assert "".join(export_formats.stances("jsonl", found, reader, day)) == as_json_lines(objects)
    assert b"".join(export_formats.stances("csv", found, reader, day)).decode() == as_csv(STANCE_ROW, objects)


def test_what_other_machines_say_of_a_stance_is_in_its_file(stances) -> None:
    three = Coder.objects.get(name="drie")
    effects = {"same": 0.4, "otherwise": -0.7, "silent": 0.1}
    with past_day.at(timezone.now() - timedelta(days=3)):
        Calibration.objects.create(
            coder=three, source="site", slope=0.9, intercept=0.2, decisions=50, letters=9, log_loss=0.4, **effects
        )
    for day in (None, date.today() - timedelta(days=5)):
        found = as_of.stances(day, proposals=True)
        objects = list(by_record(STANCE_ROW, rows(found, day), ANYBODY))
        assert any("beside" in (each["calibration"] or "") for each in objects) == (day is None)
        assert "".join(export_formats.stances("jsonl", found, ANYBODY, day)) == as_json_lines(objects)


@given(st.lists(st.integers(0, 12), max_size=6).filter(lambda places: len(places) % 2 == 0), st.integers(0, 13))
def test_the_part_of_a_text_is_the_same_in_sql(places, place) -> None:
    bounds = sorted(places)
    (part,) = [field for field in STANCE_ROW.fields if field.name == "part"]
    with connection.cursor() as cursor:
        given = "(SELECT %s::int AS start, %s::int[] AS revision__annex_bounds) stance"
        cursor.execute(f"SELECT {part.sql} FROM {given}", [place, bounds])
        assert cursor.fetchone() == (Revision(annex_bounds=bounds).part_at(place).value,)


def test_stances_in_any_state_say_what_their_record_says(stances) -> None:
    found = stances.without_superseded().with_state()
    objects = list(by_record(STANCE_ROW, rows(found), ANYBODY))
    assert {each["state"] for each in objects} >= {"accepted", "rejected", "proposed", "repeated", "coded"}
    assert {each["bulk"] for each in objects} == {True, False, None}
    assert "".join(export_formats.stance_lines(found)) == as_json_lines(objects)


def test_a_file_of_no_stances_has_a_header_alone(db, codebook) -> None:
    assert "".join(export_formats.stance_lines(Stance.objects.none())) == ""
    lines = b"".join(export_formats.stances("csv", Stance.objects.none().with_state())).decode().splitlines()
    assert lines == [",".join(STANCE_ROW.names)]

"""Each record says what it rests on: who decided, how and when, in which text, and whether the letter is read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from letters.models import Letter
from letters.models.revisions import LetterPart, Revision
from positions.models import Stance
from positions.review import decisions
from tests.positions.factories import FILLING, exported

ADDRESS = "http://testserver/standpunten/"


def lines(client, address: str) -> list[dict]:
    return [json.loads(line) for line in b"".join(client.get(address)).decode().splitlines()]


def table(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode())))


def packed(client, query: str = "") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"/gegevens/standpunt.zip{query}", follow=True))))


def as_cells(rows: list[dict]) -> list[dict[str, str]]:
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]


def test_a_stance_says_in_every_output_who_decided_how_and_in_which_text(client, says, propose, anna) -> None:
    says(1, "3 maart 2019", -1)
    says(2, "4 april 2019", 1, bulk=True)
    propose(Letter.objects.get(key="kst-99301-2"), FILLING[0])
    singly, in_bulk, waiting = found = lines(client, "/gegevens/standpunten.jsonl")
    assert [row["bulk"] for row in found] == [False, True, None]
    assert singly["decided_by"] == in_bulk["decided_by"] == f"codeur {anna.pk}"
    assert (waiting["decided"], waiting["decided_by"], waiting["state"]) == (None, None, "proposed")
    stance = Stance.objects.with_decision().get(pk=singly["id"])
    assert singly["decided"] == timezone.localtime(stance.decided_at).isoformat()
    assert (singly["url"], singly["part"], singly["revision"]) == (f"{ADDRESS}{stance.pk}/", "body", 1)
    names = ("id", "url", "decided", "decided_by", "bulk", "part", "revision")
    answered = client.get("/api/v1/stances/").json()["results"]
    assert [{name: row[name] for name in names} for row in answered] == [
        {name: row[name] for name in names} for row in found
    ]
    in_tables = b"".join(client.get("/gegevens/standpunten.csv")), packed(client).read("stances.csv")
    assert [table(written) for written in in_tables] == [as_cells(found)] * 2


def test_who_decided_has_a_name_for_who_is_signed_in(client, says, anna, bram) -> None:
    says(1, "3 maart 2019", -1)
    client.force_login(bram.user)
    assert lines(client, "/gegevens/standpunten.jsonl")[0]["decided_by"] == "anna"
    assert client.get("/api/v1/stances/").json()["results"][0]["decided_by"] == "anna"
    assert table(packed(client).read("stances.csv"))[0]["decided_by"] == f"codeur {anna.pk}"  # the same for everybody


def test_a_place_is_in_an_annex_from_its_first_character_up_to_its_end() -> None:
    text = Revision(annex_bounds=[10, 20, 30, 40])
    in_annex = [place for place in range(50) if text.part_at(place) is LetterPart.ANNEX]
    assert in_annex == [*range(10, 20), *range(30, 40)]


def test_a_letter_says_in_every_output_whether_it_is_read(client, says, mark_read, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        first = says(1, "3 maart 2019", -1, -1)
        says(2, "4 april 2019", 1)
    mark_read(first)
    wanted = {"kst-99301-1": True, "kst-99301-2": False}
    for rows in (client.get("/api/v1/letters/").json()["results"], lines(client, "/gegevens/brieven.jsonl")):
        assert {row["key"]: row["read"] for row in rows} == wanted
    for written in (b"".join(client.get("/gegevens/brieven.csv")), packed(client).read("letters.csv")):
        assert {row["key"]: row["read"] == "True" for row in table(written)} == wanted
    assert client.get("/api/v1/letters/kst-99301-1/").json()["read"] is True
    before = packed(client, f"?as_of={timezone.localdate(then)}")
    assert {row["read"] for row in table(before.read("letters.csv"))} == {"False"}


def test_the_table_of_letters_has_the_dates_of_its_lines_and_which_text_it_is(client, letter_of) -> None:
    found = letter_of(1, "3 maart 2019", "Een zin over vis.", "Een zin over netten.")
    Letter.objects.filter(pk=found.pk).update(publication_date="2019-03-05", received_date="2019-03-04")
    (row,), (line,) = table(b"".join(client.get("/gegevens/brieven.csv"))), lines(client, "/gegevens/brieven.jsonl")
    names = ("document_date", "publication_date", "received_date", "revision", "body_sentences")
    assert [row[name] for name in names] == ["2019-03-03", "2019-03-05", "2019-03-04", "1", "2"]
    assert [str(line[name]) for name in names] == [row[name] for name in names]


def test_the_package_has_the_cabinets_that_its_letters_name(client, line) -> None:
    package = packed(client)
    cabinets = {row["name"]: row for row in table(package.read("cabinets.csv"))}
    assert {row["cabinet"] for row in table(package.read("letters.csv"))} == {"Rutte III", "Rutte IV"} <= set(cabinets)
    assert cabinets["Rutte III"] == {
        "name": "Rutte III", "start": "2017-10-26", "demissionary_from": "2021-01-15", "end": "2022-01-10",
    }  # fmt: skip
    resources = {each["name"]: each for each in json.loads(package.read("datapackage.json"))["resources"]}
    assert resources["letters"]["schema"]["foreignKeys"] == [
        {"fields": "cabinet", "reference": {"resource": "cabinets", "fields": "name"}}
    ]


@pytest.mark.parametrize("address", ["/gegevens/standpunten.jsonl", "/api/v1/stances/"])
def test_who_decided_is_asked_along_with_the_rest(client, says, address, django_assert_max_num_queries) -> None:
    says(1, "3 maart 2019", -1, 1)
    with django_assert_max_num_queries(8):
        response = client.get(address)
        b"".join(response)


def test_what_a_person_coded_is_exported_by_name(recorded, proposed, anna, bram) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    coding = decisions.Coding(proposed[1].topic, "cabinet", -2)
    decisions.correct(proposed[1].pk, anna, coding, seen=0)
    (row,) = exported(coder="anna")
    assert (row["coder"], row["score"], row["decided_by"]) == ("anna", -2, "anna")
    assert row["url"] == f"http://127.0.0.1:8000/standpunten/{row['id']}/"
    assert exported(coder="bram") == []
    assert len(exported(coder="rules")) == len(proposed)


def test_who_coded_nothing_is_no_name_to_export_by(codebook, anna) -> None:
    with pytest.raises(CommandError, match="nobody codes under the name 'nora'; there is: anna, rules"):
        exported(coder="nora")

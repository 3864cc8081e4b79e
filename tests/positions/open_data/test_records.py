"""One definition per record: a field added to it appears in API, schema, files, package and docs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from letters.records import database_lines
from letters.records import letter as letter_records
from letters.records.fields import Field, Part, Record, Type
from positions.api import openapi_schema, serializers
from positions.open_data.records import position, stance
from scripts import record_docs

INVENTED = Field("invented", Type.TEXT, "Verzonnen veld.", "verzonnen", lambda row, _for: "verzonnen")
DOCS = Path(__file__).resolve().parents[3] / "docs/records.md"


def forget_what_was_made() -> None:
    serializers.serializer_of.cache_clear()
    openapi_schema._schema_in.cache_clear()


@pytest.fixture
def add() -> Iterator:
    """Return a function that adds the invented field to a record, as an edit of its definition would."""
    changed: list[tuple[Record, tuple[Field | Part, ...]]] = []

    def to(record: Record, field: Field = INVENTED) -> None:
        changed.append((record, record.parts))
        object.__setattr__(record, "parts", (*record.parts, field))
        forget_what_was_made()

    yield to
    for record, parts in changed:
        object.__setattr__(record, "parts", parts)
    forget_what_was_made()


def schema_of(client, name: str) -> dict:
    return client.get("/api/v1/schema/").json()["components"]["schemas"][name]["properties"]


def record_of(client, name: str) -> dict:
    return client.get(f"/api/v1/{name}/").json()["results"][0]


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode("utf-8-sig")


def line_of(client, address: str) -> dict:
    return json.loads(read(client, address).splitlines()[0])


def row_of(client, address: str) -> dict:
    return next(csv.DictReader(io.StringIO(read(client, address))))


def packed(client, name: str) -> tuple[dict, list[dict]]:
    """Return the first row of a table of the data package, and its described columns."""
    response = client.get("/gegevens/standpunt.zip", follow=True)
    found = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    resources = json.loads(found.read("datapackage.json"))["resources"]
    schema = next(each["schema"] for each in resources if each["name"] == name)
    return next(csv.DictReader(io.StringIO(found.read(f"{name}.csv").decode()))), schema["fields"]


def documented(title: str) -> str:
    """Return the section of the docs with this title."""
    return record_docs.page().split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("sql", ["", "'verzonnen'"])
def test_a_field_of_a_letter_is_added_in_one_place(client, two_steps, add, sql) -> None:
    assert database_lines.can_write(letter_records.LETTER_LINE)
    add(letter_records.LETTER_MORE, replace(INVENTED, sql=sql))
    assert database_lines.can_write(letter_records.LETTER_LINE) == bool(sql)
    assert schema_of(client, "Letter")["invented"] == {"type": "string", "description": "Verzonnen veld."}
    row, columns = packed(client, "letters")
    answers = (
        record_of(client, "letters"), line_of(client, "/gegevens/brieven.jsonl"),
        row_of(client, "/gegevens/brieven.csv"), row,
    )  # fmt: skip
    assert [answer["invented"] for answer in answers] == ["verzonnen"] * 4
    assert columns[-1] == {
        "name": "invented", "type": "string", "description": "Verzonnen veld.", "constraints": {"required": True},
    }  # fmt: skip
    assert '| `invented` | text | Verzonnen veld. | `"verzonnen"` | API, JSONL, CSV, package |' in documented("Letter")


@pytest.mark.parametrize("sql", ["", "'verzonnen'"])
def test_a_field_of_a_stance_is_added_in_one_place(client, two_steps, add, sql) -> None:
    """With its SQL the database writes the files, without it Python does."""
    assert database_lines.can_write(stance.STANCE_ROW)
    add(stance.STANCE_MORE, replace(INVENTED, sql=sql))
    assert database_lines.can_write(stance.STANCE_ROW) == bool(sql)
    row, columns = packed(client, "stances")
    answers = (
        record_of(client, "stances"), line_of(client, "/gegevens/standpunten.jsonl"),
        row_of(client, "/gegevens/standpunten.csv"), row,
    )  # fmt: skip
    assert [answer["invented"] for answer in answers] == ["verzonnen"] * 4
    assert "invented" in schema_of(client, "Stance")
    assert columns[-1]["name"] == "invented"
    assert "| `invented` |" in documented("Stance")


@pytest.mark.parametrize("sql", ["", "'verzonnen'"])
def test_a_field_of_a_passage_is_added_in_one_place(client, two_steps, add, sql) -> None:
    add(letter_records.PASSAGE_MORE, replace(INVENTED, sql=sql))
    assert database_lines.can_write(letter_records.LETTER_LINE) == bool(sql)
    line = line_of(client, "/gegevens/brieven.jsonl")
    assert [answer["invented"] for answer in (record_of(client, "passages"), line["passages"][0])] == ["verzonnen"] * 2
    assert "invented" in schema_of(client, "Passage")
    assert "| `invented` |" in documented("Passage")


def test_a_field_of_a_citation_is_added_in_one_place(client, letter_of, add) -> None:
    letter_of(1, "3 maart 2019", "Het kabinet verwijst naar de brief van 2 mei (Kamerstuk 99 301, nr. 7).", "Een zin.")
    add(letter_records.CITATION)
    assert record_of(client, "letters")["citations"][0]["invented"] == "verzonnen"
    assert "invented" in schema_of(client, "Citation")
    assert "| `invented` |" in documented("Citation")


@pytest.mark.parametrize(("record", "title"), [(position.NUMBERS, "Side of a step"), (position.STEP, "Step")])
def test_a_field_of_a_position_or_a_step_is_added_in_one_place(client, line, add, record, title) -> None:
    add(record)
    row, columns = packed(client, "positions")
    change = record_of(client, "changes")
    answers = (
        record_of(client, "positions"), change["after"] if record is position.NUMBERS else change, row,
        row_of(client, "/onderwerpen/russia/gegevens.csv"), row_of(client, "/vergelijken/gegevens.csv?topic=russia"),
        json.loads(read(client, "/onderwerpen/russia/gegevens.json"))["positions"][0],
        json.loads(read(client, "/vergelijken/gegevens.json?topic=russia"))["positions"][0],
    )  # fmt: skip
    assert [answer["invented"] for answer in answers] == ["verzonnen"] * len(answers)
    assert "invented" in schema_of(client, "Position")
    assert "invented" in [column["name"] for column in columns]
    assert "| `invented` |" in documented("Position")
    assert "| `invented` |" in documented(title)


def test_the_docs_have_every_field_as_it_is_defined() -> None:
    assert DOCS.read_text() == record_docs.page(), "make records"


def test_every_field_says_what_it_means() -> None:
    fields = [
        field for outputs in record_docs.OUTPUTS.values() for record in outputs.values() for field in record.fields
    ]
    assert len(fields) > 100
    assert [field.name for field in fields if not field.description] == []

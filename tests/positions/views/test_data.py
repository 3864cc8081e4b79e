"""Downloads: the same records as the pages, in machine-readable formats, and one file with all data to cite."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from letters.ingestion.withdraw import withdraw
from positions.domain.codebook.loading import version
from positions.open_data.export_formats import RECORDS, TABLES
from positions.open_data.records.position import MEASURES
from tests.positions.factories import FIRM, MILD, WEATHER

FILES = (
    *(f"{name}.{form}" for name in ("brieven", "standpunten") for form in RECORDS),
    "standpunten.jsonld",
)
FORMULA = "=HYPERLINK(A1) vindt het kabinet over Rusland."


def text(client, name: str) -> str:
    response = client.get(f"/gegevens/{name}")
    assert response.status_code == 200
    return b"".join(response).decode()


def rows(client, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, name))))


def package(client, query: str = "") -> zipfile.ZipFile:
    response = client.get(f"/gegevens/standpunt.zip{query}", follow=True)
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


def described(packed: zipfile.ZipFile) -> dict:
    return json.loads(packed.read("datapackage.json"))


def test_letters_come_as_a_table_and_as_lines_with_their_text(client, two_steps) -> None:
    table = rows(client, "brieven.csv?sort=oldest")
    assert [row["key"] for row in table] == ["kst-99301-1", "kst-99301-2"]
    lines = [json.loads(line) for line in text(client, "brieven.jsonl").splitlines()]
    assert MILD in lines[0]["passages"][-1]["text"] or any(MILD in p["text"] for p in lines[0]["passages"])
    assert "file" not in lines[0]


def test_stances_come_in_three_forms(client, two_steps) -> None:
    assert [row["quote"] for row in rows(client, "standpunten.csv")] == [MILD, FIRM]
    assert [json.loads(line)["score"] for line in text(client, "standpunten.jsonl").splitlines()] == [-1, 1]
    found = json.loads(text(client, "standpunten.jsonld"))
    assert (found["total"], found["first"]["items"][0]["target"][1]["selector"]["exact"]) == (2, MILD)


@pytest.mark.parametrize("address", [
    "/gegevens/brieven.{}", "/gegevens/standpunten.{}", "/onderwerpen/russia/gegevens.{}", "/vergelijken/gegevens.{}",
    "/vergelijken/?format={}", "/aandacht/?format={}",
])  # fmt: skip
def test_a_table_holds_the_same_in_every_format(client, line, address) -> None:
    found = {form: table_at(client, address.format(form)) for form in TABLES}
    assert len(found["csv"]) > 1
    assert found["xlsx"] == found["csv"] == found["nl.csv"]


def table_at(client, address: str) -> list[list[str]]:
    """Return the cells as text, with a decimal point and dates in ISO 8601."""
    response = client.get(address)
    assert response.status_code == 200
    form = re.fullmatch(r'attachment; filename="[\w-]+?\.(.+)"', response["Content-Disposition"])[1]
    data = b"".join(response)
    if form == "xlsx":
        (sheet,) = load_workbook(io.BytesIO(data)).worksheets
        return [[as_text(cell.value) for cell in row] for row in sheet.iter_rows()]
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";" if form == "nl.csv" else ","))
    return [[number(cell) for cell in row] for row in found]


def as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else number(str(value))


def number(cell: str) -> str:
    plain = cell.replace(",", ".") if re.fullmatch(r"-?\d+[.,]\d+", cell) else cell
    return str(float(plain)) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else cell


def test_files_are_filtered_as_pages_are(client, two_steps) -> None:
    assert [row["quote"] for row in rows(client, "standpunten.csv?score=1")] == [FIRM]
    assert [row["quote"] for row in rows(client, "standpunten.csv?before=2019-12-31")] == [MILD]
    assert [row["key"] for row in rows(client, "brieven.csv?after=2020-01-01")] == ["kst-99301-2"]


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_value_is_answered_in_words(client, codebook, name) -> None:
    response = client.get(f"/gegevens/{name}?as_of=gisteren&topcs=x")
    assert response.status_code == 400
    assert "as_of: Voer een geldige datum in." in response.content.decode()
    assert "topcs: Dit filter is er niet." in response.content.decode()


@pytest.mark.parametrize("day", ["1800-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_that_there_is_can_be_asked_for(client, two_steps, day) -> None:
    assert len(rows(client, f"standpunten.csv?as_of={day}")) == (2 if day > "2" else 0)
    assert client.get(f"/api/v1/positions/?as_of={day}").status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_who_has_the_file_is_not_sent_it_again(client, two_steps, name) -> None:
    first = client.get(f"/gegevens/{name}")
    assert client.get(f"/gegevens/{name}", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_who_takes_out_too_much_waits(client, codebook, settings) -> None:
    settings.EXPORT_RATE = "1/hour"
    text(client, "brieven.csv")
    response = client.get("/gegevens/standpunten.csv")
    assert response.status_code == 429
    minutes = -(-int(response["Retry-After"]) // 60)
    assert f"Probeer het over {minutes} minuten weer." in response.content.decode()
    assert int(response["Retry-After"]) > 0


def test_as_of_gives_what_was_known_that_day(client, letter_of, accept, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        accept(letter_of(1, "3 maart 2019", MILD, WEATHER), MILD, -1)
    accept(letter_of(2, "4 april 2020", FIRM, WEATHER), FIRM, 1)
    day = timezone.localdate(then)
    assert [row["quote"] for row in rows(client, f"standpunten.csv?as_of={day}")] == [MILD]
    assert [row["key"] for row in rows(client, f"brieven.csv?as_of={day}")] == ["kst-99301-1"]
    packed = package(client, f"?as_of={day}")
    assert {r["name"]: r.get("rows") for r in described(packed)["resources"]} == {
        "letters": 1, "texts": 1, "stances": 1, "positions": 1, "topics": 4, "cabinets": 0, "codebook": None
    }  # fmt: skip


def test_a_formula_in_a_letter_is_no_formula_in_a_table(client, letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", FORMULA, WEATHER), FORMULA, 1)
    assert [row["quote"] for row in rows(client, "standpunten.csv")] == ["'" + FORMULA]
    assert json.loads(text(client, "standpunten.jsonl"))["quote"] == FORMULA
    assert FORMULA in table_at(client, "/gegevens/standpunten.xlsx")[1]
    assert b"\n'" not in package(client).read("letters.csv")
    assert f",'{FORMULA},".encode() in package(client).read("stances.csv")


def test_nothing_withdrawn_and_nobodys_account_goes_out(client, two_steps, anna) -> None:
    withdraw(two_steps[0], user=anna.user, reason="vergissing")
    packed = package(client)
    every = [text(client, name) for name in FILES if not name.endswith("xlsx")]
    every += [packed.read(name).decode() for name in packed.namelist()]
    assert not any("kst-99301-1" in each or MILD in each for each in every)
    assert not any("anna" in each for each in every)
    assert any("kst-99301-2" in each for each in every)


def test_proposals_go_out_where_the_site_shows_them(client, letter_of, settings) -> None:
    letter_of(1, "3 maart 2019", MILD, WEATHER)
    call_command("propose")
    assert {row["state"] for row in rows(client, "standpunten.csv")} == {"proposed"}
    assert b"proposed" in package(client).read("stances.csv")
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert rows(client, "standpunten.csv") == []
    assert b"proposed" not in package(client).read("stances.csv")


def test_the_package_says_what_is_in_it(client, two_steps) -> None:
    packed = package(client)
    found = described(packed)
    assert found["as_of"] == str(timezone.localdate())
    assert found["codebook_version"] == version().version
    assert found["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in found["resources"]:
        data = packed.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        if "schema" in resource:
            lines = list(csv.reader(io.StringIO(data.decode())))
            assert lines[0] == [field["name"] for field in resource["schema"]["fields"]]
            assert len(lines) - 1 == resource["rows"]


def test_positions_have_one_set_of_columns_in_every_file(client, line, propose, mark_read) -> None:
    """Package, CSV and JSON of a topic and of the comparison, and the API have the same fields and values."""
    propose(line[1])
    mark_read(line[0])
    names = MEASURES.names
    packed = package(client)
    written = list(csv.DictReader(io.StringIO(packed.read("positions.csv").decode())))
    tables = {
        "package": [row for row in written if row["holder"] == "cabinet"],
        "topic": rows_at(client, "/onderwerpen/russia/gegevens.csv?proposals=no"),
        "comparison": rows_at(client, "/vergelijken/gegevens.csv?proposals=no&topic=russia"),
    }
    answered = client.get("/api/v1/positions/?topic=russia&proposals=no").json()["results"]
    jsons = [
        client.get("/onderwerpen/russia/gegevens.json?proposals=no").json()["positions"],
        client.get("/vergelijken/gegevens.json?proposals=no&topic=russia").json()["positions"],
        answered,
    ]
    for record in jsons:
        assert [{name: row[name] for name in names} for row in record] == [
            {name: row[name] for name in names} for row in answered
        ]
    for name, table in tables.items():
        assert [[row[each] for each in names] for row in table] == [
            [as_written(each, row[each]) for each in names] for row in answered
        ], name
    assert [row["provisional"] for row in tables["package"]] == ["0", "1", "", "1", "0", "0"]


def rows_at(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def as_written(name: str, value: object) -> str:
    if name == "counts":
        return " ".join(map(str, value))  # type: ignore[call-overload]
    return "" if value is None else str(value)


def test_the_package_describes_each_column_of_a_position_and_its_values_fit(client, line) -> None:
    packed = package(client)
    found = described(packed)
    assert found["counting_rules"] == 2
    resource = next(each for each in found["resources"] if each["name"] == "positions")
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert set(MEASURES.names) <= set(fields)
    assert {name for name, field in fields.items() if "Verouderd" in field.get("description", "")} == {
        "lowest", "highest", "change", "moved",
    }  # fmt: skip
    for row in csv.DictReader(io.StringIO(packed.read("positions.csv").decode())):
        for name, field in fields.items():
            limits = field.get("constraints", {})
            assert row[name] or not limits.get("required"), name
            assert not row[name] or row[name] in limits.get("enum", [row[name]]), name
            if row[name] and field["type"] in ("integer", "number"):
                value = {"integer": int, "number": float}[field["type"]](row[name])
                assert limits.get("minimum", value) <= value <= limits.get("maximum", value), name


def test_a_filter_on_letters_makes_no_middle_letter_new_in_a_file(client, line) -> None:
    for address in ("/onderwerpen/russia/gegevens.csv", "/vergelijken/gegevens.csv"):
        found = rows_at(client, f"{address}?after=2019-04-01")
        assert [row["step"] for row in found] == ["reversed", "", "moved", "unclear", "across"], address
        assert {row["rules"] for row in found} == {"2"}


def test_a_package_of_a_day_is_the_same_bytes_each_time(client, two_steps, tmp_path) -> None:
    day = str(timezone.localdate())
    for name in ("one.zip", "two.zip"):
        call_command("export", "package", "--to", str(tmp_path / name), "--site", "http://testserver/")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    served = b"".join(client.get(f"/gegevens/standpunt.zip?as_of={day}"))
    assert (tmp_path / "one.zip").read_bytes() == served
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "two.zip"]


def test_the_command_writes_what_the_site_does_and_a_workbook_only_to_a_file(client, two_steps, tmp_path, anna) -> None:
    out, path = io.StringIO(), tmp_path / "stances.xlsx"
    call_command("export", "stances", format="nl.csv", site="http://testserver", stdout=out)
    assert out.getvalue().replace("anna", f"codeur {anna.pk}") == text(client, "standpunten.nl.csv")
    with pytest.raises(CommandError, match="--to FILE"):
        call_command("export", "stances", format="xlsx")
    told = io.StringIO()
    call_command("export", "stances", format="xlsx", to=path, stderr=told)
    (sheet,) = load_workbook(path).worksheets
    head, *rows = sheet.iter_rows(values_only=True)
    assert [row[head.index("quote")] for row in rows] == [MILD, FIRM]
    assert told.getvalue() == "2 exported\n"


def test_a_package_needs_a_file(codebook, tmp_path) -> None:
    with pytest.raises(CommandError, match="--to FILE"):
        call_command("export", "package")
    with pytest.raises(CommandError, match="No such file"):
        call_command("export", "package", "--to", str(tmp_path / "nowhere/one.zip"))


@pytest.mark.parametrize("name", ["brieven.jsonl", "standpunten.csv"])
def test_a_file_costs_the_same_queries_however_many_letters(
    client, letter_of, accept, name, django_assert_max_num_queries
) -> None:
    counts = []
    for more in (1, 4):
        for number in range(more):
            letter = letter_of(10 * more + number, f"{number + 1} juni 2022", FIRM, f"Punt {number} van de dag.")
            accept(letter, FIRM, 2)
        with django_assert_max_num_queries(20) as found:
            text(client, name)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_page_leads_to_everything(client, codebook) -> None:
    html = client.get("/gegevens/").content.decode()
    for address in (
        *(f"/gegevens/{name}" for name in FILES),
        "/api/",
        "/feeds/brieven/",
        "/feeds/veranderingen/russia/",
    ):
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200
    assert "<script" not in html.replace('<script type="application/ld+json">', "")  # JSON-LD is data, not code
    assert "style=" not in html

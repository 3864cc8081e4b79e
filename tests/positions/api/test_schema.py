"""Schema and documentation page of the API."""

from __future__ import annotations

import json

from django.core.management import call_command

from tests.positions.api.asking import ENDPOINTS, get, results


def test_the_schema_is_whole_and_says_every_endpoint(db, tmp_path) -> None:
    out = tmp_path / "schema.json"
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(out))
    paths = json.loads(out.read_text())["paths"]
    assert {f"/api/v1/{name}/" for name in ENDPOINTS} <= set(paths)
    assert all("examples" in p["get"]["responses"]["200"]["content"]["application/json"] for p in paths.values())


def test_the_schema_marks_what_is_deprecated_and_names_what_replaces_it(client, db) -> None:
    schema = get(client, "schema/")
    records = schema["components"]["schemas"]
    for name, old in (("Position", {"lowest", "highest", "change", "moved"}), ("Change", {"change", "moved"})):
        fields = records[name]["properties"]
        assert {field for field, told in fields.items() if told.get("deprecated")} == old
        assert {"step", "verdict", "towards", "difference", "se", "provisional", "rules"} <= set(fields)
    parameters = {each["name"]: each for each in schema["paths"]["/api/v1/changes/"]["get"]["parameters"]}
    assert {name for name, told in parameters.items() if told.get("deprecated")} == {"change"}
    enum = parameters["verdict"]["schema"]["items"]["enum"]
    assert set(enum) == {"all", "reversed", "moved", "reaffirmed", "unclear"}


def test_the_invented_records_of_the_schema_are_what_the_api_answers(client, line) -> None:
    paths = get(client, "schema/")["paths"]
    for name in ("letters", "passages", "topics", "stances", "positions", "changes"):
        told = paths[f"/api/v1/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]["examples"]
        (example,) = told["Verzonnen"]["value"]["results"]
        answered = results(client, f"{name}/")[0]
        assert list(example) == list(answered), name
    assert list(example["after"]) == list(answered["after"])


def test_the_schema_repeats_no_docstring_of_the_code(client, db) -> None:
    told = {
        name: shape.get("description", "") for name, shape in get(client, "schema/")["components"]["schemas"].items()
    }
    assert "Letter" in told
    assert all(words == "" or words.startswith("* `") for words in told.values())  # a list of choices, or nothing


def test_the_schema_is_served(client, db) -> None:
    assert get(client, "schema/")["openapi"] == "3.1.0"


def test_the_page_of_the_api_shows_every_endpoint_without_scripts(client, codebook) -> None:
    html = client.get("/api/").content.decode()
    assert all(f"<code>/api/v1/{name}/</code>" in html for name in ENDPOINTS)
    assert "curl &#x27;http://testserver/api/v1/stances/?topic=russia" in html
    assert "<script" not in html.replace('<script type="application/ld+json">', "")  # JSON-LD is data, not code
    assert "style=" not in html

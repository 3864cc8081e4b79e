"""Real answers, those of every endpoint over the example letters, are as the API's own schema says."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

from positions.models import Coder, Stance
from tests.positions.api.asking import get

JSON = "application/json"
# What is asked of each path, beside its first page; a letter without date, a mention and a step of each kind are in it.
ASKED = {
    "/api/v1/letters/": ("?page=1&page_size=500", "?page_size=3"),
    "/api/v1/passages/": ("?page=1", "?page_size=30&count=true"),
    "/api/v1/citations/": ("?page_size=100",),
    "/api/v1/topics/": ("?page_size=1",),
    "/api/v1/stances/": ("?page=1&page_size=500", "?page_size=100", "?status=proposed&page_size=30"),
    "/api/v1/positions/": ("?page_size=500", "?holder=adviser&holder=nato&page_size=500"),
    "/api/v1/changes/": ("?page_size=500", "?step=new"),
    "/api/v1/coverage/": ("?page_size=1", "?dossier=99101"),
    "/api/v1/agreement/": ("?first={first}&second={second}",),
}


@pytest.fixture
def schema(all_examples, client, db) -> dict[str, Any]:
    return get(client, "schema/")


def differing(schema: dict[str, Any], path: str, answer: Any, status: str = "200") -> list[str]:
    """Return how an answer differs from the schema of its path."""
    told = schema["paths"][path]["get"]["responses"][status]["content"][JSON]["schema"]
    checked = Draft202012Validator(
        told | {"components": schema["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message[:200]}" for error in checked.iter_errors(answer)]


def test_every_list_is_as_the_schema_says_on_each_of_its_first_pages(client, schema) -> None:
    first, second = Coder.objects.order_by("pk").values_list("pk", flat=True)[:2]
    assert set(ASKED) == {path for path in schema["paths"] if "{" not in path}
    for path, queries in ASKED.items():
        for query in ("", *queries):
            address: str | None = path + query.format(first=first, second=second)
            for _page in range(3):
                answer = client.get(address).json()
                assert differing(schema, path, answer) == [], address
                address = answer.get("next")
                if address is None:
                    break
                address = f"{path}?{urlsplit(address).query}"


def test_every_single_record_is_as_the_schema_says(client, schema) -> None:
    keys = {
        "/api/v1/letters/{key}/": [row["key"] for row in get(client, "letters/?page_size=500")["results"]],
        "/api/v1/topics/{slug}/": [row["slug"] for row in get(client, "topics/")["results"]],
        "/api/v1/stances/{id}/": list(Stance.objects.accepted().values_list("pk", flat=True)[:5]),
    }
    assert set(keys) == {path for path in schema["paths"] if "{" in path}
    for path, values in keys.items():
        assert values, path
        for value in values:
            address = f"{path.partition('{')[0]}{value}/"
            assert differing(schema, path, client.get(address).json()) == [], address


def test_a_refusal_is_as_the_schema_says(client, schema) -> None:
    for path in ASKED:
        response = client.get(f"{path}?zee=1")
        assert (response.status_code, differing(schema, path, response.json(), "400")) == (400, []), path


def test_no_word_of_an_older_openapi_is_in_it(schema) -> None:
    assert "nullable" not in keys_of(schema)


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def test_it_says_where_it_is_served_and_under_which_licence(schema) -> None:
    assert schema["servers"] == [{"url": "http://testserver"}]
    assert schema["info"]["license"] == {
        "name": "Creative Commons Naamsvermelding 4.0", "url": "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip


def test_an_empty_day_is_refused_by_api_and_files(client, schema) -> None:
    for address in (
        "/api/v1/stances/?as_of=", "/api/v1/positions/?after=", "/api/v1/letters/?before=",
        "/api/v1/stances/1/?as_of=", "/gegevens/standpunten.csv?as_of=", "/gegevens/brieven.csv?after=",
        "/gegevens/standpunt.zip?as_of=", "/gegevens/standpunten.jsonld?as_of=2020-01-01&as_of=",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 400, address
        assert "Geef een datum, of laat dit weg." in response.content.decode(), address

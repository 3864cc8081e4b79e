"""Lists of the API answer as the OpenAPI schema says."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module

LISTS = ("letters", "passages", "topics", "stances", "positions", "changes")


@pytest.mark.parametrize("name", LISTS)
def test_every_answer_is_as_the_schema_says(client, line, name) -> None:
    schema = client.get("/api/v1/schema/").json()
    answered = schema["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    checked = Draft202012Validator(answered | {"components": schema["components"]})
    for page in (1, 2):
        answer = client.get(f"/api/v1/{name}/?page_size=1&page={page}").json()
        assert list(checked.iter_errors(answer)) == []

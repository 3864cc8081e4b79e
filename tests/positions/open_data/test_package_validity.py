"""The data package is a valid one by Frictionless' own program, also with nothing in it."""

from __future__ import annotations

import pytest
from frictionless import Package

from letters.models import Letter


def problems(client, path) -> list[list[str]]:
    path.write_bytes(b"".join(client.get("/gegevens/standpunt.zip", follow=True)))
    report = Package(str(path)).validate()
    assert report.valid == (report.flatten(["type"]) == [])
    return report.flatten(["type", "fieldName", "note"])


def test_a_package_of_letters_stances_and_steps_is_valid(client, line, propose, tmp_path) -> None:
    propose(line[1])
    assert problems(client, tmp_path / "whole.zip") == []


@pytest.mark.parametrize("what", ["nothing", "a codebook"])
def test_a_package_without_a_letter_is_valid(client, db, what, request, tmp_path) -> None:
    if what == "a codebook":
        request.getfixturevalue("codebook")
    assert not Letter.objects.exists()
    assert problems(client, tmp_path / "empty.zip") == []

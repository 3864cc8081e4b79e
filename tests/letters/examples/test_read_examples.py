"""Every example is read and parsed as its source text says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.letters.examples.manifest_check import differences, understand

EXAMPLES = Path(__file__).resolve().parents[3] / "letters" / "examples"
MANIFEST: list[dict[str, Any]] = json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["letters"]


@pytest.mark.parametrize("expected", MANIFEST, ids=lambda entry: entry["file"])
def test_an_example_is_read_as_it_was_written(expected: dict[str, Any]) -> None:
    found = understand((EXAMPLES / "files" / expected["file"]).read_bytes())
    assert not differences(expected, found)

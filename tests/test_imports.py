"""Imports run one way: letters.reading ← letters.domain ← letters ← positions; the pure parts know no world."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Who may not import what. A name covers all that begins with it.
FORBIDDEN = {
    "letters": ("positions", "tracker"),
    "letters/reading": ("letters.domain", "letters.models", "letters.ingestion", "tracker"),
    "letters/domain": ("letters.models", "letters.ingestion", "tracker"),
    "letters/models": ("letters.ingestion", "letters.views", "letters.admin", "letters.tasks"),
    "letters/sources": ("django", "celery", "letters.models", "letters.ingestion", "letters.fetching", "tracker"),
    "letters/ingestion": (
        "letters.fetching",
        "letters.sources",
        "letters.views",
        "letters.admin",
        "letters.tasks",
        "letters.forms",
    ),
    "letters/fetching": ("letters.views", "letters.admin", "letters.tasks", "letters.forms", "letters.management"),
    "positions/domain": ("positions.models", "positions.proposals", "letters.models", "letters.ingestion", "tracker"),
    "positions/models": ("positions.proposals", "positions.reviews", "positions.tasks", "positions.exporting"),
    "tracker/embedded": ("django", "celery", "letters", "positions"),
}
PURE = ("letters/reading", "letters/domain", "positions/domain")
WORLD = ("django", "celery", "psycopg2", "redis", "httpx", "requests", "urllib.request", "http.client", "time.time")
CLOCK = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("datetime", "utcnow")}


def modules(folder: str) -> Iterator[Path]:
    return (ROOT / folder).rglob("*.py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(folder: str, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(folder)
        for name in imported(path)
        if any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)
    ]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_stage_imports_a_later_one(folder: str) -> None:
    assert any(modules(folder)), f"{folder} holds no module: this test guards nothing"
    assert breaches(folder, FORBIDDEN[folder]) == []


@pytest.mark.parametrize("folder", PURE)
def test_pure_code_knows_no_framework_network_or_database(folder: str) -> None:
    # The sandbox is there to keep time: it is the one module that may look at the clock.
    assert breaches(folder, WORLD) == []


@pytest.mark.parametrize("folder", PURE)
def test_pure_code_does_not_ask_what_day_it_is(folder: str) -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in CLOCK
    ]
    assert asked == []


def test_no_string_reference_points_to_a_later_stage() -> None:
    strings = [
        f"{path.relative_to(ROOT)}: {node.value}"
        for path in modules("letters")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("positions.")
    ]
    assert strings == []


def test_the_driver_is_psycopg2() -> None:
    from django.db.backends.postgresql.psycopg_any import is_psycopg3  # noqa: PLC0415 - Django takes psycopg 3 silently

    assert not is_psycopg3

"""The workers of pytest-xdist import the test modules in parts, each another one first."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from tests.conftest import own_share

ROOT = Path(__file__).resolve().parent.parent


def share(worker: int, *asked: str) -> list[Path]:
    given = {"workerid": f"gw{worker}", "workercount": 3}
    return own_share(SimpleNamespace(rootpath=ROOT, args=list(asked), workerinput=given))  # type: ignore[arg-type]


def test_the_shares_are_all_modules_and_none_twice() -> None:
    found = [path for worker in range(3) for path in share(worker, "tests")]
    assert sorted(found) == sorted(Path(ROOT, "tests").rglob("test_*.py"))


def test_of_a_folder_only_its_own() -> None:
    assert {path.parent.name for worker in range(3) for path in share(worker, "tests/bench")} == {"bench"}


def test_a_module_that_is_asked_for_by_name_is_left_to_pytest() -> None:
    assert share(0, "tests/test_shares.py", "tests/test_docs.py::test_every_setting_is_in_the_docs") == []


def test_without_workers_there_are_no_shares() -> None:
    assert own_share(SimpleNamespace(rootpath=ROOT, args=["tests"])) == []  # type: ignore[arg-type]

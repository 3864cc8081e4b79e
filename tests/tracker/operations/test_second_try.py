"""CI runs a failing test of processes or of the browser once more, alone; nothing else gets a second try."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import second_try

WORKERS = "tests/end_to_end/workers/test_x.py"
APART = ("-p", "no:django", "-p", "no:xdist", "-c", "pytest.ini")


@pytest.mark.parametrize(
    ("failed", "reason"),
    [
        ([], "kept no list"),
        ([f"{WORKERS}::test_{number}" for number in range(4)], "4 tests failed"),
        ([f"{WORKERS}::test_a", "tests/positions/domain/test_scale.py::test_b"], "neither of processes nor of the bro"),
        (["tests/end_to_end/every_address/test_access.py::test_c"], "neither of processes nor of the browser"),
    ],
)
def test_what_gets_no_second_try(failed: list[str], reason: str) -> None:
    assert reason in str(second_try.why_not(failed))


def run_of(folder: Path, test: str) -> tuple[int, int]:
    """Run a project with one test; return the exit statuses of the run and of the second try."""
    module = folder / WORKERS
    module.parent.mkdir(parents=True)
    (folder / "pytest.ini").write_text("[pytest]\n")
    module.write_text(f"from pathlib import Path\nbefore = Path({str(folder / 'before')!r})\n{test}")
    first = subprocess.run([sys.executable, "-m", "pytest", *APART, WORKERS], check=False, cwd=folder).returncode
    return first, second_try.main(folder, APART)


def test_what_passes_alone_passes(tmp_path: Path) -> None:
    busy_once = "def test_a():\n    there = before.exists()\n    before.touch()\n    assert there\n"
    assert run_of(tmp_path, busy_once) == (1, 0)


def test_what_fails_alone_fails(tmp_path: Path) -> None:
    assert run_of(tmp_path, "def test_a():\n    assert before.exists()\n") == (1, 1)


def test_all_of_its_module_has_to_pass(tmp_path: Path) -> None:
    two = "def test_a():\n    there = before.exists()\n    before.touch()\n    assert there\n"
    two += "def test_b():\n    assert not (before.parent / '.pytest_cache').exists()\n"
    assert run_of(tmp_path, two) == (1, 1)

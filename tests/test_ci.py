"""`.ci/run` runs every test on the embedded servers, and what touches them once more on Debian's."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from importlib import import_module
from itertools import chain, combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CI = (ROOT / ".ci/run").read_text()
PYTEST = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
MARKS = [line.split(":")[0] for line in PYTEST["markers"]]
ONCE = {line.split(":")[0] for line in PYTEST["markers"] if line.endswith("; run once")}
COMBINATIONS = [set(each) for each in chain(*(combinations(MARKS, size) for size in range(len(MARKS) + 1)))]
OF_CALLER = {"ARGS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}  # when these tests are run by make themselves
EMBEDDED, DEBIAN = re.split(r"^start_debian_servers$", CI, flags=re.MULTILINE)


def test_every_test_is_run_on_the_embedded_servers_and_none_twice() -> None:
    steps = [marks_of(command) for command in commands(EMBEDDED)]
    assert len(steps) > 1
    assert [each for each in COMBINATIONS if sum(takes(step, each) for step in steps) != 1] == []


def test_what_touches_database_broker_or_worker_is_run_once_more_on_debians_servers() -> None:
    (step,) = [marks_of(command) for command in commands(DEBIAN)]
    again = [each for each in COMBINATIONS if each & {"services", "processes"} and not each & ONCE]
    assert [each for each in COMBINATIONS if takes(step, each)] == again != []


def test_the_command_of_the_readme_is_among_them() -> None:
    (told,) = re.findall(r"^## Tests\n\n```sh\n(.+)\n```", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert shlex.split(told) in commands(EMBEDDED)


def test_readme_contributing_and_makefile_say_which_tests_make_test_leaves_out() -> None:
    left_out = {each for each in MARKS if not takes(marks_of(["make", "test"]), {each})}
    assert left_out == ONCE
    readme = (ROOT / "README.md").read_text().split("\n## Tests\n")[1].split("\n## ")[0]
    contributing = (ROOT / "CONTRIBUTING.md").read_text().split("\n\n")[1]
    (makefile,) = re.findall(r"^test:.*## (.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for said in (readme, contributing, makefile):
        assert [each for each in left_out if each not in said] == []
        assert "make test-all" in said


@pytest.mark.parametrize("mark", sorted(ONCE & {path.name for path in (ROOT / "tests/end_to_end").iterdir()}))
def test_every_module_in_a_folder_of_such_tests_has_its_mark(mark: str) -> None:
    modules = [path.stem for path in (ROOT / "tests/end_to_end" / mark).glob("test_*.py")]
    assert modules
    for name in modules:
        given = import_module(f"tests.end_to_end.{mark}.{name}").pytestmark
        assert mark in [each.name for each in given], name


def commands(script: str) -> list[list[str]]:
    """Return the commands in this part of `.ci/run` that run tests."""
    found = re.findall(r"^or_alone (.+)$", script, re.MULTILINE)
    assert all(command.startswith("make test") for command in found)
    return [shlex.split(command) for command in found]


def marks_of(command: list[str]) -> str:
    """Return the marks by which alone a command chooses tests."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_CALLER}
    said = subprocess.run([*command, "-n"], cwd=ROOT, env=kept, capture_output=True, text=True, check=True).stdout
    (options,) = re.findall(r"-m pytest --numprocesses=\S+ \S+ \+ 1\)\)(.*)", said)
    words = shlex.split(options)
    assert set(words[::2]) <= {"-m"} and not re.search("(^| )(-[km]|--ignore|--deselect)", PYTEST["addopts"])
    return words[-1] if words else ""


def takes(marks: str, test: set[str]) -> bool:
    """Return whether these marks, as pytest reads them, select a test with those."""
    return not marks or bool(eval(marks, {}, {mark: mark in test for mark in MARKS}))

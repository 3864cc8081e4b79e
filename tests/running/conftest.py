from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker import embedded
from tracker.embedded import places

PROJECT = places.PROJECT
NOT_PASSED_ON = ("DATABASE_URL", "CELERY_BROKER_URL", "MAKELEVEL", "MAKEFLAGS", "STANDPUNT_SERVERS", "HOST", "PORT")


@pytest.fixture(autouse=True)
def no_other_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are of the embedded servers, also in a run of all tests on others."""
    for name in NOT_PASSED_ON:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path that every account may pass (pytest's own are long, and closed to other accounts)."""
    path = Path(tempfile.mkdtemp(prefix="sp-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def var(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from use_var(folder / "var", monkeypatch)


def use_var(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This var/ for the test and what it starts; nothing is left running in it afterwards."""
    monkeypatch.setenv("STANDPUNT_VAR", str(path))
    yield path
    embedded.stop()
    for left in (places.postgres_home(), places.postgres_socket_dir(), places.broker_socket().parent):
        shutil.rmtree(left, ignore_errors=True)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments. That it returns at all shows that no server it started holds on to its output."""
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def start() -> subprocess.CompletedProcess[str]:
    return run("-m", "tracker.embedded", "start")

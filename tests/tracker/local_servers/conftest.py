from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker import local_servers
from tracker.local_servers import paths

PROJECT = paths.PROJECT
NOT_PASSED_ON = ("DATABASE_URL", "CELERY_BROKER_URL", "MAKELEVEL", "MAKEFLAGS", "STANDPUNT_SERVERS", "HOST", "PORT")


@pytest.fixture(autouse=True)
def no_other_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the embedded servers, even if the test run uses others."""
    for name in NOT_PASSED_ON:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path accessible to every account (pytest's own are long, and closed to other accounts)."""
    path = Path(tempfile.mkdtemp(prefix="sp-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def var(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    yield from use_var(folder / "var", monkeypatch)


def use_var(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Use this var/ for the test and its processes; stop everything in it afterwards."""
    monkeypatch.setenv("STANDPUNT_VAR", str(path))
    yield path
    local_servers.stop()
    for left in (paths.postgres_home(), paths.postgres_socket_dir(), paths.broker_socket().parent):
        shutil.rmtree(left, ignore_errors=True)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments. Returning at all shows that no started server holds its output open."""
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
    return run("-m", "tracker.local_servers", "start")

"""Detached server processes, and the reason from their log when one fails to start."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.os_account import Account
from tracker.local_servers.paths import log_file, make_folder, make_var

LARGEST_LOG = 10_000_000
KEPT_ENVIRONMENT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
# Log line prefixes: PostgreSQL's time, process id and level; Valkey's process id, time and mark.
PREFIX = re.compile(r"^(?:.*?\b(?:FATAL|PANIC|ERROR|error):\s+|\d+:\w .*? [#*.-] |postgres: )")
COMPLAINT = re.compile(r"FATAL|PANIC|error|could not|cannot|can't|invalid|failed", re.IGNORECASE)


def say(line: str) -> None:
    """Print a line for the user to standard error; standard output is for data."""
    print(line, file=sys.stderr, flush=True)


def server_environment() -> dict[str, str]:
    """Return a minimal environment: no secrets of the caller, and no PG* variables that would affect the server."""
    return {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ} | {"LC_ALL": "C"}


def open_log(name: str) -> int:
    """Open var/log/NAME.log for appending and return its descriptor. A large log is rotated; one older log is kept."""
    make_var()
    path = make_folder(log_file(name).parent) / f"{name}.log"
    try:
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.old"))
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path.parent}: {reason(error)}.") from error


def detached(name: str, command: Sequence[str | Path], *, cwd: Path, account: Account) -> subprocess.Popen[bytes]:
    """Start a server in its own session, with no input and its output appended to its log."""
    log = open_log(name)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=cwd,
            env=server_environment(),
            start_new_session=True,
            umask=0o077,
            **account.popen,
        )
    except OSError as error:
        raise EmbeddedError(f"Cannot start {command[0]}: {reason(error)}.") from error
    finally:
        os.close(log)


def last_words(name: str, since: int) -> str:
    """Return the first error message in the log after offset `since`, else the last line."""
    with log_file(name).open("rb") as file:
        file.seek(since)
        lines = [line for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if COMPLAINT.search(line)] or lines[-1:] or ["it says nothing"]
    return PREFIX.sub("", telling[0]).strip().rstrip(".:")


def log_size(name: str) -> int:
    return log_file(name).stat().st_size if log_file(name).exists() else 0


def wait_until_gone(pids: Iterable[int], seconds: float) -> set[int]:
    """Wait for the processes to end; return those still alive after `seconds`. Zombies count as ended."""
    deadline = time.monotonic() + seconds
    left = {pid for pid in pids if lives(pid)}
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = {pid for pid in left if lives(pid)}
    return left


def lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False

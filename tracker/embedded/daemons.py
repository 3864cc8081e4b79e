"""Starting a server so that nothing ties it to its caller, and reading what it said when it would not start."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

from tracker.embedded.accounts import Account
from tracker.embedded.errors import EmbeddedError, reason
from tracker.embedded.places import log_file, make_folder, make_var

LARGEST_LOG = 10_000_000
KEPT_ENVIRONMENT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
# What a server writes before its message: PostgreSQL a time, a number and a level; valkey a number, a time and a mark.
PREFIX = re.compile(r"^(?:.*?\b(?:FATAL|PANIC|ERROR|error):\s+|\d+:\w .*? [#*.-] |postgres: )")
COMPLAINT = re.compile(r"FATAL|PANIC|error|could not|cannot|can't|invalid|failed", re.IGNORECASE)


def say(line: str) -> None:
    """For the person at the terminal; standard output is for data."""
    print(line, file=sys.stderr, flush=True)


def server_environment() -> dict[str, str]:
    """Little of the caller's: no secret of his lives on in a server, no PG* of his bends it."""
    return {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ} | {"LC_ALL": "C"}


def open_log(name: str) -> int:
    """A descriptor to append to var/log/NAME.log; a log grown large makes room first, one older one is kept."""
    make_var()
    path = make_folder(log_file(name).parent) / f"{name}.log"
    try:
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.old"))
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path.parent}: {reason(error)}.") from error


def detached(name: str, command: Sequence[str | Path], *, cwd: Path, account: Account) -> subprocess.Popen[bytes]:
    """A server in a session of its own, with no input, and its log for output."""
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
    """The first complaint in the log after that offset, else its last line."""
    with log_file(name).open("rb") as file:
        file.seek(since)
        lines = [line for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if COMPLAINT.search(line)] or lines[-1:] or ["it says nothing"]
    return PREFIX.sub("", telling[0]).strip().rstrip(".:")


def log_size(name: str) -> int:
    return log_file(name).stat().st_size if log_file(name).exists() else 0


def wait_until_gone(pids: Iterable[int], seconds: float) -> set[int]:
    """Wait for these processes to end; those that still live by then. A zombie that nobody has reaped has ended."""
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

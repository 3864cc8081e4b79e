"""Registry of the processes running in this var/: one file per process, locked while the process lives.

The kernel releases the lock when the process ends, so a reused process id is never mistaken for ours. fcntl locks,
unlike flock, are not inherited by forked children.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.paths import make_folder, make_var, var_dir

_mine: dict[tuple[str, int], TextIO] = {}


@dataclass(frozen=True)
class RunningProcess:
    name: str
    pid: int
    says: str


def register(name: str, says: str = "") -> None:
    """Register this process under `name`; `says` is a line that others can read."""
    key = (name, os.getpid())
    if key in _mine:
        return
    make_var()
    path = make_folder(var_dir() / "run") / f"{name}-{os.getpid()}"
    try:
        _mine[key] = _locked(path)
        _mine[key].write(says)
        _mine[key].flush()
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path.parent}: {reason(error)}.") from error
    atexit.register(_leave, key, path)


def members() -> list[RunningProcess]:
    """Return the registered processes that are alive; files of those that died are removed."""
    found = []
    for path in sorted((var_dir() / "run").glob("*-*")):
        match = re.fullmatch(r"(\w+)-(\d+)", path.name)
        # A process must not open its own file: closing it again would release the lock.
        if match and (int(match[2]) == os.getpid() or _is_locked(path)):
            found.append(RunningProcess(match[1], int(match[2]), _read(path) if int(match[2]) != os.getpid() else ""))
    return found


def _locked(path: Path) -> TextIO:
    while True:
        file = path.open("w")
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                return file
        except (BlockingIOError, FileNotFoundError):
            pass  # another process is checking whether the file is stale; it is created again
        file.close()


def _is_locked(path: Path) -> bool:
    try:
        with path.open("r+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
            return False
    except BlockingIOError:
        return True
    except OSError:  # removed meanwhile, or owned by another user
        return False


def _read(path: Path) -> str:
    # Safe for the file of another process: only the holder releases its lock by closing it.
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _leave(key: tuple[str, int], path: Path) -> None:
    if key[1] == os.getpid() and key in _mine:  # a forked child inherits this exit hook but not the lock
        path.unlink(missing_ok=True)
        _mine.pop(key).close()

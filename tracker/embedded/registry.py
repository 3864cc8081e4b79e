"""Which of our processes run in this var/: one file each, locked by the process for as long as it lives.

The kernel drops the lock when the process ends, however it ends, so a number that another program has been given
since is never taken for ours. (fcntl locks, unlike flock, do not pass to forked children.)
"""

from __future__ import annotations

import atexit
import fcntl
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tracker.embedded.errors import EmbeddedError, reason
from tracker.embedded.places import make_folder, make_var, var_dir

_mine: dict[tuple[str, int], TextIO] = {}


@dataclass(frozen=True)
class Member:
    name: str
    pid: int
    says: str


def enrol(name: str, says: str = "") -> None:
    """Note that this process runs in this var/, under this name; `says` is a line for others to read."""
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


def members() -> list[Member]:
    """Who runs in this var/ now. Files of those who left without a word are cleared away."""
    found = []
    for path in sorted((var_dir() / "run").glob("*-*")):
        match = re.fullmatch(r"(\w+)-(\d+)", path.name)
        # Its own file a process must not open: closing it again would let go of the lock.
        if match and (int(match[2]) == os.getpid() or _is_locked(path)):
            found.append(Member(match[1], int(match[2]), _read(path) if int(match[2]) != os.getpid() else ""))
    return found


def _locked(path: Path) -> TextIO:
    while True:
        file = path.open("w")
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                return file
        except (BlockingIOError, FileNotFoundError):
            pass  # someone is just looking whether this file is stale: it is made anew
        file.close()


def _is_locked(path: Path) -> bool:
    try:
        with path.open("r+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
            return False
    except BlockingIOError:
        return True
    except OSError:  # gone meanwhile, or another user's
        return False


def _read(path: Path) -> str:
    # Reading another's file is safe: only its holder loses a lock by closing it.
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _leave(key: tuple[str, int], path: Path) -> None:
    if key[1] == os.getpid() and key in _mine:  # a forked child inherits this exit hook, not the lock
        path.unlink(missing_ok=True)
        _mine.pop(key).close()

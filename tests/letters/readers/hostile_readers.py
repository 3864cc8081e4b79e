"""Functions with the effects of hostile documents, for the reader process to run."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time


def echo(data: bytes) -> str:
    return data.decode()


def sleep(data: bytes) -> None:
    time.sleep(60)


def crash(data: bytes) -> None:
    ctypes.string_at(0)


def be_killed(data: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eat_memory(data: bytes) -> int:
    return len(bytearray(3 * 1024**3))


def list_files(data: bytes) -> list[str]:
    with os.scandir("/proc/self/fd") as entries:
        return sorted(os.readlink(entry.path) for entry in entries)


def loaded_modules(data: bytes) -> list[str]:
    return sorted(sys.modules)


def environment(data: bytes) -> list[str]:
    return sorted(os.environ)


class Forged:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch /tmp/forged",)


def forge(data: bytes) -> Forged:
    return Forged()


def die_second_time(data: bytes, seen: list[int] = []) -> str:  # noqa: B006  # counts the calls of this process
    seen.append(1)
    if len(seen) > 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return "goed"

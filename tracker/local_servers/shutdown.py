"""Shutdown of every process in this var/, whoever started it."""

from __future__ import annotations

import contextlib
import os

import psutil

from tracker.local_servers import broker, daemons, postgres
from tracker.local_servers.file_lock import file_lock
from tracker.local_servers.paths import var_dir
from tracker.local_servers.processes import RunningProcess, members

PATIENCE = 25.0  # seconds in which a worker can finish the letter in progress


def stop_everything() -> None:
    if not var_dir().exists():
        return
    # The supervisor first: it would restart the others.
    everyone = members()
    end([member for member in everyone if member.name == "supervisor"])
    end([member for member in members() if member.name != "supervisor"])
    stop_servers()


def stop_servers() -> None:
    if not var_dir().exists():
        return
    with file_lock(var_dir() / "servers.lock"):
        broker.stop()
        postgres.stop()


def end(those: list[RunningProcess]) -> None:
    """Terminate the processes and their descendants, then kill the rest. Never ends the caller or its ancestors."""
    own = {os.getpid(), *(process.pid for process in psutil.Process().parents())}
    heads = {head.pid: head for member in those if (head := _head(member.pid)) and head.pid not in own}
    family = {child.pid: child for head in heads.values() for child in _offspring(head) if child.pid not in own} | heads
    for process in heads.values():
        with contextlib.suppress(psutil.Error):
            process.terminate()
    stubborn = daemons.wait_until_gone(family, PATIENCE)
    for pid in stubborn:
        with contextlib.suppress(psutil.Error):
            family[pid].kill()
    daemons.wait_until_gone(stubborn, 5)


def _head(pid: int) -> psutil.Process | None:
    """Return the topmost ancestor with the same command line: gunicorn's master would replace an ended worker."""
    try:
        process = psutil.Process(pid)
        while (parent := process.parent()) and parent.cmdline() == process.cmdline():
            process = parent
        return process
    except psutil.Error:
        return None


def _offspring(head: psutil.Process) -> list[psutil.Process]:
    """Return the descendants in the same session. Servers have sessions of their own and are stopped separately."""
    try:
        session = os.getsid(head.pid)
        return [child for child in head.children(recursive=True) if os.getsid(child.pid) == session]
    except (OSError, psutil.Error):
        return []

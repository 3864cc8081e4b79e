"""Ending everything that runs in this var/, whoever started it."""

from __future__ import annotations

import contextlib
import os

import psutil

from tracker.embedded import broker, daemons, postgres
from tracker.embedded.locking import held
from tracker.embedded.places import var_dir
from tracker.embedded.registry import Member, members

PATIENCE = 25.0  # a worker finishes the letter in hand, if it is a short one


def stop_everything() -> None:
    if not var_dir().exists():
        return
    # The supervisor first, or it would start again what ends.
    everyone = members()
    end([member for member in everyone if member.name == "supervisor"])
    end([member for member in members() if member.name != "supervisor"])
    stop_servers()


def stop_servers() -> None:
    if not var_dir().exists():
        return
    with held(var_dir() / "servers.lock"):
        broker.stop()
        postgres.stop()


def end(those: list[Member]) -> None:
    """Ask them to stop, wait, then make them, with all that they had started. Never the caller or who started it."""
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
    """The process that forked this one, if it is the same program: gunicorn's master would start another worker."""
    try:
        process = psutil.Process(pid)
        while (parent := process.parent()) and parent.cmdline() == process.cmdline():
            process = parent
        return process
    except psutil.Error:
        return None


def _offspring(head: psutil.Process) -> list[psutil.Process]:
    """What it started, but for the servers: those have sessions of their own, and are stopped in their own way."""
    try:
        session = os.getsid(head.pid)
        return [child for child in head.children(recursive=True) if os.getsid(child.pid) == session]
    except (OSError, psutil.Error):
        return []

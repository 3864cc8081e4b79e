"""One supervisor in a var/."""

from __future__ import annotations

import fcntl
import time
from typing import IO

from tracker.embedded import registry, stopping
from tracker.embedded.errors import EmbeddedError, reason
from tracker.embedded.places import make_var
from tracker.running.programs import COMMANDS

PATIENCE = 20.0  # the guard of a supervisor that was killed is through with its group well before


def take_the_lock() -> IO[str]:
    """The lock of this var/'s supervisor. What one that was killed left running is gone when this returns."""
    path = make_var() / "supervisor.lock"
    try:
        lock = path.open("a")
    except OSError as error:
        raise EmbeddedError(f"Cannot write in {path.parent}: {reason(error)}.") from error
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            _refuse_beside_another(time.monotonic() > deadline)
            time.sleep(0.1)
    stopping.end([member for member in registry.members() if member.name in COMMANDS])
    return lock


def _refuse_beside_another(late: bool) -> None:
    others = [member for member in registry.members() if member.name == "supervisor"]
    if others:
        raise SystemExit(f"Standpunt runs here already, at {others[0].says}: `make stop` ends it.")
    if late:
        raise SystemExit("What an earlier start left behind does not end: try `make stop`.")

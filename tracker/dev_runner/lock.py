"""Lock that allows one supervisor per var/."""

from __future__ import annotations

import fcntl
import time
from typing import IO

from tracker.dev_runner.programs import COMMANDS
from tracker.local_servers import processes, shutdown
from tracker.local_servers.errors import EmbeddedError, reason
from tracker.local_servers.paths import make_var

PATIENCE = 20.0  # seconds; the guard of a killed supervisor needs less to clear its process group


def supervisor_lock() -> IO[str]:
    """Acquire the lock and return its open file. Processes left by a killed supervisor have ended by then."""
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
    shutdown.end([member for member in processes.members() if member.name in COMMANDS])
    return lock


def _refuse_beside_another(late: bool) -> None:
    others = [member for member in processes.members() if member.name == "supervisor"]
    if others:
        raise SystemExit(f"Standpunt runs here already, at {others[0].says}: `make stop` ends it.")
    if late:
        raise SystemExit("What an earlier start left behind does not end: try `make stop`.")

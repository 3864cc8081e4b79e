"""The process group of `make run`, with the guard process that ends it if the supervisor is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tracker.local_servers.daemons import lives, wait_until_gone
from tracker.local_servers.paths import PROJECT

GUARD = Path(__file__).with_name("guard.py")
ALL_IS_WELL = b"."
# SIGTERM: the worker finishes its current task; SIGQUIT: it returns the task to the queue; SIGKILL. Each with the
# seconds to wait.
STEPS = ((signal.SIGTERM, 8.0), (signal.SIGQUIT, 4.0), (signal.SIGKILL, 5.0))


class ProcessGroup:
    def __init__(self, lock: int) -> None:
        """Start the guard. It inherits the supervisor's lock: the next supervisor waits until this group has ended."""
        waits_at, self._alive = os.pipe()
        self.guard = subprocess.Popen(
            [sys.executable, "-P", str(GUARD), str(waits_at)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[waits_at, lock],
            process_group=0,
        )
        os.close(waits_at)

    def launch(
        self, command: Sequence[str], environment: Mapping[str, str], output: int, passing: Iterable[int] = ()
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=PROJECT,
            env={**os.environ, **environment},
            pass_fds=list(passing),
            process_group=self.guard.pid,
        )

    def end(self, processes: Iterable[subprocess.Popen[bytes]]) -> None:
        left = {process.pid for process in processes}
        for number, patience in STEPS:
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
            left = wait_until_gone(left, patience)
            if not left:
                break
        if lives(self.guard.pid):
            os.write(self._alive, ALL_IS_WELL)
            self.guard.wait()
        os.close(self._alive)
        self.kill()  # processes that a service may have left behind

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.guard.pid, signal.SIGKILL)

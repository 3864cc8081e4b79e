from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

from tracker.local_servers.daemons import say
from tracker.local_servers.paths import log_file

LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0  # after running this long, a service's backoff is reset


class RestartedService:
    """One supervised service: restarted at once when it exits, then with growing pauses while it keeps failing."""

    def __init__(self, name: str, launch: Callable[[str], subprocess.Popen[bytes]]) -> None:
        self.name = name
        self._launch = launch
        self._pause = 0.0
        self._due = 0.0
        self._since = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._rest(self.process.returncode, now)
        if self.process is None and now >= self._due:
            self.process, self._since = self._launch(self.name), now

    def _rest(self, status: int, now: float) -> None:
        self._pause = (
            0.5 if now - self._since > STEADY_SECONDS or not self._pause else min(self._pause * 2, LONGEST_PAUSE)
        )
        self._due = now + self._pause
        self.process = None
        say(
            f"The {self.name} ended (status {status}); it starts again in {self._pause:g} s. See {log_file(self.name)}."
        )

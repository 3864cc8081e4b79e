"""Guard process: ends web, worker and beat if their supervisor dies without stopping them (kill -9).

All of them are in this process's group. The guard blocks on a pipe whose other end closes when the supervisor exits for
any reason. It is started by file path and imports nothing of the project.
"""

from __future__ import annotations

import os
import signal
import sys
import time

import psutil

GRACE_SECONDS = 10.0
ALL_IS_WELL = b"."  # sent by a supervisor that stopped its services itself


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    if os.read(int(sys.argv[1]), 1) == ALL_IS_WELL:
        return
    deadline = time.monotonic() + GRACE_SECONDS
    os.killpg(0, signal.SIGTERM)
    while _others():
        if time.monotonic() > deadline:
            os.killpg(0, signal.SIGKILL)
        time.sleep(0.1)


def _others() -> bool:
    for process in psutil.process_iter():
        try:
            in_group = process.pid != os.getpid() and os.getpgid(process.pid) == os.getpid()
            if in_group and process.status() != psutil.STATUS_ZOMBIE:
                return True
        except (OSError, psutil.Error):
            continue
    return False


if __name__ == "__main__":
    main()

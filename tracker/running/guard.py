"""Ends web, worker and beat should their supervisor die without doing so (kill -9).

They are all in this process's group. It waits at a pipe from the supervisor, which closes when that one ends, however
it ends. Started by path, so that it loads nothing of ours.
"""

from __future__ import annotations

import os
import signal
import sys
import time

import psutil

GRACE_SECONDS = 10.0
ALL_IS_WELL = b"."  # what a supervisor says that ended its services itself


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

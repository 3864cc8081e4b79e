"""Programs run by the supervisor: `python -m tracker.dev_runner.programs NAME`; `make stop` finds them by that name."""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys

from tracker import local_servers
from tracker.local_servers import processes

# Order of priority: tasks that a user waits for (quick) before batch work (bulk).
QUEUES = "quick,bulk,celery"
WEB_THREADS = 8
WORKER_PROCESSES = min(4, os.cpu_count() or 1)
SUPERVISOR = "STANDPUNT_SUPERVISOR"
LISTENER = "STANDPUNT_LISTENER"

COMMANDS = {
    "web": [
        "gunicorn", "tracker.wsgi:application", "--no-control-socket", "--worker-class", "gthread",
        "--threads", str(WEB_THREADS), "--timeout", "120", "--graceful-timeout", "5",
    ],
    "worker": [
        "celery", "-A", "tracker", "worker", "--queues", QUEUES, "--concurrency", str(WORKER_PROCESSES),
        "--loglevel", "INFO", "--without-gossip", "--without-mingle",
    ],
    "beat": ["celery", "-A", "tracker", "beat", "--loglevel", "WARNING", "--pidfile="],
}  # fmt: skip


def main() -> None:
    name = sys.argv[1]
    _end_with_supervisor()
    processes.register(name)
    local_servers.ensure_for_environment()
    sys.argv = list(COMMANDS[name])
    if name == "web":
        sys.argv += ["--bind", f"fd://{os.environ[LISTENER]}"]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_supervisor() -> None:
    # The guard ends this process on every system; on Linux the kernel does so too if the guard is killed.
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    if str(os.getppid()) != os.environ[SUPERVISOR]:
        sys.exit("The supervisor is gone.")


if __name__ == "__main__":
    main()

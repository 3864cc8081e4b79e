"""State of the whole process that a test module may not leave behind: the modules after it would meet it."""

from __future__ import annotations

import gc
import locale
import logging
import os
import signal
import socket

from celery import current_app
from django.utils import timezone, translation

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGHUP, signal.SIGCHLD, signal.SIGPIPE)
# Written by pytest itself.
ELSEWHERE = ("PYTEST_CURRENT_TEST",)


def state() -> dict[str, object]:
    """Return the state of this process by name, such that two states can be compared with `==`."""
    root = logging.getLogger()
    found: dict[str, object] = {
        "Celery application": id(current_app._get_current_object()),
        "broker": (current_app.conf.broker_write_url, current_app.conf.broker_read_url),
        "folder": os.getcwd(),
        "language": translation.get_language(),
        "time zone": str(timezone.get_current_timezone()),
        "garbage collection": gc.isenabled(),
        "socket timeout": socket.getdefaulttimeout(),
        "locale": locale.setlocale(locale.LC_ALL),
        "log level": root.level,
        "logging disabled": logging.root.manager.disable,
    }
    found |= {f"signal {number.name}": signal.getsignal(number) for number in SIGNALS}
    found |= {f"environment {name}": value for name, value in os.environ.items() if name not in ELSEWHERE}
    return found


def compare(before: dict[str, object], module: str) -> None:
    """Fail if the state of the process is another than `before`, naming what `module` changed."""
    after = state()
    changed = [
        f"{name}: {before.get(name, '(none)')!r} -> {after.get(name, '(none)')!r}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
    assert not changed, f"{module} leaves to the tests after it:\n" + "\n".join(changed)

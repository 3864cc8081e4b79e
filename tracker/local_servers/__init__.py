"""Embedded PostgreSQL and message broker in var/, used unless the environment names others. Imports no Django.

`DATABASE_URL` and `CELERY_BROKER_URL` replace them. The first process that needs them starts them, detached; they run
until `make stop`. All errors are `EmbeddedError`, with a message of one line. See docs/design.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from tracker import production_checks
from tracker.local_servers import broker, key_file, paths, postgres, processes, shutdown
from tracker.local_servers.errors import EmbeddedError
from tracker.local_servers.file_lock import file_lock

__all__ = [
    "EmbeddedError",
    "broker_url",
    "database_settings",
    "ensure_for_environment",
    "ensure_running",
    "secret_key",
    "stop",
    "var_dir",
]

var_dir = paths.var_dir
secret_key = key_file.secret_key
stop = shutdown.stop_everything
broker_url = broker.url


def database_settings() -> dict[str, object]:
    """Return the settings for Django's DATABASES. Reads the file system and changes nothing."""
    return dict(postgres.settings())


def ensure_for_environment() -> None:
    """Start the servers that the environment does not replace, and register this process for `make stop`."""
    if os.environ.get("STANDPUNT_SERVERS") == "off":  # set by manage.py for commands that need no server
        return
    if os.environ.get(production_checks.NAME, "development") != "development":  # settings report what is missing
        return
    own = {"database": not os.environ.get("DATABASE_URL"), "broker": not os.environ.get("CELERY_BROKER_URL")}
    if any(own.values()) or var_dir().exists():
        processes.register("process")
    ensure_running(**own)


def ensure_running(*, database: bool, broker: bool) -> None:
    """Start the servers that are not running. Idempotent; of concurrent processes one starts them, others wait."""
    if _missing(database, broker):
        paths.make_var()
        with file_lock(paths.var_dir() / "servers.lock"):
            for start in _missing(database, broker):
                start()


def _missing(database: bool, message_broker: bool) -> list[Callable[[], None]]:
    missing = []
    if database and postgres.state() is not postgres.State.UP:
        missing.append(postgres.start)
    if message_broker and not broker.answers():
        missing.append(broker.start)
    return missing

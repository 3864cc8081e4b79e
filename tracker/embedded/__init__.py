"""PostgreSQL and a broker of our own, in var/, for whoever names no other (design.md). Imports no Django.

`DATABASE_URL` and `CELERY_BROKER_URL` put servers of the user's in their place. The first process that needs ours
starts them, detached; they serve on until `make stop`. Everything that goes wrong is an `EmbeddedError` of one line.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from tracker import production
from tracker.embedded import broker, keys, places, postgres, registry, stopping
from tracker.embedded.errors import EmbeddedError
from tracker.embedded.locking import held

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

var_dir = places.var_dir
secret_key = keys.secret_key
stop = stopping.stop_everything
broker_url = broker.url


def database_settings() -> dict[str, object]:
    """For Django's DATABASES. Reads the file system, changes nothing."""
    return dict(postgres.settings())


def ensure_for_environment() -> None:
    """The servers that the environment names no other for; and a note that this process runs here, for `make stop`."""
    if os.environ.get("STANDPUNT_SERVERS") == "off":  # manage.py says so for commands that need none
        return
    if os.environ.get(production.NAME, "development") != "development":  # what is missing there the settings say
        return
    own = {"database": not os.environ.get("DATABASE_URL"), "broker": not os.environ.get("CELERY_BROKER_URL")}
    if any(own.values()) or var_dir().exists():
        registry.enrol("process")
    ensure_running(**own)


def ensure_running(*, database: bool, broker: bool) -> None:
    """Start what is not up. Safe to call again, and from several processes at once: one starts, the others wait."""
    if _missing(database, broker):
        places.make_var()
        with held(places.var_dir() / "servers.lock"):
            for start in _missing(database, broker):
                start()


def _missing(database: bool, message_broker: bool) -> list[Callable[[], None]]:
    missing = []
    if database and postgres.state() is not postgres.State.UP:
        missing.append(postgres.start)
    if message_broker and not broker.answers():
        missing.append(broker.start)
    return missing

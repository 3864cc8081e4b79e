"""Backups: the database, documents included, as one file, with an inventory that verifies a restored copy.

The dump and its inventory (row count and digest per table) share one snapshot. A backup is restored into an empty
database only, and is complete when the inventory of that database is the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from tracker.local_servers.binaries import programs_for

DUMP, INVENTORY = "database.dump", "inventory.json"
# Tables that change while a backup is made and have no meaning elsewhere; and readers' addresses with what hangs on
# them: whoever leaves has left, and a copy that is put back mails nobody who left since.
LEFT_OUT = (
    "django_session", "tracker_heartbeat", "positions_subscriber", "positions_subscription", "positions_alertmessage",
    "positions_tolditem",
)  # fmt: skip

COUNTED = """
SELECT COUNT(*), MD5(STRING_AGG(digest, '' ORDER BY digest)) FROM (SELECT MD5(t::text) AS digest FROM "{}" t) digests
"""

Inventory = dict[str, dict[str, Any]]


class BackupError(Exception):
    """A backup cannot be made or restored; the message is one line."""


@dataclass(frozen=True, slots=True)
class Difference:
    table: str
    expected: dict[str, Any] | None
    found: dict[str, Any] | None

    def __str__(self) -> str:
        return f"{self.table}: {self.expected} in the copy, {self.found} in the database"


def back_up(path: Path) -> Inventory:
    """Write the backup to `path`, atomically. Raises BackupError."""
    half = path.with_name(f"{path.name}.half")
    dump = path.with_name(f"{path.name}.dump")
    try:
        with _snapshot() as snapshot:
            found = inventory()
            leave = [f"--exclude-table-data={table}" for table in LEFT_OUT]
            _run(
                "pg_dump",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                *leave,
                f"--file={dump}",
            )
        with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as archive:
            archive.write(dump, DUMP)
            archive.writestr(INVENTORY, json.dumps(found, indent=1))
        os.replace(half, path)
    except OSError as error:
        raise BackupError(f"Cannot write {path}: {error.strerror}.") from error
    finally:
        for left in (half, dump):
            left.unlink(missing_ok=True)
    return found


def restore(path: Path) -> list[Difference]:
    """Restore the backup into the empty database; return the differences from its inventory. Raises BackupError."""
    if tables():
        raise BackupError(
            "This database is not empty: a copy is restored into an empty one only, so that nothing is lost."
        )
    dump = path.with_name(f"{path.name}.restoring")
    try:
        with zipfile.ZipFile(path) as archive:
            expected: Inventory = json.loads(archive.read(INVENTORY))
            with archive.open(DUMP) as source, dump.open("wb") as target:
                while block := source.read(1 << 20):
                    target.write(block)
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={_name()}",
            str(dump),
        )
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise BackupError(f"{path} is no copy that `make backup` made: {error}.") from error
    finally:
        dump.unlink(missing_ok=True)
    connections[DEFAULT_DB_ALIAS].close()
    return differences(expected, inventory())


def differences(expected: Inventory, found: Inventory) -> list[Difference]:
    return [
        Difference(table, expected.get(table), found.get(table))
        for table in sorted(expected.keys() | found.keys())
        if expected.get(table) != found.get(table)
    ]


def inventory() -> Inventory:
    """Return the row count and an order-independent digest of every table."""
    found: Inventory = {}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for table in tables():
            if table in LEFT_OUT:
                continue
            cursor.execute(COUNTED.format(table))
            rows, digest = cursor.fetchone()
            found[table] = {"rows": rows, "digest": digest}
    return found


def tables() -> list[str]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def _snapshot() -> Iterator[str]:
    connection = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _name() -> str:
    return str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    settings = connections[DEFAULT_DB_ALIAS].get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {variable: str(settings[name]) for name, variable in names.items() if settings.get(name)}
    major = connections[DEFAULT_DB_ALIAS].cursor().connection.server_version // 10000
    done = subprocess.run(
        [programs_for(major)[program], *arguments],
        env={**os.environ, **given},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(f"{program} fails: {last}")

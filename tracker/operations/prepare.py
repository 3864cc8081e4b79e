"""Prepares the database: `python -m tracker.operations.prepare`, with `--run` everything that `make run` needs."""

from __future__ import annotations

import argparse
import errno
import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import django
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import InterfaceError, OperationalError

from tracker import local_servers
from tracker.operations import catalogues, plotlyjs

PREPARING = 0x5374616E64  # key of the advisory lock held during preparation ("Stand" in ASCII)
KNOWLEDGE = ("load_cabinets", "load_codebook", "load_events", "create_roles")
COMPRESSORS = ("whitenoise", "brotli")
FIRST_START = ("load_examples", "load_example_stances", "create_editor")


def main() -> None:
    parser = argparse.ArgumentParser(prog="tracker.operations.prepare", description=__doc__)
    parser.add_argument("--run", action="store_true", help="the example letters, an editor and the static files too")
    run = parser.parse_args().run
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    local_servers.ensure_for_environment()
    django.setup()
    for name in ("letters", "positions"):
        logging.getLogger(name).setLevel(logging.WARNING)  # routine progress is not shown at the terminal
    try:
        prepare(run=run)
    except CommandError as error:
        raise SystemExit(f"Cannot prepare the database: {error}") from error
    except (OperationalError, InterfaceError) as error:
        raise SystemExit(f"The database fails: {' '.join(str(error).split())}") from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT):
            raise
        raise SystemExit(f"Cannot write in {local_servers.var_dir()}: {error.strerror}.") from error


def prepare(*, run: bool) -> None:
    catalogues.prepare()
    with _alone():
        _migrate()
        known = get_commands()
        for command in (*KNOWLEDGE, *(FIRST_START if run else ())):
            if command in known:
                call_command(command)
    if run:
        plotlyjs.prepare()
        _collect_static()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold an advisory lock, so that installations sharing one database prepare it one at a time."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        yield
    finally:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def _migrate() -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _collect_static() -> None:
    """Run collectstatic only if a source file or what compresses it has changed: it takes seconds."""
    stamp = local_servers.var_dir() / "static.stamp"
    now = _static_digest()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _static_digest() -> str:
    digest = hashlib.sha256(f"{local_servers.var_dir()} {' '.join(map(version, COMPRESSORS))}\n".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()

"""Servers of their own in a temporary folder, for programs of `bench` that fill a database."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django

from tracker import local_servers

KEPT = os.environ.get("BENCH_FOLDER")  # a folder to use and leave there (`bench.checkouts`)


def begin(**settings: str) -> Path:
    """Start the servers, with these variables of the environment, and set Django up; return the folder.

    To be called before anything is imported that reads Django's settings.
    """
    folder = Path(KEPT or tempfile.mkdtemp(prefix="standpunt-bench-"))
    folder.chmod(0o755)  # readable for the other account that runs root's database
    os.environ |= {"STANDPUNT_VAR": str(folder / "var"), **settings}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    local_servers.ensure_for_environment()
    django.setup()
    return folder


def run(main: Callable[[], None], folder: Path) -> None:
    """Run the program; afterwards stop the servers and delete the folder, unless it is to be kept."""
    from django.db import connection  # noqa: PLC0415 - after `begin`

    try:
        main()
    finally:
        connection.close()
        if not KEPT:
            local_servers.stop()
            shutil.rmtree(folder, ignore_errors=True)
        sys.stdout.flush()

"""The test run's database server, for programs that a test starts: that of the environment, or the embedded one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tracker import local_servers

PROJECT = Path(__file__).resolve().parent.parent


def url() -> str:
    there = local_servers.database_settings()
    return os.environ.get("DATABASE_URL") or f"postgres://{there['USER']}@/{there['NAME']}?host={there['HOST']}"


def url_of(database: str) -> str:
    return urlsplit(url())._replace(path=f"/{database}").geturl()


def execute(statement: str) -> None:
    connection = psycopg2.connect(url())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def migrate(database: str) -> None:
    """Make a database of this name, and migrate it from nothing."""
    execute(f"CREATE DATABASE {database}")
    environment = os.environ | {"DATABASE_URL": url_of(database)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, cwd=PROJECT, env=environment)

"""Upgrade: the database of an earlier version (tests/data/dumps) is migrated without losing data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
DUMP = ROOT / "tests" / "data" / "dumps" / "2026-11-26.sql"
Rows = dict[str, list[dict[str, Any]]]

# Intended changes of migrations: columns that are filled, and tables that gain rows.
FILLED: dict[str, set[str]] = {"django_content_type": {"model"}}
GROWS = {"django_migrations", "django_content_type", "auth_permission", "positions_alteration"}


class Upgrade:
    """The database `name`, its rows as the dump holds them, and its rows after `manage.py migrate`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.before = self.after = Rows()

    def run(self) -> None:
        self._execute(DUMP.read_text(encoding="utf-8"))
        self.before = self.rows()
        self.manage("migrate", "--verbosity=0")
        self.after = self.rows()

    def manage(self, *arguments: str) -> str:
        values = connection.settings_dict
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgres://{values['USER']}@/{self.name}",  # the rest is in libpq's own variables
            "PGHOST": values["HOST"],
            "PGPORT": str(values["PORT"] or 5432),
            "PGPASSWORD": values["PASSWORD"] or "",
        }
        command = [sys.executable, "manage.py", *arguments]
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def rows(self) -> Rows:
        tables = self._execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name: [row for (row,) in self._execute(f'SELECT to_jsonb(t) FROM "{name}" t')] for (name,) in tables}

    def _execute(self, statement: str) -> list[tuple[Any, ...]]:
        values = connection.settings_dict
        server = psycopg2.connect(
            host=values["HOST"], port=values["PORT"] or 5432, user=values["USER"], password=values["PASSWORD"] or None,
            dbname=self.name,
        )  # fmt: skip
        with server, server.cursor() as cursor:
            cursor.execute(statement)
            found = cursor.fetchall() if cursor.description else []
        server.close()
        return found


@pytest.fixture(scope="module")
def upgrade(django_db_setup, django_db_blocker) -> Iterator[Upgrade]:
    name = f"upgrade_{connection.settings_dict['NAME']}"
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        found = Upgrade(name)
        found.run()
        yield found
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def shared(row: dict[str, Any], other: dict[str, Any], table: str) -> str:
    """Return the columns of a row present before and after, without filled ones, as JSON."""
    columns = (row.keys() & other.keys()) - FILLED.get(table, set())
    return json.dumps({name: row[name] for name in sorted(columns)})


def test_no_table_goes_and_every_row_stays_what_it_was(upgrade, db) -> None:
    assert upgrade.before["positions_stance"] and upgrade.before.keys() <= upgrade.after.keys()
    for table, rows in upgrade.before.items():
        now = upgrade.after[table]
        assert len(now) == len(rows) or table in GROWS, table
        if rows and now:
            was = {shared(row, now[0], table) for row in rows}
            assert was <= {shared(row, rows[0], table) for row in now}, table


def test_the_program_of_today_reads_it(upgrade, db) -> None:
    """The dump holds real letters too, so that the invented ones are hidden."""
    was = upgrade.before
    real = {row["id"]: row["key"] for row in was["letters_letter"] if not row["is_example"]}
    texts = {row["id"]: real[row["letter_id"]] for row in was["letters_revision"] if row["letter_id"] in real}
    stances = [row for row in was["positions_stance"] if row["revision_id"] in texts]
    held = {(texts[row["revision_id"]], row["quote"]) for row in stances}
    exported = [json.loads(line) for line in upgrade.manage("export", "stances", "--format", "jsonl").splitlines()]
    assert held and {(row["letter"], row["quote"]) for row in exported} == held
    letters = [json.loads(line) for line in upgrade.manage("export", "letters", "--format", "jsonl").splitlines()]
    assert {row["key"] for row in letters} == set(real.values())


def test_a_group_made_by_hand_keeps_its_rights(upgrade, db) -> None:
    [group] = [row["id"] for row in upgrade.before["auth_group"] if row["name"] == "eigen groep"]

    def codenames(rows: Rows) -> set[tuple[int, str]]:
        held = {row["permission_id"] for row in rows["auth_group_permissions"] if row["group_id"] == group}
        return {(row["id"], row["codename"]) for row in rows["auth_permission"] if row["id"] in held}

    assert len(codenames(upgrade.before)) > 50
    assert codenames(upgrade.after) == codenames(upgrade.before)


def test_the_table_of_sentences_is_filled_from_the_texts_that_were_there(upgrade, db) -> None:
    stored = {(digest, row["id"]) for row in upgrade.before["letters_revision"] for digest in row["sentence_digests"]}
    found = [(row["digest"], row["revision_id"]) for row in upgrade.after["letters_sentencedigest"]]
    assert stored and sorted(found) == sorted(stored)


def test_what_waits_is_counted_from_what_was_there(upgrade, db) -> None:
    assert upgrade.after["letters_workcount"]
    upgrade.manage("check_summary")


def test_it_goes_and_comes_back_with_its_migrations(upgrade, db) -> None:
    upgrade.manage("migrate", "letters", "0010", "--verbosity=0")
    assert "letters_sentencedigest" not in upgrade.rows()
    upgrade.manage("migrate", "letters", "--verbosity=0")
    upgrade.manage("migrate", "--verbosity=0")
    again = upgrade.rows()["letters_sentencedigest"]
    assert sorted(map(str, again)) == sorted(map(str, upgrade.after["letters_sentencedigest"]))
    upgrade.manage("check_summary")

"""One migrated database for all workers of a test run: the first of them to come makes it, all copy it.

To migrate an empty database takes some eight seconds of a processor, to copy one a fraction of a second.
"""

from __future__ import annotations

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

LOCK = 6_201_977  # of PostgreSQL's advisory locks, which nothing else takes in its database `postgres`
# Autovacuum notes that large tables have no row, since tests roll back theirs: queries over some hundred rows took
# ten times as long by plans for one.
LEAVE_TO_ITSELF = """
DO $$ DECLARE each regclass;
BEGIN
    FOR each IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', each);
    END LOOP;
END $$
"""


def ensure(name: str, run: str) -> bool:
    """Make the migrated database of this test run unless another worker has; return whether it was made here."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # until the end of this connection
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() == (run,):
            return False
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # of an earlier run that did not end well
        _migrate(name)
        cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [run])
        return True


def copy(name: str, run: str, to: str) -> None:
    """Copy the migrated database, which is made again if the worker that made it has ended and dropped it."""
    made_here = ensure(name, run)
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{name}"')
    if made_here:
        drop(name)


def renew(name: str, run: str) -> None:
    """Replace this worker's database by a fresh copy, while there is one to copy.

    What tests roll back stays in the files of tables and indexes, which grow. Sequences go on, since the process keeps
    things by id.
    """
    own, sequences = connection.settings_dict["NAME"], _sequences()
    connection.close()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() == (run,):
            cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{name}"')
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(name, at) FROM unnest(%s::regclass[], %s::bigint[]) AS s (name, at)", sequences)


def _sequences() -> tuple[list[str], list[int]]:
    """Return the names of the sequences that were used, and their last values."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        found = cursor.fetchall()
    return [name for name, _ in found], [value for _, value in found]


def drop(name: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _migrate(name: str) -> None:
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    of_worker = test["NAME"]
    test["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        with connection.cursor() as cursor:
            cursor.execute(LEAVE_TO_ITSELF)
    finally:
        connection.close()
        test["NAME"] = of_worker
        settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = connection.settings_dict["NAME"] = own

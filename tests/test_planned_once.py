"""`tests.planned_once`: a statement is planned once, and reads the rows of each time."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import connection, transaction

from tests.planned_once import planned_once


def groups(but: str = "nobody") -> int:
    return number("SELECT COUNT(*) FROM auth_group WHERE name <> %s", but)


def plans() -> int:
    return number("SELECT COUNT(*) FROM pg_prepared_statements")


def number(statement: str, *values: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])


def test_it_reads_the_rows_of_each_time_by_one_plan(db) -> None:
    before = plans()
    with planned_once():
        assert groups() == 0
    assert plans() == before + 1
    Group.objects.create(name="readers")
    with planned_once():
        assert groups() == 1
    assert plans() == before + 1


def test_other_values_are_another_statement(db) -> None:
    Group.objects.create(name="readers")
    with planned_once():
        assert (groups(), groups("readers")) == (1, 0)


def test_the_plan_outlives_what_is_rolled_back(db) -> None:
    with transaction.atomic(), planned_once():
        groups()
        planned = plans()
        transaction.set_rollback(True)
    with planned_once():
        assert groups() == 0
    assert plans() == planned

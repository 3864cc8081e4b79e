"""A prepared queryset returns what the queryset itself does, for whatever values."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.db.models import BooleanField, Count, Exists, F, Func, OuterRef, QuerySet

from letters.models import Letter, Passage, Revision
from positions.prepared_querysets import Given, Prepared
from tests.factories import letter

ids = Func(
    F("pk"), Given("ids", "%s::bigint[]"), template="%(expressions)s)", arg_joiner=" = ANY (",
    output_field=BooleanField(),
)  # fmt: skip


def of_letter(key: Any, least: Any) -> QuerySet[Revision]:
    long = Passage.objects.filter(revision=OuterRef("pk"), end__gt=least)
    found = Revision.objects.filter(letter__key=key).annotate(passed=Count("passages"), is_long=Exists(long))
    return found.select_related("letter").prefetch_related("letter__signatories").order_by("pk")


prepared = Prepared(lambda: of_letter(Given("key"), Given("least")))
letters = Prepared(lambda: Letter.objects.filter(ids).order_by("pk").values_list("pk", "subject"))


@pytest.fixture
def two(db, take_in) -> list[Letter]:
    texts = (("1", ("Dit is een zin.", "Dat ook.")), ("2", ("Dit is een andere zin.",)))
    return [take_in(letter(number=number, sentences=sentences)).letter for number, sentences in texts]


def shown(found: Any) -> list[tuple[Any, ...]]:
    return [
        (each.pk, each.text, each.passed, each.is_long, each.letter.key, list(each.letter.signatories.all()))
        for each in found
    ]


def test_rows_are_those_of_the_queryset(two, django_assert_num_queries) -> None:
    for key in (two[0].key, two[1].key, "kst-0-0"):
        for least in (1, 100_000):
            assert shown(prepared(key=key, least=least)) == shown(of_letter(key, least))
    with django_assert_num_queries(2):
        assert prepared(key=two[0].key, least=1)[0].letter.signatories.all()[0]
    assert prepared.first(key="kst-0-0", least=1) is None


def test_lists_of_ids_and_values(two) -> None:
    given = [each.pk for each in two]
    assert letters(ids=given) == list(Letter.objects.filter(pk__in=given).order_by("pk").values_list("pk", "subject"))
    assert letters(ids=given[:1])[0][0] == given[0]
    assert letters(ids=[]) == []


def test_it_is_put_together_once(two) -> None:
    made = list[str]()

    def make() -> QuerySet[Letter]:
        made.append("")
        return Letter.objects.filter(key=Given("key"))

    one = Prepared(make)
    assert [one.first(key=each.key) for each in two] == two
    assert len(made) == 1


def test_a_value_that_is_missing_is_an_error(two) -> None:
    with pytest.raises(KeyError):
        prepared(key=two[0].key)


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_share_a_connection(two) -> None:
    def asked(each: Letter) -> list[Any]:
        try:
            return [row.letter.key for _ in range(20) for row in prepared(key=each.key, least=1)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(asked, [*two, *two]))
    assert [set(keys) for keys in found] == [{each.key} for each in (*two, *two)]

"""Lines that PostgreSQL writes have the same characters as those that Python writes of the same values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import timezone as FixedZone
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from letters.records import database_lines, json_lines, table_files
from letters.records.database_lines import Source, can_write
from letters.records.fields import Field, Record, Type
from letters.records.table_files import CSV, DUTCH_CSV, Table, table_of

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 6, 1, 12, tzinfo=UTC)
CODES, UNSAFE_CODES = ("in-bulk", "singly"), ("=1", "een, twee")
COLUMNS = {
    "words": "text", "code": "text", "unsafe": "text", "address": "text", "count": "bigint", "share": "float8",
    "agreed": "boolean", "day": "date", "at": "timestamptz",
}  # fmt: skip
RECORD = Record(
    "Probe",
    (
        Field("words", Type.TEXT, "", sql="words"),
        Field("code", Type.TEXT, "", choices=CODES, sql="code"),
        Field("unsafe", Type.TEXT, "", choices=UNSAFE_CODES, sql="unsafe"),
        Field("address", Type.ADDRESS, "", sql="address"),
        Field("count", Type.INTEGER, "", sql="count"),
        Field("share", Type.NUMBER, "", sql="share"),
        Field("agreed", Type.BOOLEAN, "", sql="agreed"),
        Field("day", Type.DATE, "", sql="day"),
        Field("at", Type.MOMENT, "", sql="at"),
    ),
)


def without_minus(share: float) -> float:
    """Return 0.0 for -0.0, which the driver does not hand on."""
    return share + 0.0


SIGNS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    ",",
    ";",
    '"',
    "'",
    "\\",
    "%",
    "%s",
    " ",
    "\x0b",
    "\x1f",
    "\x7f",
    "é",
    "€",
    "\u2028",
    "😀",
]
TEXTS = st.lists(
    st.sampled_from(SIGNS) | st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=3)
).map("".join)
ROWS = st.lists(
    st.builds(
        SimpleNamespace,
        words=st.none() | TEXTS,
        code=st.none() | st.sampled_from(CODES),
        unsafe=st.sampled_from(UNSAFE_CODES),
        address=TEXTS,
        count=st.none() | st.integers(-(2**62), 2**62),
        share=st.none()
        | st.sampled_from([0.0, 1.0, -2.0, 0.1234, 1e-05, 1e14])
        | st.floats(-1e14, 1e14).map(without_minus),
        agreed=st.none() | st.booleans(),
        day=st.none() | st.dates(),
        at=st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    ),
    max_size=8,
)


def source(rows: list[Any]) -> Source:
    """Return the rows as a query."""
    given = ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())
    columns = [[getattr(row, name) for row in rows] for name in COLUMNS]
    return Source(f"FROM unnest({given}) WITH ORDINALITY AS given({', '.join(COLUMNS)}, place) ORDER BY place", columns)


def by_database(rows: list[Any]) -> Table:
    return table_of(RECORD, iter(()), lines=database_lines.csv_lines(RECORD, lambda: source(rows)))


@pytest.mark.parametrize("form", [CSV, DUTCH_CSV])
@given(rows=ROWS)
def test_a_table_is_the_same_whoever_writes_it(form, rows) -> None:
    found = by_database(rows)
    written = "".join(table_files.TEXTS[form](found))
    assert written == "".join(table_files.TEXTS[form](table_of(RECORD, rows)))
    assert found.rows == len(rows)


@given(rows=ROWS)
def test_lines_of_json_are_the_same_whoever_writes_them(rows) -> None:
    written = "".join(database_lines.json_lines(RECORD, lambda: source(rows)))
    assert written == "".join(json_lines.json_lines(RECORD, rows))


ZONES = st.sampled_from(["Europe/Amsterdam", "UTC", "Etc/GMT+5", "Asia/Kolkata"]).map(ZoneInfo) | st.integers(
    -23 * 60, 23 * 60
).map(lambda minutes: FixedZone(timedelta(minutes=minutes)))


@given(rows=ROWS, zone=ZONES)
@example(
    rows=[SimpleNamespace(**dict.fromkeys(COLUMNS) | {"at": NOON})], zone=FixedZone(timedelta(hours=5, minutes=30))
)
def test_moments_are_the_same_in_any_time_zone_whoever_writes_them(rows, zone) -> None:
    """Also in one that is given as an offset, without a name."""
    with timezone.override(zone):
        written = "".join(database_lines.json_lines(RECORD, lambda: source(rows)))
        assert written == "".join(json_lines.json_lines(RECORD, rows))


def test_more_lines_than_a_batch_come_whole_and_in_order(monkeypatch) -> None:
    monkeypatch.setattr(database_lines, "BATCH", 3)
    rows = [SimpleNamespace(**dict.fromkeys(COLUMNS) | {"count": count}) for count in range(8)]
    batches = list(by_database(rows).lines(table_files.Dialect()))
    assert [len(batch) for batch in batches] == [3, 3, 2]
    assert [line.split(",")[4] for batch in batches for line in batch] == [str(count) for count in range(8)]


def fields_that_need_python() -> Iterator[Field]:
    yield Field("alone", Type.TEXT, "")
    yield Field("nested", RECORD, "", sql="words")
    yield Field("several", Record("Part", (Field("alone", Type.TEXT, ""),)), "", many=True, sql="FROM given")


def test_a_record_with_a_field_that_needs_python_is_left_to_it() -> None:
    assert can_write(RECORD)
    for field in fields_that_need_python():
        more = Record("More", (*RECORD.parts, field))
        assert not can_write(more)
        assert database_lines.csv_lines(more, lambda: None) is None


@pytest.mark.parametrize("form", [CSV, DUTCH_CSV])
def test_a_list_is_one_cell_of_a_table(form) -> None:
    record = Record("Several", (Field("names", Type.TEXT, "", many=True, sql="ARRAY['=een', 'twee, drie']"),))
    lines = database_lines.csv_lines(record, lambda: Source("FROM (SELECT 1) one"))
    assert lines
    by_python = table_of(record, [SimpleNamespace(names=["=een", "twee, drie"])])
    written = "".join(table_files.TEXTS[form](table_of(record, iter(()), lines=lines)))
    assert written == "".join(table_files.TEXTS[form](by_python))


PART = Record("Part", (Field("place", Type.INTEGER, "", sql="place"), Field("word", Type.TEXT, "", sql="word")))
SEVERAL = Record(
    "Several",
    (
        Field("words", Type.TEXT, "", many=True, sql="words"),
        Field("places", Type.INTEGER, "", many=True, sql="places"),
        Field(
            "parts", PART, "", many=True,
            sql="FROM unnest(words) WITH ORDINALITY AS part(word, place) ORDER BY place DESC",
        ),
        Field("pairs", Type.TEXT, "", many=True, sql="words", json="jsonb_build_array(words, words)::text"),
    ),
)  # fmt: skip


@given(st.none() | st.lists(TEXTS, max_size=4), st.lists(st.integers(-9, 2**40), max_size=3))
def test_lists_and_records_in_records_are_the_same_in_json(words: list[str] | None, places: list[int]) -> None:
    given = Source("FROM (SELECT %s::text[] AS words, %s::bigint[] AS places) given", [words, places])
    parts = [SimpleNamespace(place=n, word=word) for n, word in enumerate(words or (), 1)][::-1]
    row = SimpleNamespace(words=words, places=places, parts=parts, pairs=[words, words])
    assert can_write(SEVERAL) and not can_write(SEVERAL, table=True)
    assert "".join(database_lines.json_lines(SEVERAL, lambda: given)) == "".join(json_lines.json_lines(SEVERAL, [row]))


def test_nothing_is_asked_where_there_are_no_rows(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert list(database_lines.json_lines(RECORD, lambda: None)) == []


def test_days_of_long_ago_keep_four_figures() -> None:
    row = SimpleNamespace(**dict.fromkeys(COLUMNS) | {"day": date(988, 4, 3)})
    assert next(iter(by_database([row]).lines(table_files.Dialect())))[0].split(",")[7] == "0988-04-03"

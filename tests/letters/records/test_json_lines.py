"""JSON Lines that are written a column at a time: the text that `json` makes of each row."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from letters.records.fields import Field, Part, Record, Type
from letters.records.json_lines import json_lines


class Sort(StrEnum):
    INSET = "inzet"


WORDS = st.text() | st.sampled_from(["", '"', "\\", "%s", "\x00\x1f\x7f\u2028", "é\n\ud83d", Sort.INSET])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
POINT = Record(
    "Point",
    (
        Field("x", Type.INTEGER, "x", value=lambda row, _for: row),
        Field("50%", Type.TEXT, "s", value=lambda row, _for: str(row)),
    ),
)
ROW = Record(
    "Row",
    (
        Field("plain", Type.TEXT, "p", value=lambda row, _for: row["plain"]),
        Part(Record("More", (Field("day", Type.DATE, "d", value=lambda row, _for: row),)), lambda row: row["day"]),
        Field("at", Type.MOMENT, "m", value=lambda row, _for: row["at"]),
        Field("words", Type.TEXT, "w", value=lambda row, _for: row["words"], many=True),
        Field("point", POINT, "n", value=lambda row, _for: row["point"], null=True),
        Field("points", POINT, "n", value=lambda row, _for: row["points"], many=True, null=True),
    ),
)
ROWS = st.lists(
    st.fixed_dictionaries({
        "plain": PLAIN,
        "day": st.none() | st.dates(date(1848, 1, 1)),
        "at": st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
        "words": st.none() | st.lists(WORDS | st.lists(WORDS | st.none())),
        "point": st.none() | st.integers(),
        "points": st.none() | st.lists(st.integers()),
    }),
    max_size=5,
)  # fmt: skip


def by_field(record: Record, row: Any) -> dict[str, Any]:
    return {field.name: field.of(row["day"] if field.name == "day" else row, None) for field in record.fields}


@given(ROWS)
def test_lines_are_those_of_json(rows: list[dict[str, Any]]) -> None:
    expected = [json.dumps(by_field(ROW, row), ensure_ascii=False) + "\n" for row in rows]
    assert list(json_lines(ROW, rows, batch=1)) == expected
    assert "".join(json_lines(ROW, rows, batch=2)) == "".join(expected)
    assert [ROW.values(row) for row in rows] == [by_field(ROW, row) for row in rows]


def test_the_fields_of_a_part_that_rows_share_are_found_once() -> None:
    asked = list[str]()
    letters = Record("Letters", (Field("letters", Type.INTEGER, "n", value=lambda text, _for: asked.append(text)),))
    words = Record("Words", (Field("words", Type.TEXT, "w", value=lambda text, _for: text),))
    row = Record("Shared", (Part(letters, str.lower, str), Part(words, str.lower, str)))
    assert [each["words"] for each in row.objects(["Ja", "nee", "ja"])] == ["ja", "nee", "ja"]
    assert asked == ["ja", "nee"]

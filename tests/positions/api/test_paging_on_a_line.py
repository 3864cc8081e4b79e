"""Pages of the API's lists of stances and passages: from record to record both ways, with and without a filter."""

from __future__ import annotations

import pytest

from tests.positions.api.asking import check_both_ways, get, walked
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module


@pytest.mark.parametrize("name", ["stances/?", "passages/?"])
@pytest.mark.parametrize("size", [2, 7, 50])
def test_pages_follow_each_other_from_record_to_record_both_ways(client, line, name: str, size: int) -> None:
    check_both_ways(client, name, size)


def test_a_filter_stays_on_the_way(client, line) -> None:
    asked = "stances/?topic=russia&score=1&score=2&page_size=2"
    assert [row["score"] for page in walked(client, asked) for row in page] == [
        row["score"] for row in get(client, "stances/?page=1&page_size=500")["results"] if row["score"] in (1, 2)
    ]

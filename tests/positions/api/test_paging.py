"""Pages of the API's lists: from record to record both ways, and by number as before."""

from __future__ import annotations

import pytest

from tests.positions.api.asking import get


def walked(client, address: str, link: str = "next") -> list[list[dict]]:
    """Return the pages from this one on, along the links."""
    found = []
    while address:
        page = get(client, address)
        found.append(page["results"])
        address = (page[link] or "").removeprefix("http://testserver/api/v1/")
    return found


def check_both_ways(client, name: str, size: int) -> None:
    by_number = get(client, f"{name}page=1&page_size=500")["results"]
    pages = walked(client, f"{name}page_size={size}")
    assert [row for page in pages for row in page] == by_number
    assert {len(page) for page in pages[:-1]} <= {size}
    assert get(client, f"{name}page_size={size}")["previous"] is None
    if len(pages) > 1:
        first_of_last = get(client, last_address(client, f"{name}page_size={size}"))
        back = walked(client, first_of_last["previous"].removeprefix("http://testserver/api/v1/"), "previous")
        assert [row for page in reversed(back) for row in page] == by_number[: -len(pages[-1])]


@pytest.mark.parametrize("name", ["stances/?", "passages/?"])
@pytest.mark.parametrize("size", [2, 7, 50])
def test_pages_follow_each_other_from_record_to_record_both_ways(client, line, name: str, size: int) -> None:
    check_both_ways(client, name, size)


def test_letters_without_a_date_follow_in_either_order(client, letter_of) -> None:
    for number, date in enumerate(("3 maart 2019", None, "4 april 2018", None, "4 april 2018", None), start=1):
        letter_of(number, date, f"Dit is brief {number}.")
    for order in ("letters/?", "letters/?sort=oldest&"):
        for size in (2, 4):
            check_both_ways(client, order, size)


def last_address(client, address: str) -> str:
    while following := get(client, address)["next"]:
        address = following.removeprefix("http://testserver/api/v1/")
    return address


def test_a_filter_stays_on_the_way(client, line) -> None:
    asked = "stances/?topic=russia&score=1&score=2&page_size=2"
    assert [row["score"] for page in walked(client, asked) for row in page] == [
        row["score"] for row in get(client, "stances/?page=1&page_size=500")["results"] if row["score"] in (1, 2)
    ]


def test_how_many_there_are_is_said_when_asked(client, two_steps) -> None:
    page = get(client, "stances/?page_size=1")
    assert (page["count"], len(page["results"]), page["previous"]) == (None, 1, None)
    asked = get(client, "stances/?page_size=1&count=true")
    assert asked["count"] == 2
    assert get(client, asked["next"].removeprefix("http://testserver/api/v1/"))["count"] == 2
    assert (get(client, "letters/")["count"], get(client, "letters/?count=true")["count"]) == (None, 2)
    assert get(client, "topics/")["count"] > 2


def test_pages_by_number_stay(client, two_steps) -> None:
    page = get(client, "stances/?page_size=1&page=1")
    assert (page["count"], len(page["results"]), page["previous"]) == (2, 1, None)
    assert page["next"] == "http://testserver/api/v1/stances/?page=2&page_size=1"
    assert get(client, "stances/?page_size=1&page=2")["next"] is None
    get(client, "stances/?page=9", 404)


def test_a_cursor_of_nothing_is_not_found(client, two_steps) -> None:
    get(client, "stances/?cursor=999999", 404)

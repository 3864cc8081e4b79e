"""Pages of the API's lists: from record to record both ways, and by number as before."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letters.models import Letter
from tests.positions.api.asking import check_both_ways, get


def test_letters_without_a_date_follow_in_either_order(client, letter_of) -> None:
    for number, date in enumerate(("3 maart 2019", None, "4 april 2018", None, "4 april 2018", None), start=1):
        letter_of(number, date, f"Dit is brief {number}.")
    for order in ("letters/?", "letters/?sort=oldest&"):
        for size in (2, 4):
            check_both_ways(client, order, size)


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


def counts(client, *addresses: str) -> tuple[int, list[int]]:
    """Return how many queries counted, and what the answers say."""
    with CaptureQueriesContext(connection) as asked:
        said = [get(client, address)["count"] for address in addresses]
    return sum("__count" in query["sql"] for query in asked), said


def test_the_count_of_pages_by_number_is_kept_until_the_data_change(client, two_steps) -> None:
    pages = [f"stances/?page_size=1&page={number}" for number in (1, 2)]
    assert counts(client, *pages, "stances/?count=true") == (1, [2, 2, 2])
    assert counts(client, "stances/?page=1&topic=china", "stances/?page=1&as_of=2001-01-01") == (2, [0, 0])
    Letter.objects.filter(pk=two_steps[0].pk).update(withdrawn_at=timezone.now(), withdrawn_reason="dubbel")
    assert counts(client, pages[0]) == (1, [1])


def test_pages_by_number_have_every_record_once_in_the_order_of_the_list(client, line) -> None:
    whole = [each["id"] for each in get(client, "stances/?page_size=500")["results"]]
    pages = [get(client, f"stances/?page_size=2&page={n}")["results"] for n in range(1, (len(whole) + 1) // 2 + 1)]
    assert [each["id"] for page in pages for each in page] == whole and len(pages) > 2


def test_a_cursor_of_nothing_is_not_found(client, two_steps) -> None:
    get(client, "stances/?cursor=999999", 404)

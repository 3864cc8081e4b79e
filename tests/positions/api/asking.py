"""Asking the API, for its tests."""

from __future__ import annotations

ENDPOINTS = ("letters", "passages", "citations", "topics", "stances", "positions", "changes", "coverage", "agreement")


def get(client, address: str, status: int = 200, **headers: str):
    response = client.get(f"/api/v1/{address}", headers=headers)
    assert response.status_code == status, response.content
    return response.json()


def results(client, address: str) -> list[dict]:
    return get(client, address)["results"]


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


def last_address(client, address: str) -> str:
    while following := get(client, address)["next"]:
        address = following.removeprefix("http://testserver/api/v1/")
    return address

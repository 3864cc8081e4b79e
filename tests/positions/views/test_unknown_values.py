"""A value in the address that is no choice: the page names it, and leaves it out."""

from __future__ import annotations

import pytest

from tests.factories import told

PAGES = {
    "/brieven/": ("kind", "chamber", "state", "sort"),
    "/brieven/{key}/": ("topic", "holder", "state"),
    "/onderwerpen/russia/": ("holder", "kind", "proposals", "coder", "order"),
    "/veranderingen/": ("topic", "holder", "verdict", "step", "towards"),
    "/vergelijken/": ("topic", "by"),
    "/zoeken/": ("topic", "holder", "score", "kind"),
    "/formuleringen/": ("topic", "words", "form", "sort"),
}


@pytest.mark.parametrize(("page", "name"), [(page, name) for page, names in PAGES.items() for name in names])
def test_a_value_that_is_no_choice_is_named(client, recorded, accept, page, name) -> None:
    response = client.get(page.format(key=recorded.key), {name: "nergens"})
    assert response.status_code == 200
    assert "“nergens” is hier geen keuze." in told(response)


def test_a_value_that_no_letter_has_is_named_by_its_chip(client, recorded) -> None:
    page = told(client.get("/brieven/", {"cabinet": "nergens", "ministry": "unknown"}))
    assert "Kabinet: nergens" in page
    assert "Ministerie: onbekend" in page


def test_it_is_named_in_english_too(client, recorded) -> None:
    assert "“nergens” is no choice here." in told(client.get("/en/formuleringen/", {"topic": "nergens"}))

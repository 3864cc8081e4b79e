"""Invalid parameters get a message on the requested page; an empty site explains the next step."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest
from django.core.management import call_command

from tests.end_to_end import every_page
from tests.end_to_end.every_address.access_rules import PARAMETERS

VALUES = {
    "words": "abc", "number": "-1", "huge": "9" * 30, "long": "x" * 5000, "nul": "a\x00b", "date": "2021-13-45",
    "far": "99999-01-01", "markup": "<script>alert(1)</script>", "surrogate": "%ED%A0%80", "list": "[]",
}  # fmt: skip


FILES = (
    "/onderwerpen/russia/figuur.json", "/onderwerpen/russia/figuur.svg", "/onderwerpen/russia/gegevens.csv",
    "/onderwerpen/russia/gegevens.json", "/vergelijken/figuur.json", "/vergelijken/figuur.svg",
    "/vergelijken/gegevens.csv", "/vergelijken/gegevens.json",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(module_db) -> dict[str, str]:
    with module_db():
        every_page.build()
        filled = every_page.addresses()
    return {name: address.format(**filled).split("?")[0] for name, address in every_page.PUBLIC.items()}


@pytest.fixture
def addresses(built, db) -> dict[str, str]:
    return built


def asked(client, address: str, value: str) -> str:
    """Return the content; a day outside the supported range gets status 400 (`letters.search.day_fields`)."""
    query = urlencode([(name, value) for name in PARAMETERS])
    response = client.get(f"{address}?{query}")
    assert response.status_code == (400 if value == VALUES["far"] else 200), address
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_nonsense_in_every_filter_gives_the_page(client, addresses, value) -> None:
    for address in addresses.values():
        found = asked(client, address, value)
        assert "<h1" in found
        assert "<script>alert" not in found


def test_nonsense_in_every_filter_gives_the_file(client, addresses) -> None:
    for address in FILES:
        for value in VALUES.values():
            asked(client, address, value)


def test_what_is_wrong_is_said_in_words(client, addresses) -> None:
    said = {name: html.unescape(asked(client, address, "zzz")) for name, address in addresses.items()}
    for name in ("topic", "compare", "changes", "letters", "search", "wording"):
        assert re.search(r'class="notice"[^>]*>.*?(geldige datum|hier geen keuze)', said[name], re.DOTALL), name


@pytest.mark.django_db
@pytest.mark.parametrize("codebook", [True, False], ids=["with a codebook", "with nothing at all"])
def test_an_empty_site_has_its_pages(client, codebook) -> None:
    if codebook:
        call_command("load_codebook")
    for name, address in every_page.PUBLIC.items():
        if "{" in address.split("?")[0] or (not codebook and name.startswith(("topic", "method"))):
            continue
        response = client.get(address.split("?")[0])
        assert response.status_code == 200, name
        assert "<h1" in response.content.decode(), name


def test_a_letter_that_was_filtered_out_is_not_called_missing(client, addresses) -> None:
    found = asked(client, addresses["topic-letter"], "zzz")
    assert "Bij wat u koos, hoort deze brief niet." in found
    assert client.get("/onderwerpen/russia/brief/kst-1-1/?q=zzz").status_code == 404

"""Cross-origin reading: what scripts of other sites may read, and what not."""

from __future__ import annotations

import pytest
from django.conf import settings

OPEN = (
    "/api/v1/", "/api/v1/schema/", "/api/v1/letters/", "/api/v1/letters/nergens/", "/api/v1/stances/?topic=voetbal",
    "/gegevens/brieven.csv", "/gegevens/standpunten.jsonld", "/gegevens/standpunt.zip", "/gegevens/brieven.csv?x=1",
    "/feeds/brieven/", "/en/feeds/veranderingen/russia/", "/onderwerpen/russia/figuur.json",
    "/en/onderwerpen/russia/gegevens.json", "/onderwerpen/voetbal/gegevens.json", "/vergelijken/gegevens.nl.csv",
    "/vergelijken/?format=csv", "/aandacht/?format=xlsx", "/oembed", "/api/v1/nergens/",
    "/api/v1/stances/een/", "/brieven/nergens/citeren.bib", "/en/brieven/nergens/citeren.ris",
)  # fmt: skip
CLOSED = ("/", "/onderwerpen/russia/", "/vergelijken/", "/aandacht/", "/gegevens/", "/api/", "/beoordelen/", "/admin/")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", OPEN)
def test_data_can_be_read_from_anywhere_errors_too(client, codebook_rows, codebook, path) -> None:
    response = client.get(path, headers={"origin": "https://elders.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("path", OPEN)
def test_a_browser_that_asks_first_is_told_what_it_may(client, path) -> None:
    asked = {"origin": "https://elders.example", "access-control-request-method": "GET"}
    response = client.options(path, headers=asked)
    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", CLOSED)
def test_pages_stay_closed(client, codebook, path) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(path)
    if path not in ("/vergelijken/", "/aandacht/"):  # they are tables too
        assert client.options(path).status_code == 405


@pytest.mark.parametrize("path", ["/api/v1/letters/", "/feeds/brieven/", "/onderwerpen/russia/gegevens.json"])
def test_what_somebody_signed_in_gets_stays_closed_and_so_does_what_is_sent(
    client, admin_client, codebook, path
) -> None:
    assert settings.SESSION_COOKIE_NAME in admin_client.cookies
    assert "Access-Control-Allow-Origin" not in admin_client.get(path)
    assert "Access-Control-Allow-Origin" not in client.post(path)
    assert "Access-Control-Allow-Origin" in client.get(path)

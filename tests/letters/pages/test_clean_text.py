"""The clean text of a letter, with an address for each of its versions."""

from __future__ import annotations

import pytest

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from tests.factories import SENTENCES, letter
from tests.kept import kept

ADDRESS = "/brieven/kst-99301-12/tekst.txt"


@kept
def taken(take_in) -> Letter:
    """A letter with two texts: the second has a sentence more."""
    take_in(letter())
    return take_in(letter(sentences=(*SENTENCES, "Er kwam 𝔢𝔢𝔫 zin bij."))).letter


def test_each_version_has_an_address_and_the_letter_that_of_its_current_text(client, taken) -> None:
    newer, older = taken.revisions.all()
    assert client.get(f"{ADDRESS}?versie=1").content.decode() == older.text
    response = client.get(f"{ADDRESS}?versie=2")
    assert response.content.decode() == newer.text == client.get(ADDRESS).content.decode()
    assert "𝔢𝔢𝔫" in newer.text
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert newer.get_absolute_url() == f"{ADDRESS}?versie=2"


def test_who_has_the_text_is_not_sent_it_again(client, taken) -> None:
    first = client.get(f"{ADDRESS}?versie=1")
    assert client.get(f"{ADDRESS}?versie=1", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("asked", ["", "0", "-1", "twee", "1.0", "99999"])
def test_what_is_no_version_is_told(client, taken, asked) -> None:
    response = client.get(f"{ADDRESS}?versie={asked}")
    assert (response.status_code, response.content.decode()) == (400, "versie: geef één heel getal vanaf 1.\n")


def test_a_version_is_asked_once(client, taken) -> None:
    response = client.get(f"{ADDRESS}?versie=1&versie=2")
    assert (response.status_code, response.content.decode()) == (400, "versie: geef één heel getal vanaf 1.\n")


def test_what_cannot_be_asked_is_told(client, taken) -> None:
    response = client.get(f"{ADDRESS}?versie=1&version=2")
    assert (response.status_code, response.content.decode()) == (400, "version: Dit filter is er niet.\n")


def test_a_version_that_is_not_there_is_not_found(client, taken) -> None:
    response = client.get(f"{ADDRESS}?versie=3")
    assert response.status_code == 404
    assert response.content.decode() == "Deze tekst is er niet. De brief heeft 2 versies van zijn tekst.\n"


def test_a_letter_that_is_not_there_is_told_as_text(client, db) -> None:
    response = client.get("/brieven/kst-99301-13/tekst.txt")
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.content.decode() == "Deze brief is er niet.\n"
    assert "no-store" in response["Cache-Control"]


def test_another_name_of_the_letter_leads_to_the_same_version(client, taken) -> None:
    taken.identifiers.create(value="bz-12345")
    response = client.get("/brieven/bz-12345/tekst.txt?versie=1")
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?versie=1")


def test_the_text_of_a_withdrawn_letter_is_gone(client, taken, admin_user) -> None:
    withdraw(taken, user=admin_user, reason="vergissing")
    response = client.get(f"{ADDRESS}?versie=1")
    assert (response.status_code, response["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert response.content.decode() == "Deze brief is ingetrokken.\n"
    assert "no-store" in response["Cache-Control"]


def test_the_page_of_the_letter_leads_to_its_texts(client, taken) -> None:
    html = client.get(taken.get_absolute_url()).content.decode()
    assert all(f'href="{ADDRESS}?versie={number}"' in html for number in (1, 2))

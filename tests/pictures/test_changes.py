"""The page of changes: steps between letters in a row, with both quotes."""

from __future__ import annotations

import re

import pytest

TALK = "Het kabinet wil met druk en dialoog blijven spreken met Rusland."
FIRM = "Het kabinet wil met afschrikking en dialoog blijven spreken met Rusland."
OTHER = "Het weer was die dag goed in heel Brussel."
QUERIES = 8


@pytest.fixture
def two_steps(letter_of, accept):
    first, second = letter_of(1, "3 maart 2019", TALK, OTHER), letter_of(2, "4 april 2020", FIRM, OTHER)
    accept(first, TALK, -1)
    accept(second, FIRM, 1)
    return first, second


def page(client, address: str = "") -> str:
    return re.sub(r"\s+", " ", client.get(f"/veranderingen/{address}").content.decode())


def test_a_step_shows_both_quotes_with_the_words_that_differ(client, two_steps) -> None:
    html = page(client)
    assert "Omgedraaid" in html
    assert "Van <strong>−1</strong> naar <strong>+1</strong>" in html
    assert "met <del>druk</del> en dialoog" in html
    assert "met <ins>afschrikking</ins> en dialoog" in html
    assert html.index(">Omgedraaid<") < html.index(">Nieuw<")


def test_sentences_with_little_in_common_are_not_marked(client, letter_of, accept) -> None:
    first, second = letter_of(1, "3 maart 2019", TALK, OTHER), letter_of(2, "4 april 2020", FIRM, OTHER)
    accept(first, TALK, -1)
    accept(second, OTHER, 1)
    assert "<del>" not in page(client)


def test_kinds_of_change_and_topics_are_chosen_in_the_address(client, two_steps) -> None:
    assert "1 stap<" in page(client, "?change=reversed")
    assert "0 stappen" in page(client, "?change=softened")
    assert "0 stappen" in page(client, "?topic=china")
    assert "Haal hierboven een keuze weg" in page(client, "?change=softened")


def test_the_biggest_step_comes_first_when_asked(client, two_steps, letter_of, accept) -> None:
    third = letter_of(3, "5 mei 2021", TALK.replace("spreken", "praten"), OTHER)
    accept(third, TALK.replace("spreken", "praten"), 1)
    html = page(client, "?order=biggest")
    assert html.index("Omgedraaid") < html.index("Bevestigd")
    assert page(client).index("Bevestigd") < page(client).index("Omgedraaid")


def test_a_wrong_address_gives_a_message_and_the_page(client, two_steps) -> None:
    response = client.get("/veranderingen/?change=ontploft&after=gisteren")
    assert response.status_code == 200
    assert "Niet alles in het adres klopt" in response.content.decode()


def test_without_stances_the_page_says_what_to_do(client, codebook) -> None:
    assert "nog geen geaccepteerde standpunten" in page(client)


def test_proposals_are_no_steps(client, letter_of) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    letter_of(1, "3 maart 2019", TALK, OTHER)
    call_command("propose")
    assert "0 stappen" in page(client)


@pytest.mark.parametrize("more", [0, 6])
def test_the_page_costs_the_same_however_many_letters(
    client, letter_of, accept, django_assert_num_queries, more
) -> None:
    for number in range(1 + more):
        accept(letter_of(10 + number, f"{number + 1} juni 2022", FIRM, f"Punt {number} van de dag."), FIRM, 2)
    with django_assert_num_queries(QUERIES):
        client.get("/veranderingen/")


def test_hostile_text_stays_text(client, letter_of, accept) -> None:
    bad = 'Het kabinet vindt <script>alert(1)</script> & "Rusland" een zorg.'
    text = letter_of(1, "3 maart 2019", bad.replace("<", "&lt;"), OTHER)
    stood = next(line for line in text.revisions.get().text.splitlines() if "alert" in line).partition(OTHER)[0].strip()
    assert "<script>" in stood
    accept(text, stood, 1)
    html = page(client)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html

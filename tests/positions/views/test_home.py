"""Home page: introduction, topics, latest changes and letters, and instructions when it is empty."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command

from positions.review import assignments
from tests.factories import told

TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken."
PRESS = "Het kabinet vindt dat de NAVO de druk op Rusland moet blijven zoeken."
DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)
QUERIES = 15  # five of which read the series, and two the letters held and read
FILLING = ("De visserij kreeg een rustig jaar.", "Tot slot iets over vis.", "Meer niet.")


def home(client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_this_is(client, codebook) -> None:
    assert "laat zien wat het daarin wil, en of dat verschuift" in home(client)


def test_without_letters_it_says_what_to_do(client, codebook) -> None:
    page = home(client)
    assert "Er zijn nog geen brieven." in page
    assert "/admin/letters/letter/add/" in page
    assert page.count("<svg") == page.count('<svg class="lens"') == 1  # the sign of the search button


def test_it_opens_before_any_codebook_is_loaded(client, db) -> None:
    assert "Er zijn nog geen brieven." in home(client)


def test_with_proposals_alone_it_says_that_nobody_decided(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    call_command("propose")
    page = home(client)
    assert "nog niemand heeft een voorstel geaccepteerd" in page
    assert "0 van 1 brief gelezen." in page


def test_with_letters_alone_it_says_that_proposals_come(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    assert "er is nog niets over gezegd" in home(client)


def test_each_topic_with_a_position_has_its_drawing_and_its_headline(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    page = home(client)
    assert page.count('role="img"') == 1
    assert "Laatst: −0,8 (richting toenadering), op 5 zinnen (−1: 4 · 0: 1), los beoordeeld, 3 maart 2019" in page
    assert 'href="/onderwerpen/russia/"' in page
    assert "telregels 2" in told(page)


def test_what_moved_last_stands_there_with_both_quotes(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 mei 2019", *HAWK)
    words = told(home(client))
    assert "Rusland : omgedraaid, nu richting afschrikking" in words
    assert "−0,8 (richting toenadering) · 5 zinnen (−1: 4 · 0: 1), los beoordeeld" in words
    assert "+0,8 (richting afschrikking) · 5 zinnen (0: 1 · +1: 4), los beoordeeld" in words


def test_words_that_differ_are_marked_where_the_quotes_are_alike(client, letter_of, accept, cabinets) -> None:
    for number, (day, quote, score) in enumerate((("3 maart 2019", TALK, -1), ("4 mei 2019", PRESS, 1)), start=1):
        text = letter_of(number, day, quote, *FILLING, "En nog iets.", "Dat was het dan.")
        for words in (quote, *FILLING, "En nog iets."):
            accept(text, words, score)
    page = home(client)
    assert "<del>dialoog</del>" in page
    assert "<ins>druk</ins>" in page


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (DOVE, DOVE),  # reaffirmed
        (DOVE, (1, 1, 1, 1)),  # unclear: too few sentences
        (DOVE, (2, 2)),  # thin
    ],
)
def test_what_did_not_move_is_no_news(client, says, first, second) -> None:
    says(1, "3 maart 2019", *first)
    says(2, "4 mei 2019", *second)
    assert "Laatst veranderd" not in home(client)


def test_a_provisional_step_is_no_news(client, says, propose) -> None:
    says(1, "3 maart 2019", *DOVE)
    second = says(2, "4 mei 2019", *HAWK)
    assert "Laatst veranderd" in home(client)
    propose(second)
    assert "Laatst veranderd" not in home(client)


def test_who_codes_a_letter_blind_sees_no_news_of_it(client, says, bram, coders) -> None:
    says(1, "3 maart 2019", *DOVE)
    assignments.ask(bram, says(2, "4 mei 2019", *HAWK), by=None)
    client.force_login(bram.user)
    page = home(client)
    assert "Laatst veranderd" not in page
    assert "Laatst: −0,8" in page
    assert "binnen wat u koos" not in page


def test_the_newest_letters_come_first(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    letter_of(2, "4 mei 2019", TALK, *FILLING)
    page = home(client)
    assert page.index("/brieven/kst-99301-2/") < page.index("/brieven/kst-99301-1/")


def test_feeds_of_letters_and_changes_are_named_and_linked(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 mei 2019", *HAWK)
    page = home(client)
    for feed in ("/feeds/brieven/", "/feeds/veranderingen/"):
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" [^>]*href="{feed}">', page)
        assert f'<a href="{feed}" type="application/atom+xml">volgen als feed</a>' in page


def test_the_queries_do_not_grow(client, says, django_assert_num_queries) -> None:
    home(client)  # fill the cache of the codebook
    for more in (1, 4):
        for number in range(more):
            says(10 * more + number, f"{number + 1} mei 2019", *(HAWK if number % 2 else DOVE))
        with django_assert_num_queries(QUERIES):
            home(client)


def test_it_says_how_many_letters_are_read(client, letter_of, mark_read) -> None:
    mark_read(letter_of(1, "3 maart 2019", TALK, *FILLING))
    letter_of(2, "4 mei 2019", TALK, *FILLING)
    assert "1 van 2 brieven gelezen." in home(client)

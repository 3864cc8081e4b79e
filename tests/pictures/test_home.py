"""The first page: what this is, where the topics stand, what moved last, what came in; and what to do when empty."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken."
PRESS = "Het kabinet vindt dat de NAVO de druk op Rusland moet blijven zoeken."
FILLING = ("De visserij kreeg een rustig jaar.", "Tot slot iets over vis.", "Meer niet.")


def home(client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_this_is(client, codebook) -> None:
    assert "laat zien hoe zijn lijn verschuift" in home(client)


def test_without_letters_it_says_what_to_do(client, codebook) -> None:
    page = home(client)
    assert "Er zijn nog geen brieven." in page
    assert "/admin/letters/letter/add/" in page
    assert "<svg" not in page


def test_it_opens_before_any_codebook_is_loaded(client, db) -> None:
    assert "Er zijn nog geen brieven." in home(client)


def test_with_proposals_alone_it_says_that_nobody_decided(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    call_command("propose")
    page = home(client)
    assert "nog niemand heeft een voorstel geaccepteerd" in page
    assert "0 van 1 brief beoordeeld" in page


def test_with_letters_alone_it_says_that_proposals_come(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    assert "er is nog niets over gezegd" in home(client)


def test_each_topic_with_a_position_has_its_drawing_and_a_sentence(client, letter_of, accept) -> None:
    day = timezone.localdate() - timedelta(days=40)
    accept(letter_of(1, date_format(day, "j F Y"), TALK, *FILLING), TALK, -1)
    page = home(client)
    assert page.count('role="img"') == 1
    assert f"Laatst: −1 (richting toenadering) op {date_format(day, 'j F Y')}, op 1 zin." in page
    assert 'href="/onderwerpen/russia/"' in page


def test_what_changed_last_stands_there_with_both_quotes_and_the_words_that_differ(client, letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, *FILLING), TALK, -1)
    accept(letter_of(2, "4 mei 2019", PRESS, *FILLING), PRESS, 1)
    page = home(client)
    assert "omgedraaid, van −1 naar +1" in page
    assert page.count(" · 1 zin</figcaption>") == 2
    assert "<del>dialoog</del>" in page
    assert "<ins>druk</ins>" in page


def test_a_position_that_held_is_no_change(client, letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, *FILLING), TALK, -1)
    accept(letter_of(2, "4 mei 2019", TALK, *FILLING), TALK, -1)
    assert "Laatst veranderd" not in home(client)


def test_the_newest_letters_come_first(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    letter_of(2, "4 mei 2019", TALK, *FILLING)
    page = home(client)
    assert page.index("/brieven/kst-99301-2/") < page.index("/brieven/kst-99301-1/")


def test_feeds_of_letters_and_changes_are_named_and_linked(client, letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, *FILLING), TALK, -1)
    accept(letter_of(2, "4 mei 2019", PRESS, *FILLING), PRESS, 1)
    page = home(client)
    for feed in ("/feeds/brieven/", "/feeds/veranderingen/"):
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" [^>]*href="{feed}">', page)
        assert f'<a href="{feed}" type="application/atom+xml">volgen als feed</a>' in page


def test_the_queries_do_not_grow(client, letter_of, accept, django_assert_max_num_queries) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, *FILLING), TALK, -1)
    home(client)
    for number in range(2, 5):
        accept(letter_of(number, f"{number} mei 2019", PRESS, *FILLING), PRESS, number - 3)
    with django_assert_max_num_queries(11):
        home(client)

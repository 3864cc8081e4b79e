"""Page of changes: steps between letters on a cabinet's line, with both quotes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.core.management import call_command

from positions.labels.position_words import difference_words, step_numbers
from tests.factories import told
from tests.positions.factories import FILLING
from tests.positions.views.changes_page import DOVE, HAWK, kinds, page

TALK = "Het kabinet wil met druk en dialoog blijven spreken met Rusland, ook als dat lang gaat duren."
FIRM = "Het kabinet wil met afschrikking en dialoog blijven spreken met Rusland, ook als dat lang gaat duren."
QUERIES = 11  # five of which read the steps


WRONG = (
    ("?change=ontploft", "Verandering (oude keuze): “ontploft” is hier geen keuze."),
    ("?change=hardened&change=ontploft", "Verandering (oude keuze): “ontploft” is hier geen keuze."),
    ("?verdict=hardened", "Wat er gebeurde: “hardened” is hier geen keuze."),
    ("?step=softened", "Soort stap: “softened” is hier geen keuze."),
    ("?towards=up", "Richting: “up” is hier geen keuze."),
)


def test_an_unknown_choice_is_named_as_wrong(client, codebook) -> None:
    for address, words in WRONG:
        html = page(client, address)
        assert "Niet alles in het adres klopt" in html
        assert words in html


def test_a_step_shows_both_quotes_with_the_words_that_differ(client, letter_of, accept, cabinets) -> None:
    fillers = [f"Zin {place} gaat over vis." for place in range(4)]
    for number, (day, quote, score) in enumerate((("3 maart 2019", TALK, -1), ("4 april 2019", FIRM, 1)), start=1):
        text = letter_of(number, day, quote, *fillers)
        for words in (quote, *fillers):
            accept(text, words, score)
    html = page(client)
    assert kinds(html) == ["Omgedraaid, nu richting afschrikking"]
    assert "Van <strong>−1</strong> naar <strong>+1</strong>" in html
    assert "met <del>druk</del> en dialoog" in html
    assert "met <ins>afschrikking</ins> en dialoog" in html
    assert told(html).count("Rutte III · −1 (richting toenadering) · 5 zinnen (−1: 5), los beoordeeld") == 1
    assert told(html).count("Rutte III · +1 (richting afschrikking) · 5 zinnen (+1: 5), los beoordeeld") == 1


def test_sentences_with_little_in_common_are_not_marked(client, says, letter_of, accept) -> None:
    says(1, "3 maart 2019", *DOVE)
    second = letter_of(2, "4 april 2019", *(f"Regel {place} spreekt van vis." for place in range(6)))
    for place in range(6):
        accept(second, f"Regel {place} spreekt van vis.", 1)
    html = page(client)
    assert kinds(html) and "<del>" not in html


def test_letters_of_one_day_make_one_step_and_are_all_named(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    pair = [says(2, "4 april 2019", 1, 1, 1), says(3, "4 april 2019", 1, 1, 1)]
    html = page(client)
    assert kinds(html) == ["Omgedraaid, nu richting afschrikking"]
    assert all(f"/brieven/{letter.key}/" in html for letter in pair)
    assert "6 zinnen (+1: 6)" in told(html)


def test_a_thin_letter_makes_no_step_and_stands_between_none(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 april 2019", 2, 2)
    says(3, "5 mei 2019", *DOVE)
    assert kinds(page(client, "?verdict=all")) == ["Bevestigd", "Begin van de lijn van Rutte III"]


def test_others_than_the_cabinet_take_no_steps(client, says) -> None:
    says(1, "3 maart 2019", *DOVE, holder="nato")
    says(2, "4 april 2019", *HAWK, holder="nato")
    assert kinds(page(client, "?holder=nato&verdict=all")) == []


def test_where_nothing_moved_the_page_leads_to_the_other_steps(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 april 2019", *DOVE)
    html = page(client)
    assert "0 stappen" in html
    assert "Wel zijn er andere stappen: bevestigd (1), begin van een lijn (1)." in html
    assert '<a href="?verdict=all">Toon alle stappen</a>' in html


def test_the_other_steps_are_those_of_what_is_chosen(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    html = page(client, "?topic=russia")
    assert '<a href="?topic=russia&amp;verdict=all">Toon alle stappen</a>' in html
    assert "(1)" in html
    assert "Haal hierboven een keuze weg" not in html
    for elsewhere in ("?topic=china", "?topic=russia&verdict=moved"):
        assert "Haal hierboven een keuze weg" in page(client, elsewhere)


def test_without_steps_the_page_says_what_a_step_asks_for(client, codebook) -> None:
    assert "drie of meer geaccepteerde zinnen" in page(client)


def test_proposals_are_no_steps(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", TALK, *FILLING)
    call_command("propose")
    assert "0 stappen" in page(client, "?verdict=all")


@pytest.mark.parametrize("more", [0, 6])
def test_the_page_costs_the_same_however_many_letters(client, says, django_assert_num_queries, more) -> None:
    for number in range(1 + more):
        says(10 + number, f"{number + 1} juni 2022", 2, 2, 2)
    with django_assert_num_queries(QUERIES):
        client.get("/veranderingen/")


def test_hostile_text_stays_text(client, letter_of, accept, cabinets) -> None:
    bad = 'Het kabinet vindt <script>alert(1)</script> & "Rusland" een zorg.'
    text = letter_of(1, "3 maart 2019", bad.replace("<", "&lt;"), *FILLING)
    stood = next(line for line in text.revisions.get().text.splitlines() if "alert" in line)
    stood = stood.partition(FILLING[0])[0].strip()
    assert "<script>" in stood
    for quote in (stood, *FILLING):
        accept(text, quote, 1)
    html = page(client, "?step=new")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("1/5", "13/20", ("+0,20", "+0,65")),  # less than half a point, so not a change
        ("1/5", "7/10", ("+0,2", "+0,7")),
        ("1/3", "29/35", ("+0,333", "+0,829")),
        ("-1/4", "1/4", ("−0,3", "+0,3")),
        ("1", "3/2", ("+1,0", "+1,5")),  # as many decimals on both sides
        ("-1", "1", ("−1", "+1")),
        ("0", "3/2", ("0", "+1,5")),
    ],
)
def test_the_numbers_of_a_step_agree_with_its_word(before, after, words) -> None:
    assert step_numbers(Fraction(before), Fraction(after)) == words


@pytest.mark.parametrize(("moved", "words"), [("9/20", "+0,45"), ("1/2", "+0,5"), ("-39/40", "−1"), ("2/5", "+0,4")])
def test_a_difference_never_rounds_over_half_a_point(moved, words) -> None:
    assert difference_words(Fraction(0), Fraction(moved)) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2/35", "1/50", "−0,04"),  # shown as +0,1 and 0
        ("13/50", "16/25", "+0,38"),  # +0,3 and +0,6
        ("1/3", "2/3", "+0,33"),  # +0,3 and +0,7
        ("249/1000", "551/1000", "+0,302"),  # +0,2 and +0,6
        ("3/10", "8/25", "minder dan 0,1"),  # both +0,3
        ("3/10", "3/10", "0"),
        ("-1/10", "3/10", "+0,4"),
    ],
)
def test_a_difference_is_the_exact_one_where_the_rounded_means_suggest_another(before, after, words) -> None:
    assert difference_words(Fraction(before), Fraction(after)) == words

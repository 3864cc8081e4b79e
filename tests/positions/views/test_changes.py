"""Page of changes: steps between letters on a cabinet's line, with both quotes."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from django.core.management import call_command

from letters.models import Letter
from positions.labels.position_words import difference_words, step_numbers
from positions.review import assignments
from tests.factories import told
from tests.positions.factories import FILLING

TALK = "Het kabinet wil met druk en dialoog blijven spreken met Rusland, ook als dat lang gaat duren."
FIRM = "Het kabinet wil met afschrikking en dialoog blijven spreken met Rusland, ook als dat lang gaat duren."
DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)
QUERIES = 11  # five of which read the steps


@pytest.fixture
def steps(says) -> dict[str, Letter]:
    """Take in a letter for each kind of step, by that kind; most continue from the one before."""
    return {
        "new": says(1, "3 maart 2018", *DOVE),
        "reaffirmed": says(2, "4 april 2018", *DOVE),
        "reversed": says(3, "5 mei 2018", *HAWK),
        "moved": says(4, "6 juni 2018", 2, 2, 2, 2, 2),
        "unclear": says(5, "7 juli 2018", 1, 1, -2),
        "across": says(6, "2 mei 2022", *HAWK),
        "lapsed": says(7, "3 juni 2023", *HAWK),
    } | {"before across": says(8, "4 oktober 2021", *DOVE)}


def page(client, address: str = "") -> str:
    response = client.get(f"/veranderingen/{address}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def kinds(html: str) -> list[str]:
    return [told(words) for words in re.findall(r'<span class="kind">(.*?)</span>', html)]


def keys(html: str) -> list[str]:
    """Return the letters that the steps link to, in the order of the page."""
    return [re.findall(r"/brieven/(kst-99301-\d+)/", step)[-1] for step in re.findall(r"<li id=.*?</li>", html)]


def test_what_moved_stands_there_and_nothing_else(client, steps) -> None:
    html = page(client)
    assert kinds(html) == [
        "Rutte III → Rutte IV: omgedraaid, nu richting afschrikking",
        "Meer richting afschrikking",
        "Omgedraaid, nu richting afschrikking",
    ]
    assert keys(html) == [steps[kind].key for kind in ("across", "moved", "reversed")]
    assert "3 stappen" in html


def test_all_steps_are_there_on_request(client, steps) -> None:
    assert kinds(page(client, "?verdict=all")) == [
        "Bevestigd, na 13 maanden",
        "Rutte III → Rutte IV: omgedraaid, nu richting afschrikking",
        "Te weinig om het te zeggen, na 38 maanden",
        "Te weinig om het te zeggen",
        "Meer richting afschrikking",
        "Omgedraaid, nu richting afschrikking",
        "Bevestigd",
        "Begin van de lijn van Rutte III",
    ]


CHOICES = (
    ("?step=new", ["new"]),
    ("?step=across", ["across"]),
    ("?step=across&verdict=reaffirmed", []),
    ("?step=across&verdict=reversed", ["across"]),
    ("?verdict=reaffirmed", ["lapsed", "reaffirmed"]),
    ("?verdict=unclear", ["before across", "unclear"]),
    ("?verdict=moved&verdict=reaffirmed", ["lapsed", "moved", "reaffirmed"]),
    ("?towards=high", ["across", "moved", "reversed"]),
    ("?towards=low", []),
    ("?topic=china&verdict=all", []),
    ("?topic=russia&step=new", ["new"]),
)
OLD_CHOICES = (
    ("?change=new", ["new"]),
    ("?change=reaffirmed", ["lapsed", "reaffirmed"]),
    ("?change=reversed", ["across", "reversed"]),
    ("?change=hardened", ["moved"]),
    ("?change=softened", []),
    ("?change=hardened&change=softened", ["moved"]),
    ("?change=hardened&change=reversed", ["across", "moved", "reversed"]),
)


def test_what_is_listed_is_chosen_in_the_address(client, steps) -> None:
    for address, wanted in CHOICES:
        assert keys(page(client, address)) == [steps[kind].key for kind in wanted], address


def test_an_address_with_an_old_choice_lists_what_the_new_one_does(client, steps) -> None:
    for address, wanted in OLD_CHOICES:
        assert keys(page(client, address)) == [steps[kind].key for kind in wanted], address


def test_several_old_choices_with_new_among_them_list_everything(client, steps) -> None:
    assert page(client, "?change=new&change=reversed").count('class="kind"') == 8


def test_an_old_choice_is_shown_as_the_new_one_and_is_taken_away_by_its_chip(client, steps) -> None:
    html = page(client, "?change=hardened")
    assert re.findall(r'value="(\w+)" checked', html) == ["moved", "high"]
    assert "Wat er gebeurde: verschoven" in html
    assert 'href="?verdict=moved"' in html
    assert "change=" not in re.search(r'<ul class="chips".*?</ul>', html)[0]


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


def test_a_provisional_step_is_marked_as_such(client, steps, propose) -> None:
    assert "Voorlopig" not in page(client)
    propose(steps["moved"])
    assert told(page(client)).count("Voorlopig: nog 1 voorstel open") == 1
    propose(steps["moved"], FILLING[0])
    assert "Voorlopig: nog 2 voorstellen open" in told(page(client, "?proposals=no"))


def test_a_thin_letter_makes_no_step_and_stands_between_none(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 april 2019", 2, 2)
    says(3, "5 mei 2019", *DOVE)
    assert kinds(page(client, "?verdict=all")) == ["Bevestigd", "Begin van de lijn van Rutte III"]


def test_a_filter_on_letters_only_hides(client, steps) -> None:
    html = page(client, "?after=2018-05-01&before=2018-05-31")
    assert kinds(html) == ["Omgedraaid, nu richting afschrikking"]
    assert f"/brieven/{steps['reaffirmed'].key}/" in html
    assert kinds(page(client, "?step=new&after=2018-05-01")) == []


def test_others_than_the_cabinet_take_no_steps(client, says) -> None:
    says(1, "3 maart 2019", *DOVE, holder="nato")
    says(2, "4 april 2019", *HAWK, holder="nato")
    assert kinds(page(client, "?holder=nato&verdict=all")) == []


def test_the_biggest_step_comes_first_when_asked_and_a_beginning_last(client, steps) -> None:
    found = kinds(page(client, "?order=biggest&verdict=all"))
    assert found[0] == "Te weinig om het te zeggen"  # +2 to 0
    assert found[-1] == "Begin van de lijn van Rutte III"


def test_a_wrong_address_gives_a_message_and_the_page(client, steps) -> None:
    html = page(client, "?after=gisteren")
    assert "Niet alles in het adres klopt" in html
    assert len(kinds(html)) == 3


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


def test_the_page_names_the_version_of_the_counting_rules(client, steps) -> None:
    assert "telregels 2" in told(page(client))


def test_who_codes_a_letter_blind_sees_no_step_that_is_computed_from_it(client, steps, bram, coders) -> None:
    assignments.ask(bram, steps["reversed"], by=None)
    client.force_login(bram.user)
    html = page(client, "?verdict=all")
    assert steps["reversed"].key not in html
    assert "Meer richting afschrikking" not in kinds(html)
    assert "Omgedraaid, nu richting afschrikking" in kinds(html)  # from the letter before the hidden one to the next


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

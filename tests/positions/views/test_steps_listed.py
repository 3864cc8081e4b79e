"""Page of changes: which of the steps on a line are listed, by what is chosen in the address."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from letters.models import Letter
from positions.review import assignments
from tests.factories import told
from tests.positions.factories import FILLING
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.changes_page import DOVE, HAWK, keys, kinds, page


@pytest.fixture(scope="module")
def each_kind(says, module_db) -> dict[str, Letter]:
    with module_db():
        return {
            "new": says(1, "3 maart 2018", *DOVE),
            "reaffirmed": says(2, "4 april 2018", *DOVE),
            "reversed": says(3, "5 mei 2018", *HAWK),
            "moved": says(4, "6 juni 2018", 2, 2, 2, 2, 2),
            "unclear": says(5, "7 juli 2018", 1, 1, -2),
            "across": says(6, "2 mei 2022", *HAWK),
            "lapsed": says(7, "3 juni 2023", *HAWK),
        } | {"before across": says(8, "4 oktober 2021", *DOVE)}


@pytest.fixture
def steps(each_kind, db) -> dict[str, Letter]:
    """A letter for each kind of step, by that kind; most continue from the one before."""
    return deepcopy(each_kind)


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


def test_a_provisional_step_is_marked_as_such(client, steps, propose) -> None:
    assert "Voorlopig" not in page(client)
    propose(steps["moved"])
    assert told(page(client)).count("Voorlopig: nog 1 voorstel open") == 1
    propose(steps["moved"], FILLING[0])
    assert "Voorlopig: nog 2 voorstellen open" in told(page(client, "?proposals=no"))


def test_a_filter_on_letters_only_hides(client, steps) -> None:
    html = page(client, "?after=2018-05-01&before=2018-05-31")
    assert kinds(html) == ["Omgedraaid, nu richting afschrikking"]
    assert f"/brieven/{steps['reaffirmed'].key}/" in html
    assert kinds(page(client, "?step=new&after=2018-05-01")) == []


def test_the_biggest_step_comes_first_when_asked_and_a_beginning_last(client, steps) -> None:
    found = kinds(page(client, "?order=biggest&verdict=all"))
    assert found[0] == "Te weinig om het te zeggen"  # +2 to 0
    assert found[-1] == "Begin van de lijn van Rutte III"


def test_a_wrong_address_gives_a_message_and_the_page(client, steps) -> None:
    html = page(client, "?after=gisteren")
    assert "Niet alles in het adres klopt" in html
    assert len(kinds(html)) == 3


def test_the_page_names_the_version_of_the_counting_rules(client, steps) -> None:
    assert "telregels 2" in told(page(client))


def test_who_codes_a_letter_blind_sees_no_step_that_is_computed_from_it(client, steps, bram, coders) -> None:
    assignments.ask(bram, steps["reversed"], by=None)
    client.force_login(bram.user)
    html = page(client, "?verdict=all")
    assert steps["reversed"].key not in html
    assert "Meer richting afschrikking" not in kinds(html)
    assert "Omgedraaid, nu richting afschrikking" in kinds(html)  # from the letter before the hidden one to the next

"""Topic page: what each row of the table says of a letter's position, of its step and of its share."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from letters.models import Letter
from positions.review import assignments
from tests.factories import told
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.topic_page import page_of, row_of


@pytest.fixture(scope="module")
def on_a_line(says, module_db) -> list[Letter]:
    with module_db():
        return [
            says(1, "3 maart 2020", -1, -1, -1, 0, -1),
            says(2, "4 april 2020", 2),
            says(3, "5 november 2021", 1, 1, 1, 1, 0),
            says(4, "6 mei 2022", 1, 1, -1, -1, -2, 1, bulk=True),
        ]


@pytest.fixture
def line(on_a_line, db) -> list[Letter]:
    """A cabinet's letters on a line, with a thin one between, and the first letter of the next cabinet."""
    return deepcopy(on_a_line)


def test_each_row_says_the_form_with_its_distribution_and_how_many_were_judged_singly(client, line, accept) -> None:
    first, thin, third, fourth = line
    accept(fourth, "Tot slot iets over de netten van de vloot.", 0)
    page = page_of(client)
    assert row_of(page, first)["stand"] == "−0,8 (richting toenadering) 5 zinnen (−1: 4 · 0: 1), los beoordeeld"
    assert row_of(page, thin)["stand"] == (
        "+2 (richting afschrikking), op minder dan drie zinnen 1 zin (+2: 1), los beoordeeld"
    )
    assert row_of(page, fourth)["stand"] == (
        "afschrikking én toenadering: 3 en 3 zinnen 7 zinnen (−2: 1 · −1: 2 · 0: 1 · +1: 3), 1 los beoordeeld"
    )
    assert row_of(page, thin)["row"] == '<tr class="thin"'
    assert row_of(page, third)["row"] == "<tr"


def test_each_row_says_its_step_with_its_pole_its_gap_and_both_cabinets(client, line) -> None:
    page = page_of(client)
    assert [row_of(page, letter)["change"] for letter in line] == [
        "begin van de lijn van Rutte III",
        "",
        "omgedraaid, nu richting afschrikking, na 20 maanden",
        "Rutte III → Rutte IV: te weinig om het te zeggen",
    ]


def test_a_step_with_an_open_proposal_is_marked_as_provisional(client, line, propose) -> None:
    propose(line[2])
    propose(line[2], "De visserij kreeg dit jaar een rustig voorjaar.", None)
    page = page_of(client)
    assert row_of(page, line[2])["change"].endswith("na 20 maanden voorlopig: nog 2 voorstellen open")
    assert row_of(page, line[3])["change"].endswith("te weinig om het te zeggen voorlopig: nog 2 voorstellen open")
    assert "voorlopig" not in row_of(page, line[0])["change"]
    page = page_of(client, "?proposals=no")
    assert "voorlopig: nog 2 voorstellen open" in row_of(page, line[2])["change"]


def test_the_share_is_told_of_letters_that_are_read(client, line, mark_read) -> None:
    mark_read(line[0])
    page = page_of(client)
    assert row_of(page, line[0])["number-cell"] == "71% van de zinnen"
    assert row_of(page, line[1])["number-cell"] == "niet gelezen"


def test_a_letter_that_a_filter_leaves_keeps_the_step_that_it_has(client, line) -> None:
    page = page_of(client, "?after=2021-01-01")
    assert row_of(page, line[2])["change"] == "omgedraaid, nu richting afschrikking, na 20 maanden"
    assert line[0].key not in page


def test_a_row_of_a_letter_that_goes_both_ways_quotes_both(client, line) -> None:
    quoted = row_of(page_of(client), line[3])["typical"]
    assert quoted.count("Over Rusland houdt het kabinet") == 2
    assert quoted.index("als 1 is bedoeld") < quoted.index("als -1 is bedoeld")


def test_the_page_names_the_version_of_the_counting_rules(client, line) -> None:
    assert 'href="/methode/#lijn"' in page_of(client)
    assert "telregels 2" in told(page_of(client))
    embedded = client.get("/onderwerpen/russia/insluiten/").content.decode()
    assert re.search(r'<a href="/methode/#lijn"\s+target="_blank" rel="noopener">telregels 2</a>', embedded)


def test_the_legend_explains_pale_dots_where_there_are_any(client, line) -> None:
    assert "bleek: minder dan drie zinnen, op geen lijn" in page_of(client)
    assert "bleek: minder dan drie zinnen" not in page_of(client, "?least=3")


def test_who_codes_a_letter_blind_sees_nothing_computed_from_it(client, line, bram, coders) -> None:
    hidden = line[2]
    assignments.ask(bram, hidden, by=None)
    client.force_login(bram.user)
    page = page_of(client)
    assert hidden.key not in page
    assert "Daarna hier geen brieven." in told(page)
    assert row_of(page, line[3])["change"] == "begin van de lijn van Rutte IV"  # there is no other within a year
    for path in ("figuur.json", "figuur.svg", "gegevens.csv", "gegevens.json", "insluiten/"):
        found = client.get(f"/onderwerpen/russia/{path}")
        assert hidden.key not in found.content.decode()
    assert client.get(f"/onderwerpen/russia/brief/{hidden.key}/").status_code == 404

"""The comparison page: topics across years and cabinets, and two periods side by side."""

from __future__ import annotations

import csv
import re
from fractions import Fraction

import pytest
from django.core.management import call_command

from positions.phrases import heat_class, mean_words, moved_words, share_words, step_words

ONE = "Het kabinet zoekt het gesprek met Rusland."
TWO = "Het kabinet voert de druk op Rusland op."
THREE = "Het kabinet geeft meer uit aan defensie."
QUERIES = 12


@pytest.fixture
def three_letters(letter_of, accept):
    early, late, latest = (
        letter_of(1, "3 maart 2018", ONE, THREE),
        letter_of(2, "4 april 2020", TWO, THREE),
        letter_of(3, "9 mei 2020", TWO.replace("op.", "verder op."), THREE),
    )
    accept(early, ONE, -1)
    accept(late, TWO, 1)
    accept(latest, TWO.replace("op.", "verder op."), 2)
    accept(latest, THREE, 1, topic="defence-spending")
    return early, late, latest


def page(client, address: str = "") -> str:
    return re.sub(r"\s+", " ", client.get(f"/vergelijken/{address}").content.decode())


def row_of(html: str, topic: str) -> list[str]:
    line = re.search(rf">{topic}</a>.*?</tr>", html)
    assert line
    return [re.sub(r"<[^>]+>", " ", cell).split()[0] for cell in re.findall(r"<td[^>]*>(.*?)</td>", line[0])]


def test_every_year_has_its_mean_and_silence_is_blank(client, three_letters) -> None:
    html = page(client)
    assert re.findall(r'<th scope="col">(\d{4})</th>', html) == ["2018", "2019", "2020"]
    assert row_of(html, "Rusland") == ["−1", "niets", "+1,5"]
    assert row_of(html, "Defensie-uitgaven") == ["niets", "niets", "+1"]
    assert "2 brieven" in html


def test_cabinets_are_columns_in_their_order(client, letter_of, accept) -> None:
    call_command("load_cabinets")
    accept(letter_of(1, "3 maart 2018", ONE, THREE), ONE, -1)
    accept(letter_of(2, "4 april 2023", TWO, THREE), TWO, 1)
    html = page(client, "?by=cabinet")
    assert re.findall(r'<th scope="col">([^<]+)</th>', html)[1:] == ["Rutte III", "Rutte IV"]
    assert row_of(html, "Rusland") == ["−1", "+1"]


def test_letters_of_no_known_cabinet_are_in_no_column(client, three_letters) -> None:
    assert "er niets te vergelijken" in page(client, "?by=cabinet")


def test_two_periods_stand_side_by_side_with_their_typical_quotes(client, three_letters) -> None:
    html = page(client, "?a=2018&b=2020")
    assert f"«{ONE}»" in html
    assert f"«{TWO}»" in html  # +1 and +2 lie as near to +1,5; the earliest is typical
    assert "+2,5" in html
    assert "aandacht 50%" in html


def test_a_period_is_not_compared_with_itself(client, three_letters) -> None:
    assert "Kies twee verschillende periodes" in page(client, "?a=2018&b=2018")
    assert "Alleen over 2018 is hier iets gezegd" in page(client, "?before=2018-12-31")
    assert "gelijk gebleven" not in page(client, "?before=2018-12-31")


def test_a_period_that_is_not_there_is_named(client, three_letters) -> None:
    assert "In “1999” is in deze brieven niets te vergelijken" in page(client, "?a=1999")


def test_the_table_comes_as_csv(client, three_letters) -> None:
    rows = list(csv.DictReader(client.get("/vergelijken/?format=csv").content.decode().splitlines()))
    russia = {row["period"]: row["position"] for row in rows if row["topic"] == "russia"}
    assert russia == {"2018": "-1.0", "2019": "", "2020": "1.5"}


def test_without_stances_the_page_says_what_to_do(client, codebook) -> None:
    assert "nog geen geaccepteerde standpunten" in page(client)


@pytest.mark.parametrize("more", [0, 5])
def test_the_page_costs_the_same_however_many_letters(
    client, letter_of, accept, django_assert_num_queries, more
) -> None:
    for number in range(2 + more):
        accept(
            letter_of(10 + number, f"{number + 1} juni {2021 + number % 2}", ONE, f"Punt {number} van de dag."), ONE, 2
        )
    with django_assert_num_queries(QUERIES):
        client.get("/vergelijken/")


@pytest.mark.parametrize(
    ("mean", "words"),
    [("4/5", "+0,8"), ("-4/3", "−1,3"), ("1/4", "+0,3"), ("-1/4", "−0,3"), ("0", "0"), ("1/30", "0"), ("2", "+2")],
)
def test_means_are_written_as_the_dutch_do(mean, words) -> None:
    assert mean_words(Fraction(mean)) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("1/5", "13/20", ("+0,2", "+0,65")),  # no half a point, and so no change
        ("1/5", "7/10", ("+0,2", "+0,7")),
        ("1/3", "29/35", ("+0,333", "+0,829")),
        ("-1/25", "97/100", ("−0,04", "+0,97")),  # reversed
    ],
)
def test_the_numbers_of_a_step_agree_with_its_word(before, after, words) -> None:
    assert step_words(Fraction(before), Fraction(after)) == words


@pytest.mark.parametrize(("moved", "words"), [("9/20", "+0,45"), ("1/2", "+0,5"), ("-39/40", "−0,98"), ("2/5", "+0,4")])
def test_how_far_a_step_went_never_rounds_over_a_bound(moved, words) -> None:
    assert moved_words(Fraction(moved)) == words


def test_no_position_is_no_number() -> None:
    assert (mean_words(None), heat_class(None), share_words(None)) == ("", "", "")
    assert (heat_class(Fraction(-2)), heat_class(Fraction(0)), heat_class(Fraction(5, 4))) == (
        "heat-n4", "heat-0", "heat-p3",
    )  # fmt: skip
    assert share_words(Fraction(1, 400)) == "<1%"

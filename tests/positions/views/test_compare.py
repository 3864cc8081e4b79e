"""The comparison page: topics across years and cabinets, and two periods side by side."""

from __future__ import annotations

import csv
import re
from fractions import Fraction

import pytest

from letters.models import Letter
from positions.caching import in_process
from positions.labels.position_words import heat_class, mean_words, share_words
from positions.review import assignments
from tests.factories import told
from tests.positions.factories import FILLING, sentence

QUERIES = 14  # five of which read the series, and two the letters held and read
COLUMNS = [
    "topic", "period", "cabinet", "position", "letters", "sentences", "counts", "singly", "thin", "salience",
    "letters_held", "letters_read", "gap", "rules",
]  # fmt: skip


def page(client, address: str = "") -> str:
    response = client.get(f"/vergelijken/{address}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def periods(html: str) -> list[str]:
    return re.findall(r'<th scope="col">([^<]+)</th>', html)[1:]


def row_of(html: str, topic: str) -> list[str]:
    """Return the texts of the cells in the topic's row."""
    line = re.search(rf'<th scope="row"><a href="[^"]*">{topic}</a>.*?</tr>', html)
    assert line
    return [told(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line[0])]


def rows(client, address: str = "") -> list[dict[str, str]]:
    found = client.get(f"/vergelijken/?format=csv{address}").content.decode()
    return list(csv.DictReader(found.splitlines()))


def test_every_year_and_cabinet_has_a_column_also_a_year_without_letters(client, three_letters) -> None:
    assert periods(page(client)) == ["2018 · Rutte III", "2019", "2020 · Rutte III"]


def test_two_cabinets_in_one_year_are_two_columns_and_never_one_mean(client, says) -> None:
    says(1, "3 maart 2017", -2, -2, -2)
    says(2, "4 november 2017", 2, 2, 2)
    undecided = says(3, "5 december 2017", 1, 1, 1)
    Letter.objects.filter(pk=undecided.pk).update(cabinet=None, demissionary=None)
    html = page(client)
    assert periods(html) == ["2017 · Rutte II", "2017 · Rutte III", "2017 · kabinet onbekend"]
    assert [cell.split()[0] for cell in row_of(html, "Rusland")] == ["−2", "+2", "+1"]


def test_a_period_has_its_position_letters_sentences_distribution_and_how_many_were_judged_singly(
    client, three_letters
) -> None:
    assert row_of(page(client), "Rusland") == [
        "−0,8 1 brief 5 zinnen (−1: 4 · 0: 1), los beoordeeld",
        "geen brieven",
        "+1,6 2 brieven 5 zinnen (+1: 2 · +2: 3), los beoordeeld",
    ]


def test_a_letter_weighs_as_many_times_as_it_has_sentences_five_at_most(client, says) -> None:
    says(1, "3 maart 2018", *[2] * 12)
    says(2, "4 april 2018", -1, -1)
    assert row_of(page(client), "Rusland")[0].startswith("+1,1 2 brieven 14 zinnen")  # (2 × 5 − 1 × 2) / 7


def test_where_the_sentences_lie_on_the_other_side_of_zero_the_page_says_why(client, says) -> None:
    says(1, "3 maart 2018", *[1] * 12)
    says(2, "4 april 2018", -2, -2, -2, -2)
    cell = row_of(page(client), "Rusland")[0]
    assert cell.startswith("−0,3 afschrikking én toenadering: 12 en 4 zinnen 2 brieven 16 zinnen")
    assert cell.endswith("alle zinnen samen: +0,3, want een brief telt vijf keer op zijn hoogst")


def test_a_position_has_the_words_of_its_topics_page(client, says) -> None:
    both = says(1, "3 maart 2018", 1, 1, 1, -1, -1, -1, 1)
    says(2, "4 april 2019", 0, 0, 0, 1, -1)
    says(3, "5 mei 2020", 1, 1, 1)
    html = page(client, "?topic=russia")
    forms = [
        "afschrikking én toenadering: 4 en 3 zinnen",
        "afgewogen: 3 van 5 zinnen in het midden",
    ]
    cells = row_of(html, "Rusland")
    assert cells[0].startswith(f"+0,1 {forms[0]} 1 brief") and cells[1].startswith(f"0 {forms[1]} 1 brief")
    assert cells[2].startswith("+1 1 brief")
    topic = told(client.get("/onderwerpen/russia/").content.decode())
    assert all(form in topic for form in forms)
    pair = told(page(client, "?topic=russia&a=2018&b=2019").split('id="paar-russia"')[1])
    assert f"+0,1 {forms[0]} · 1 brief" in pair and f"0 {forms[1]} · 1 brief" in pair
    assert "richting afschrikking" not in pair and "0 in het midden" not in pair
    assert both.get_absolute_url() in html


def test_letters_of_one_period_have_the_form_of_their_sentences_together_unless_all_are_thin(client, says) -> None:
    says(1, "3 maart 2018", 1, 1, 1)
    says(2, "4 april 2018", -1, -1, -1)
    says(3, "5 mei 2019", 1, 1)
    says(4, "6 juni 2019", -1, -1)
    cells = row_of(page(client), "Rusland")
    assert cells[0].startswith("0 afschrikking én toenadering: 3 en 3 zinnen 2 brieven")
    assert cells[1].startswith("0 2 brieven") and cells[1].endswith("op minder dan drie zinnen")


def test_the_difference_of_two_periods_is_the_exact_one(client, says) -> None:
    says(1, "3 maart 2018", 1, *[0] * 17)
    says(2, "4 april 2019", 1, *[0] * 24)
    pair = told(page(client, "?topic=russia&a=2018&b=2019").split('id="paar-russia"')[1])
    assert "verschil −0,02 2018 · Rutte III +0,1" in pair and "2019 · Rutte III 0 " in pair


def test_a_period_of_thin_letters_alone_is_marked(client, says) -> None:
    says(1, "3 maart 2018", 2, 2)
    says(2, "4 april 2018", 2)
    says(3, "5 mei 2019", 2)
    says(4, "6 juni 2019", 2, 2, 2)
    html = page(client)
    assert row_of(html, "Rusland")[0].endswith("op minder dan drie zinnen")
    assert "te weinig" not in row_of(html, "Rusland")[1]
    assert re.findall(r'<td class="(heat-p4[^"]*)"', html) == ["heat-p4 thin", "heat-p4"]


def test_a_period_without_a_position_says_how_many_letters_are_held_and_read(
    client, three_letters, letter_of, accept, mark_read
) -> None:
    assert row_of(page(client), "China") == [
        "1 brief gelezen, geen standpunt",
        "geen brieven",
        "3 brieven, nog niet gelezen",
    ]
    mark_read(three_letters[1])
    accept(three_letters[0], FILLING[0], None, topic="china")
    assert row_of(page(client), "China") == [
        "1 brief gelezen: genoemd, geen standpunt",
        "geen brieven",
        "1 van 3 brieven gelezen, daarin geen standpunt",
    ]


def test_what_a_choice_leaves_out_is_not_called_silence(client, three_letters, mark_read) -> None:
    for letter in three_letters[1:]:
        mark_read(letter)
    few = row_of(page(client, "?least=4"), "Rusland")
    assert few == [
        "−0,8 1 brief 5 zinnen (−1: 4 · 0: 1), los beoordeeld",
        "geen brieven",
        "geen standpunt dat bij uw keuze past",
    ]
    assert [row["gap"] for row in rows(client, "&least=4&topic=russia")] == ["", "no letters", ""]


def test_of_one_coder_nothing_is_called_silence(client, three_letters, accept, bram) -> None:
    accept(three_letters[0], sentence(1, 1, -1), -2, coder=bram)
    found = row_of(page(client, f"?coder={bram.pk}"), "Rusland")
    assert found[0].startswith("−2 1 brief 1 zin")
    assert found[1:] == ["geen brieven", "geen standpunt dat bij uw keuze past"]
    assert {row["gap"] for row in rows(client, f"&coder={bram.pk}&topic=china")} == {"", "no letters"}


def test_cabinets_are_columns_in_their_order(client, says) -> None:
    says(1, "3 maart 2018", -1, -1, -1)
    says(2, "4 april 2020", 0, 0, 0)
    says(3, "5 mei 2023", 1, 1, 1)
    html = page(client, "?by=cabinet")
    assert periods(html) == ["Rutte III", "Rutte IV"]
    assert [cell.split()[0] for cell in row_of(html, "Rusland")] == ["−0,5", "+1"]


def test_letters_of_no_known_cabinet_have_a_column_of_their_own(client, three_letters) -> None:
    Letter.objects.update(cabinet=None, demissionary=None)
    assert periods(page(client, "?by=cabinet")) == ["kabinet onbekend"]


def test_letters_without_a_date_are_in_no_period_and_are_counted_apart(client, three_letters, says) -> None:
    assert "zonder datum" not in told(page(client))
    says(5, None, 2, 2, 2)
    html = page(client)
    assert row_of(html, "Rusland")[2].startswith("+1,6 2 brieven")
    assert "1 brief zonder datum telt hier niet mee." in told(html)
    says(6, None, 2, 2, 2)
    assert "2 brieven zonder datum tellen hier niet mee." in told(page(client, "?by=cabinet"))


def test_two_periods_stand_side_by_side_with_their_typical_quotes_and_their_difference(client, three_letters) -> None:
    html = page(client, "?a=2018+Rutte+III&b=2020+Rutte+III&topic=russia")
    assert f"«{sentence(1, 1, -1)}»" in html
    assert f"«{sentence(3, 1, 2)}»" in html
    assert "Rusland verschil +2,4" in told(html)
    assert "geen stap" in told(html)
    assert "aandacht 71% van 1 gelezen brief" in told(html)  # of 2018; none of 2020 is read
    assert told(html).count("aandacht") == 1
    for step in ("omgedraaid", "meer richting"):
        assert step not in told(html).lower()


@pytest.mark.parametrize(
    ("address", "periods"),
    [
        ("", ("2018 Rutte III", "2020 Rutte III")),  # the first and the last
        ("?a=2020&b=2018", ("2020 Rutte III", "2018 Rutte III")),  # by their earlier names
        ("?a=2020+Rutte+III&b=2018+Rutte+III", ("2020 Rutte III", "2018 Rutte III")),
        ("?by=cabinet&a=Rutte+III", ("Rutte III", "Rutte III")),
    ],
)
def test_two_periods_are_named_in_the_address_by_their_old_names_too(client, three_letters, address, periods) -> None:
    assert tuple(re.findall(r'<option value="([^"]+)" selected', page(client, address))) == periods
    assert "niets te vergelijken" not in page(client, address)


def test_a_year_of_two_cabinets_is_by_its_old_name_the_later_one(client, says) -> None:
    says(1, "3 maart 2017", -2, -2, -2)
    says(2, "4 november 2017", 2, 2, 2)
    says(3, "4 november 2018", 2, 2, 2)
    assert re.findall(r'<option value="([^"]+)" selected', page(client, "?a=2017&b=2018")) == [
        "2017 Rutte III", "2018 Rutte III",
    ]  # fmt: skip


def test_a_period_is_not_compared_with_itself(client, three_letters) -> None:
    assert "Kies twee verschillende periodes" in page(client, "?a=2018&b=2018")
    assert "Alleen over 2018 · Rutte III staat hier een positie" in page(client, "?before=2018-12-31")
    assert '<span class="kind">' not in page(client, "?before=2018-12-31")


def test_a_period_that_is_not_there_is_named(client, three_letters) -> None:
    assert "In “1999” is in deze brieven niets te vergelijken" in page(client, "?a=1999")


def test_a_period_without_a_position_can_be_laid_beside_another(client, three_letters) -> None:
    html = page(client, "?a=2019&b=2018&topic=russia")
    assert re.findall(r'<option value="([^"]+)" selected', html) == ["2019", "2018 Rutte III"]
    assert "2019 Geen brieven. 2018 · Rutte III −0,8" in told(html)
    assert '<span class="kind">' not in html


def test_the_table_comes_as_csv(client, three_letters) -> None:
    found = rows(client)
    assert list(found[0]) == COLUMNS
    russia = [row for row in found if row["topic"] == "russia"]
    assert [(row["period"], row["cabinet"], row["position"], row["gap"]) for row in russia] == [
        ("2018", "Rutte III", "-0.8", ""), ("2019", "", "", "no letters"), ("2020", "Rutte III", "1.6", ""),
    ]  # fmt: skip
    assert ",".join(russia[0].values()) == "russia,2018,Rutte III,-0.8,1,5,0 4 1 0 0,5,False,0.7143,1,1,,2"
    assert {row["rules"] for row in found} == {"2"}
    china = [(row["letters_held"], row["letters_read"], row["gap"]) for row in found if row["topic"] == "china"]
    assert china == [("1", "1", "silent"), ("0", "0", "no letters"), ("3", "0", "not read")]


def test_the_page_names_the_version_of_the_counting_rules(client, three_letters) -> None:
    assert "telregels 2" in told(page(client))


def test_who_codes_a_letter_blind_sees_no_mean_or_quote_of_it(client, three_letters, bram, coders) -> None:
    assignments.ask(bram, three_letters[2], by=None)
    client.force_login(bram.user)
    html = page(client)
    assert row_of(html, "Rusland")[2].startswith("+1 1 brief 2 zinnen")
    assert sentence(3, 1, 2) not in html
    assignments.ask(bram, three_letters[0], by=None)
    assert periods(page(client)) == ["2020 · Rutte III"]  # they code the letters of the other periods blind


def test_without_stances_the_page_says_what_to_do(client, codebook) -> None:
    assert "nog geen geaccepteerde standpunten" in page(client)


def test_the_page_costs_the_same_however_many_letters(client, says, django_assert_num_queries) -> None:
    page(client)  # fill the cache of the codebook
    for more in (2, 6):
        for number in range(more):
            says(10 * more + number, f"{number + 1} juni {2021 + number % 2}", 2, 2, 2)
        in_process.clear()
        with django_assert_num_queries(QUERIES):
            client.get("/vergelijken/")


@pytest.mark.parametrize(
    ("mean", "words"),
    [("4/5", "+0,8"), ("-4/3", "−1,3"), ("1/4", "+0,3"), ("-1/4", "−0,3"), ("0", "0"), ("1/30", "0"), ("2", "+2")],
)
def test_means_are_written_as_the_dutch_do(mean, words) -> None:
    assert mean_words(Fraction(mean)) == words


def test_no_position_is_no_number() -> None:
    assert (mean_words(None), heat_class(None), share_words(None)) == ("", "", "")
    assert (heat_class(Fraction(-2)), heat_class(Fraction(0)), heat_class(Fraction(5, 4))) == (
        "heat-n4", "heat-0", "heat-p3",
    )  # fmt: skip
    assert share_words(Fraction(1, 400)) == "<1%"

"""The headline of a topic in each of its forms (codebook, 5): last position, and letters held and read since."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.models import Cabinet, Letter
from tests.factories import told
from tests.kept import kept
from tests.positions.factories import FILLING

FIRM = (1, 1, 1, 1, 0)
LAST = "Laatst: +0,8 (richting afschrikking), op 5 zinnen (0: 1 · +1: 4), los beoordeeld, 4 november 2019 (Rutte III)."


@pytest.fixture(autouse=True)
def in_june_2020(monkeypatch) -> None:
    """Set the date to 1 June 2020, when Rutte III is in office."""
    monkeypatch.setattr(timezone, "localdate", lambda *moment: date(2020, 6, 1))


@pytest.fixture
def headline(client):
    def of(address: str = "", topic: str = "russia") -> str:
        response = client.get(f"/onderwerpen/{topic}/{address}")
        assert response.status_code == 200
        lead = re.search(r'<div class="lead">(.*?)</div>', response.content.decode(), re.DOTALL)
        assert lead
        return told(lead[1])

    return of


@kept
def silent(letter_of):
    """Return a function that takes in a letter without stances on the topic."""
    return lambda number, day: letter_of(number, day, *FILLING, f"Brief {number} gaat over vis.", "Meer niet.")


def test_it_names_the_last_letter_its_form_its_sentences_its_day_and_its_cabinet(says, headline) -> None:
    says(1, "3 maart 2019", -1, -1, -1, 0, -1)
    says(2, "4 november 2019", *FIRM)
    assert headline() == f"{LAST} Daarna hier geen brieven."


def test_it_counts_the_letters_held_since_and_how_many_of_them_are_read(says, silent, mark_read, headline) -> None:
    mark_read(says(1, "4 november 2019", *FIRM))
    mark_read(silent(2, "5 december 2019"))
    silent(3, "6 januari 2020")
    silent(4, "3 maart 2019")
    assert headline() == f"{LAST} Daarna hier 2 brieven, 1 gelezen."


def test_a_later_thin_letter_is_added_as_such(says, headline) -> None:
    says(1, "4 november 2019", *FIRM)
    says(2, "5 december 2019", -2, -2)
    assert headline() == (
        f"{LAST} Daarna hier 1 brief, 0 gelezen. "
        "In 1 daarvan te weinig zinnen hierover voor een lijn (5 december 2019)."
    )
    says(3, "6 januari 2020", -2)
    assert "In 2 daarvan te weinig zinnen hierover voor een lijn (de laatste van 6 januari 2020)." in headline()


def test_where_another_cabinet_sits_now_it_says_that_that_one_said_too_little(says, headline, monkeypatch) -> None:
    says(1, "4 november 2019", *FIRM)
    monkeypatch.setattr(timezone, "localdate", lambda *moment: date(2023, 6, 1))
    says(2, "5 mei 2023", 1, 1)
    assert headline().startswith(LAST)
    assert headline().endswith("Het huidige kabinet (Rutte IV): nog te weinig zinnen.")
    says(3, "6 mei 2023", *FIRM)
    assert "huidige kabinet" not in headline()


def test_a_filter_that_hides_the_sitting_cabinets_letters_does_not_call_it_silent(says, headline) -> None:
    call_command("load_cabinets")
    says(1, "4 november 2016", *FIRM)
    says(2, "4 november 2019", *FIRM)
    found = headline("?before=2017-01-01")
    assert found.startswith("Laatst: +0,8") and "(Rutte II)" in found
    assert "huidige kabinet" not in found


def test_of_a_letter_that_goes_both_ways_it_says_both(says, headline) -> None:
    says(1, "4 november 2019", 1, 1, 2, 1, -1, -1, 0)
    assert headline().startswith(
        "Laatst: afschrikking én toenadering: 4 en 2 zinnen, op 7 zinnen (−1: 2 · 0: 1 · +1: 3 · +2: 1), los beoordeeld"
    )


def test_of_a_letter_that_weighs_it_says_so(says, headline) -> None:
    says(1, "4 november 2019", 0, 0, 0, 1)
    assert headline().startswith("Laatst: afgewogen: 3 van 4 zinnen in het midden, op 4 zinnen (0: 3 · +1: 1)")


def test_letters_of_one_day_are_told_together(says, headline) -> None:
    says(1, "4 november 2019", 1, 1, 1)
    says(2, "4 november 2019", -1, -1, -1, 0)
    assert headline().startswith(
        "Laatst: afschrikking én toenadering: 3 en 3 zinnen, op 7 zinnen (−1: 3 · 0: 1 · +1: 3)"
    )


def test_it_says_how_many_sentences_were_judged_singly(says, accept, headline) -> None:
    taken = says(1, "4 november 2019", 1, 1, 1, bulk=True)
    assert "3 zinnen (+1: 3), in bulk aanvaard, 4 november 2019" in headline()
    accept(taken, FILLING[0], 1)
    assert "4 zinnen (+1: 4), 1 los beoordeeld, 4 november 2019" in headline()


def test_where_all_are_thin_it_rests_on_none(says, headline) -> None:
    says(1, "3 maart 2019", 2, 2)
    says(2, "4 november 2019", -2)
    assert headline() == "Nog geen brief met drie of meer zinnen hierover."


def test_where_none_is_dated_it_says_so(says, headline) -> None:
    says(1, None, *FIRM)
    assert headline() == "Alleen brieven zonder datum."


def test_a_letter_of_an_unknown_cabinet_is_in_no_headline(says, headline) -> None:
    Letter.objects.filter(pk=says(1, "4 november 2019", *FIRM).pk).update(cabinet=None, demissionary=None)
    assert headline() == "Nog geen brief van een bekend kabinet met drie of meer zinnen hierover."


def test_proposals_make_no_headline(letter_of, propose, headline) -> None:
    propose(letter_of(1, "4 november 2019", *FILLING, "Nog iets over vis."))
    assert headline() == "Nog geen standpunt is geaccepteerd. De open rondjes zijn voorstellen."


@kept
def held(silent, accept, mark_read):
    """Return a function that takes in dated letters and marks some of them as read."""

    def take(dated: int, read: int, *, mentioned: bool) -> None:
        for number in range(1, dated + 1):
            text = silent(number, f"{number} maart 2019")
            if mentioned:
                accept(text, FILLING[0], None)
            if number <= read:
                mark_read(text)

    return take


@pytest.mark.parametrize(
    ("letters", "mentioned", "words"),
    [
        ((0, 0), False, "Geen brieven."),
        ((2, 0), False, "2 brieven, nog niet gelezen."),
        ((2, 0), True, "2 brieven, nog niet gelezen."),
        ((2, 1), False, "1 van 2 brieven gelezen, daarin geen standpunt."),
        ((2, 2), True, "2 brieven gelezen: genoemd, geen standpunt."),
        ((2, 2), False, "2 brieven gelezen, geen standpunt."),
    ],
)
def test_where_nothing_is_said_it_tells_why(held, headline, letters, mentioned, words) -> None:
    held(*letters, mentioned=mentioned)
    assert headline() == words


def test_undated_letters_are_in_no_period(silent, headline) -> None:
    silent(1, None)
    assert headline() == "Geen brieven met een datum."


def test_a_choice_is_named_where_it_hides_letters(says, silent, headline) -> None:
    says(1, "4 november 2019", *FIRM)
    silent(2, "5 januari 2020")
    assert headline("?before=2019-12-31") == f"{LAST} Daarna, binnen wat u koos: geen brieven."
    assert headline("?after=2020-01-01") == "Binnen wat u koos: 1 brief, nog niet gelezen."
    for harmless in ("?sort=oldest", "?holder=cabinet", "?proposals=no", "?publication=brief"):
        assert headline(harmless) == f"{LAST} Daarna hier 1 brief, 0 gelezen."


def test_what_a_choice_hides_is_never_called_silence(says, mark_read, bram, headline) -> None:
    mark_read(says(1, "3 maart 2019", 1))
    mark_read(says(2, "4 november 2019", *FIRM))
    assert headline("?least=9") == "Geen brief met zoveel zinnen hierover als u koos."
    assert headline("?before=2019-06-01") == "Binnen wat u koos: geen brief met drie of meer zinnen hierover."
    assert headline(f"?coder={bram.pk}") == "Geen standpunt dat bij uw keuze past."
    assert headline(topic="china") == "2 brieven gelezen, geen standpunt."


def test_others_than_the_cabinet_have_no_headline(says, headline) -> None:
    says(1, "3 maart 2019", 2, 2, 1, holder="adviser")
    says(2, "4 november 2019", 2, holder="adviser")
    assert headline("?holder=adviser") == "2 brieven, 4 zinnen (+1: 1 · +2: 3), los beoordeeld."
    assert headline("?holder=nato") == "Niets geaccepteerd."


def test_on_another_day_the_cabinet_of_that_day_sits(says, headline, monkeypatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: timezone.datetime(2020, 5, 1, tzinfo=timezone.get_default_timezone()))
        says(1, "4 november 2016", *FIRM)
    assert "Van het huidige kabinet (Rutte III) zijn hier geen brieven." in headline("?as_of=2020-05-02")
    Cabinet.objects.filter(name="Rutte III").update(start="2020-05-03")
    assert "huidige kabinet" not in headline("?as_of=2020-05-02")


def test_home_drawing_embed_and_comparison_say_the_same(says, headline, client) -> None:
    says(1, "4 november 2019", *FIRM)
    words = f"{LAST} Daarna hier geen brieven."
    assert headline() == words
    for address in ("/", "/onderwerpen/russia/insluiten/", "/vergelijken/", "/onderwerpen/russia/figuur.svg",
                    "/vergelijken/figuur.svg"):  # fmt: skip
        assert words in told(client.get(address)), address

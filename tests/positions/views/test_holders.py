"""Page that sets the cabinet beside others in the same letters."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.management import call_command

from positions.models import Stance
from tests.positions.factories import ADVICE, FISH, PRESS, TALK, exported, words_of

PAGE = "/onderwerpen/russia/wie/"
CUE = "onderschrijft de zienswijze van de Adviesraad"
AGREED = f"Nederland {CUE}: laat de dialoog met Rusland niet stilvallen."
QUERIES = 16
VOICES = 5
ALONE = "Het kabinet onderschrijft die analyse."


def test_a_letter_shows_both_voices_with_quotes_and_how_they_relate(client, letter_of, accept) -> None:
    letter = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE)
    accept(letter, TALK, -1)
    accept(letter, ADVICE, 2, holder="adviser")
    page = client.get("/onderwerpen/russia/wie/").content.decode()
    assert f"«{TALK}»" in page
    assert f"«{ADVICE}»" in page
    assert "Kabinet aan de andere kant" in page
    assert page.index(ADVICE) < page.index(TALK), "others stand left, the cabinet right"
    assert 'href="/onderwerpen/russia/wie/"' in client.get("/onderwerpen/russia/").content.decode()


def test_every_accepted_sentence_of_a_voice_folds_out_with_its_score_and_stance(client, letter_of, accept) -> None:
    """A refusal must not vanish behind the one typical quote."""
    refusal = "Het kabinet komt niet tot de conclusie dat de dialoog met Rusland moet stoppen."
    letter = letter_of(1, "3 maart 2019", TALK, PRESS, refusal, FISH, ADVICE)
    stances = [accept(letter, quote, score) for quote, score in ((TALK, 1), (PRESS, 1), (refusal, -1))]
    accept(letter, ADVICE, 2, holder="adviser")
    [folded] = re.findall(r"<details><summary>.*?</details>", client.get(PAGE).content.decode(), re.DOTALL)
    assert words_of(folded) == (
        f"alle 3 zinnen «{TALK}» +1, richting afschrikking «{PRESS}» +1, richting afschrikking"
        f" «{refusal}» −1, richting toenadering"
    )
    assert re.findall(r'href="/standpunten/(\d+)/"', folded) == [str(stance.pk) for stance in stances]
    english = client.get(f"/en{PAGE}").content.decode()
    assert "all 3 sentences" in words_of(english) and "−1, towards engagement" in words_of(english)


def test_topic_and_voices_lead_to_each_other_and_the_topics_to_both(client, letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", TALK, FISH), TALK, 1)
    for address, here in (("/onderwerpen/russia/", "Tijdlijn"), (PAGE, "Wie zei wat")):
        [menu] = re.findall(
            r'<nav class="sorts" aria-label="Over dit onderwerp">.*?</nav>',
            client.get(address).content.decode(),
            re.DOTALL,
        )
        assert re.findall(r'href="([^"]+)"', menu) == ["/onderwerpen/russia/", PAGE]
        assert words_of(menu.split('aria-current="page"')[1].split("</a>")[0].split(">")[1]) == here
    assert f'<a href="{PAGE}">Wie zei wat</a>' in client.get("/onderwerpen/").content.decode()


@pytest.mark.parametrize("times", [2, 12])
def test_the_queries_do_not_grow_with_the_sentences(
    client, letter_of, accept, times, django_assert_num_queries
) -> None:
    quotes = [f"Het kabinet wil voor de {number}e keer meer druk op Rusland." for number in range(times)]
    letter = letter_of(1, "3 maart 2019", *quotes, FISH, ADVICE)
    for quote in quotes:
        accept(letter, quote, 1)
    accept(letter, ADVICE, 2, holder="adviser")
    client.get("/onderwerpen/russia/")
    with django_assert_num_queries(VOICES):
        assert f"alle {times} zinnen" in words_of(client.get(PAGE).content.decode())


def test_a_filter_in_the_address_makes_nobody_silent(client, letter_of, accept) -> None:
    letter = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE)
    accept(letter, TALK, -1)
    accept(letter, ADVICE, 2, holder="adviser")
    whole = client.get("/onderwerpen/russia/wie/").content
    for query in ("least=3", "after=2100-01-01", "as_of=2001-01-01", "holder=nato"):
        assert f"«{TALK}»" in client.get(f"/onderwerpen/russia/wie/?{query}").content.decode(), query
    assert b"nog geen geaccepteerd standpunt" not in whole


def test_proposals_are_no_voice(client, letter_of, propose) -> None:
    letter_of(1, "3 maart 2019", TALK, ADVICE)
    page = client.get("/onderwerpen/russia/wie/").content.decode()
    assert "In geen brief is van een ander dan het kabinet een standpunt geaccepteerd." in page
    assert client.get("/onderwerpen/voetbal/wie/").status_code == 404


def test_what_the_cabinet_endorses_stands_once_more_under_the_adviser(client, letter_of, accept) -> None:
    """As in a real reaction, where the adviser has no stance of its own."""
    letter = letter_of(1, "3 maart 2019", AGREED, FISH)
    accept(letter, AGREED, -1)
    html = client.get(PAGE).content.decode()
    left, right = html.split('<div class="pair">')[1].split("Kabinet</strong>")
    for side in (left, right):
        assert f"«{AGREED}»" in side
    assert "Geen geaccepteerd standpunt van de adviseur zelf in deze brief." in words_of(left)
    assert "Adviseur : onderschreven door het kabinet" in words_of(left)
    assert f"Herkend aan: «{CUE}»" in words_of(left)
    assert "five" not in left and not re.search(r"\d zin|−1|\+1", words_of(left)), "no score and no count"
    english = words_of(client.get(f"/en{PAGE}").content.decode())
    assert "Adviser : endorsed by the cabinet" in english


def test_without_an_adviser_named_nobody_is_endorsed(client, letter_of, accept) -> None:
    alone, beside = letter_of(1, "3 maart 2019", ALONE, FISH), letter_of(2, "4 april 2019", ADVICE, ALONE)
    accept(alone, ALONE, 1)
    assert "onderschreven door het kabinet" not in client.get(PAGE).content.decode().split("<section")[-1]
    accept(beside, ALONE, 1)
    html = client.get(PAGE).content.decode()
    assert html.count("onderschreven door het kabinet") == 1
    assert beside.get_absolute_url() in html and alone.get_absolute_url() not in html


@pytest.mark.parametrize(("heading", "endorsed"), [("", 1), ("## Tot slot\n\n", 0)])
def test_the_adviser_is_looked_for_under_the_same_heading_only(client, letter_of, accept, heading, endorsed) -> None:
    letter = letter_of(1, "3 maart 2019", f"## Rusland\n\n{ADVICE}\n\n{heading}{FISH}", ALONE)
    accept(letter, ALONE, 1)
    assert client.get(PAGE).content.decode().count('class="endorsed"') == endorsed


@pytest.mark.parametrize("holder", ["allies", "nato", "other"])
def test_only_the_cabinet_endorses(client, letter_of, accept, holder) -> None:
    letter = letter_of(1, "3 maart 2019", AGREED, FISH)
    accept(letter, AGREED, -1, holder=holder)
    assert 'class="endorsed"' not in client.get(PAGE).content.decode()


def test_an_endorsement_is_counted_once_and_taken_out_as_the_cabinets(client, letter_of, accept) -> None:
    letter = letter_of(1, "3 maart 2019", AGREED, FISH)
    accept(letter, AGREED, -1)
    client.get(PAGE)
    client.get(letter.get_absolute_url())
    assert Stance.objects.count() == 1
    assert [row["holder"] for row in exported(state="accepted")] == ["cabinet"]
    assert [each["holder"] for each in client.get("/api/v1/stances/").json()["results"]] == ["cabinet"]
    rows = client.get("/onderwerpen/russia/gegevens.csv?holder=cabinet&holder=adviser").content.decode()
    assert [row["holder"] for row in csv.DictReader(io.StringIO(rows))] == ["cabinet"]
    assert "onderschreven" not in rows
    out = io.StringIO()
    call_command("export", "annotations", stdout=out)
    assert out.getvalue().count(AGREED) == 1
    assert "onderschreven" not in out.getvalue() and "adviser" not in out.getvalue()


def test_the_stance_says_that_it_endorses(client, letter_of, accept, propose) -> None:
    letter = letter_of(1, "3 maart 2019", AGREED, TALK, FISH)
    stance, other = accept(letter, AGREED, -1), accept(letter, TALK, -1)
    told = words_of(client.get(f"/standpunten/{stance.pk}/").content.decode())
    assert f"Het kabinet onderschrijft hier wat de adviseur zegt («{CUE}»)." in told
    for silent in (other, accept(letter_of(2, "4 april 2019", AGREED), AGREED, None)):
        assert "onderschrijft hier" not in client.get(f"/standpunten/{silent.pk}/").content.decode()
    proposed = propose(letter_of(3, "5 mei 2019", AGREED), AGREED, -1)
    assert "onderschrijft hier" not in client.get(f"/standpunten/{proposed.pk}/").content.decode()


@pytest.mark.parametrize("times", [1, 25])
def test_the_page_asks_one_question_for_all_endorsements(
    client, letter_of, accept, times, django_assert_max_num_queries
) -> None:
    for number in range(times):
        accept(letter_of(number + 1, f"{number + 1} maart 2019", ADVICE, ALONE), ALONE, 1)
    client.get("/onderwerpen/russia/")
    with django_assert_max_num_queries(QUERIES):
        assert "onderschreven door het kabinet" in client.get(PAGE).content.decode()

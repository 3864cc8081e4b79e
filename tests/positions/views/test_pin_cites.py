"""Stances of a cited letter on the topics of the citing sentence, beside those of this one: pages, API and files."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions.caching import in_process
from positions.review import assignments
from tests.kept import kept
from tests.positions.factories import FILLING, sentence, words_of

CITES = "Zoals gemeld in Kamerstuk 99 301, nr. 1 wil het kabinet de druk op Rusland verder opvoeren."
THEN = (-1, -1, 0)


@kept
def then(says) -> Letter:
    return says(1, "5 maart 2019", *THEN)


@kept
def now(letter_of, accept, then) -> Letter:
    """A letter with four sentences on Russia, of which the first cites the earlier letter."""
    own = [sentence(2, place, 1) for place in range(3)]
    taken = letter_of(2, "3 mei 2021", CITES, *own, *FILLING)
    for quote in (CITES, *own):
        accept(taken, quote)
    return taken


def cited_part(client, of: Letter) -> str:
    html = client.get(of.get_absolute_url()).content.decode()
    return html.split('id="verwijst-naar"')[1].split("Genoemd in")[0]


def test_one_click_from_the_citation_shows_then_and_now(client, then, now) -> None:
    html = client.get(now.get_absolute_url()).content.decode()
    assert 'class="cited" href="#v0"' in html
    part = cited_part(client, now)
    assert 'id="v0"' in part
    told = words_of(part)
    assert "« Zoals gemeld in Kamerstuk 99 301, nr. 1 wil" in told.replace("«Zoals", "« Zoals")
    then_told, now_told = told.split("Toen: 5 maart 2019")[1].split("Nu: 3 mei 2021")
    assert "−0,7 (richting toenadering)" in then_told
    assert "3 zinnen" in then_told
    assert "+1 (richting afschrikking)" in now_told
    assert "4 zinnen" in now_told
    assert f'href="{then.get_absolute_url()}?topic=russia#gezegd"' in part
    quotes = re.findall(r'<blockquote class="small" lang="nl"><a href="/standpunten/\d+/"\s*>«(.*?)»</a>', part)
    text = then.revisions.get().text + now.revisions.get().text
    assert quotes
    assert all(quote in text for quote in quotes)


def test_a_paper_cited_twice_shows_the_quotes_once_and_is_named_where_only_a_number_is_written(
    client, then, letter_of, accept
) -> None:
    again = "Ook Kamerstuk 99 301, nrs. 1 en 8 gingen over druk op Rusland."
    citing = letter_of(2, "3 mei 2021", CITES, again, *FILLING)
    for quote in (CITES, again):
        accept(citing, quote)
    part = cited_part(client, citing)
    assert words_of(part).count("Toen: 5 maart 2019 −0,7 (richting toenadering)") == 2
    assert part.count(f'href="{then.get_absolute_url()}?topic=russia#gezegd"') == 1
    assert "kst-99301-8 niet in Standpunt" in words_of(part)


def test_the_cited_letter_shows_who_cites_it_and_in_which_sentence(client, then, now) -> None:
    html = client.get(then.get_absolute_url()).content.decode().split("Genoemd in")[1]
    assert f'<a href="{now.get_absolute_url()}#v0"\n  >«{CITES}»</a>' in html


def test_a_stance_shows_what_its_sentence_cites_and_another_of_the_letter_nothing(client, then, now) -> None:
    stances = {stance.quote: stance.pk for stance in now.revisions.get().stances.all()}
    page = words_of(client.get(f"/standpunten/{stances[CITES]}/").content.decode())
    assert "Waar deze zin naar verwijst" in page
    assert "Toen: 5 maart 2019 −0,7 (richting toenadering)" in page
    other = client.get(f"/standpunten/{stances[sentence(2, 1, 1)]}/").content.decode()
    assert "Waar deze zin naar verwijst" not in other


def test_silence_is_said_only_of_a_letter_that_was_read(client, letter_of, accept, mark_read) -> None:
    silent = letter_of(1, "5 maart 2019", *FILLING, "Nog iets over de havens.")
    citing = letter_of(2, "3 mei 2021", CITES, *FILLING)
    accept(citing, CITES)
    assert "of hij er iets over zegt, is onbekend" in words_of(cited_part(client, citing))
    mark_read(silent)
    assert "Zegt hier niets over: een mens ging door alle zinnen." in words_of(cited_part(client, citing))


def test_a_mention_is_no_position(client, letter_of, accept) -> None:
    earlier = letter_of(1, "5 maart 2019", *FILLING, "Nog iets over de havens.")
    accept(earlier, FILLING[0], None)
    citing = letter_of(2, "3 mei 2021", CITES, *FILLING)
    accept(citing, CITES)
    assert "Noemt het onderwerp, zonder standpunt van het kabinet." in words_of(cited_part(client, citing))


def test_a_sentence_on_no_topic_says_so_and_how_sure_that_is(client, then, letter_of, mark_read) -> None:
    citing = letter_of(2, "3 mei 2021", "Zie Kamerstuk 99 301, nr. 1.", *FILLING)
    told = words_of(cited_part(client, citing))
    assert "bij geen van de onderwerpen iets vastgelegd. De brief is nog niet helemaal gelezen." in told
    mark_read(citing)
    assert "Deze zin gaat over geen van de onderwerpen." in words_of(cited_part(client, citing))
    citing.citations.update(sentence=None, sentence_start=None)
    in_process.clear()
    assert "In welke zin dit staat, is niet bewaard." in words_of(cited_part(client, citing))


def test_papers_that_are_not_here_itself_and_withdrawn_are_told_apart(client, letter_of, accept, admin_user) -> None:
    gone = letter_of(1, "5 maart 2019", *FILLING, "Nog iets over de havens.")
    cites = (CITES, "Zie Kamerstuk 99 301, nr. 8.", "Deze brief (Kamerstuk 99 301, nr. 2) gaat over vis.",
             "Zie ook 2020Z12345.")  # fmt: skip
    citing = letter_of(2, "3 mei 2021", *cites, *FILLING)
    accept(citing, CITES)
    withdraw(gone, user=admin_user, reason="geheim")
    part = cited_part(client, citing)
    told = words_of(part)
    assert "Kamerstuk 99 301, nr. 1 hier ingetrokken" in told
    assert "De zin gaat over Rusland. Wat het stuk daarover zegt, is hier onbekend." in told
    assert "Kamerstuk 99 301, nr. 8 niet in Standpunt" in told
    assert "Kamerstuk 99 301, nr. 2 deze brief zelf" in told
    assert "2020Z12345 nummer niet herkend" in told
    assert 'href="/aangehaald/kst-99301-8/"' in part
    assert "/aangehaald/kst-99301-1/" not in part


def test_a_later_or_undated_letter_was_not_said_then(client, says, letter_of, accept) -> None:
    says(1, "5 maart 2022", *THEN)
    citing = letter_of(2, None, CITES, *FILLING)
    accept(citing, CITES)
    told = words_of(cited_part(client, citing))
    assert "Daar: 5 maart 2022" in told
    assert "Hier: datum onbekend" in told
    assert "Toen" not in told


def test_a_letter_that_somebody_codes_blind_is_not_shown_to_them(client, then, now, bram, coders) -> None:
    assignments.ask(bram, then, by=None)
    client.force_login(bram.user)
    assert "U codeert deze brief nu blind." in words_of(cited_part(client, now))
    (found,) = client.get("/api/v1/citations/").json()["results"]
    assert found["topics"][0]["then"]["says"] == "hidden"
    assert found["topics"][0]["then"]["counts"] is None


@pytest.mark.parametrize("times", [1, 5])
def test_a_letter_costs_the_same_however_much_it_cites(
    client, says, letter_of, accept, *, times, django_assert_num_queries
) -> None:
    for number in range(1, times + 1):
        says(number, f"{number} maart 2019", *THEN)
    cites = [CITES.replace("nr. 1", f"nr. {number}") for number in range(1, times + 1)]
    citing = letter_of(20, "3 mei 2021", *cites, *FILLING)
    for quote in cites:
        accept(citing, quote)
    stance = citing.revisions.get().stances.first()
    for address, queries in (
        (citing.get_absolute_url(), 26), (f"/standpunten/{stance.pk}/", 23), ("/api/v1/citations/", 14),
    ):  # fmt: skip
        client.get(address)
        in_process.clear()
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_api_gives_each_citation_with_its_sentence_then_and_now(client, then, now) -> None:
    (found,) = client.get("/api/v1/citations/?target=kst-99301-1").json()["results"]
    text = now.revisions.get().text
    start = found["sentence_start"]
    assert text[start : start + len(found["sentence"])] == found["sentence"] == CITES
    assert text[found["start"] : found["end"]] == found["written"] == "Kamerstuk 99 301, nr. 1"
    assert (found["letter"], found["target_letter"], found["target_date"]) == (now.key, then.key, "2019-03-05")
    (topic,) = found["topics"]
    assert topic["topic"] == "russia"
    assert topic["then"] == {
        "says": "position", "position": -0.6667, "sentences": 3, "counts": [0, 2, 1, 0, 0], "singly": 3, "form": "mean",
    }  # fmt: skip
    assert (topic["now"]["counts"], topic["now"]["position"]) == ([0, 0, 0, 4, 0], 1.0)
    assert client.get("/api/v1/citations/?target=kst-99301-99").json()["count"] == 0
    assert client.get("/api/v1/citations/?cited_dossier=99301").json()["count"] == 1
    assert client.get("/api/v1/citations/?cited_dossier=99302").json()["count"] == 0
    assert client.get("/api/v1/citations/?nonsense=1").status_code == 400
    (cited,) = client.get(f"/api/v1/letters/{now.key}/").json()["citations"]
    assert cited["sentence"] == CITES


def test_files_have_a_row_for_each_citation_and_topic(client, then, now, letter_of) -> None:
    letter_of(3, "4 mei 2021", "Zie Kamerstuk 99 301, nr. 88.", *FILLING)
    read = client.get("/gegevens/verwijzingen.csv").getvalue().decode()
    first, second = csv.DictReader(io.StringIO(read))
    assert (first["topic"], first["then_counts"], first["now_counts"]) == ("russia", "0 2 1 0 0", "0 0 0 4 0")
    assert (second["target"], second["topic"], second["then_says"]) == ("kst-99301-88", "", "")
    lines = client.get("/gegevens/verwijzingen.jsonl?letter=kst-99301-2").getvalue().decode().splitlines()
    assert [json.loads(line)["then_position"] for line in lines] == [-0.6667]
    assert client.get("/gegevens/verwijzingen.csv?as_of=2020-01-01").status_code == 400


def test_open_proposals_are_called_that_and_hidden_where_they_are_not_shown(
    client, says, letter_of, propose, settings
) -> None:
    says(1, "5 maart 2019", *THEN)
    citing = letter_of(2, "3 mei 2021", CITES, *FILLING)
    propose(citing, CITES)
    assert "voorstel +1" in words_of(cited_part(client, citing)).replace("  ", " ")
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    in_process.clear()
    assert "Toen" not in words_of(cited_part(client, citing))
    assert client.get("/api/v1/citations/").json()["results"][0]["topics"] == []

"""Topic page and its parts: complete without JavaScript, and every number linked to its sentences."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.urls import reverse

from letters.models import Letter
from positions.models import Coder, Stance
from tests.factories import told
from tests.kept import kept
from tests.positions.factories import ADVICE, FISH, PRESS, TALK
from tests.positions.views.topic_page import page_of

QUERIES = 20  # five of which read the series, two the letters held and read, and two those that are read


@kept
def letters(letter_of, accept) -> list[Letter]:
    """Take in two letters with accepted positions, eight months apart, and one without a date."""
    first = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE, "Tot slot iets over vis.")
    second = letter_of(2, "4 november 2019", TALK, PRESS, FISH, "Tot slot iets over netten.")
    undated = letter_of(3, None, PRESS, FISH, "Tot slot iets over boten.", "Meer niet.")
    accept(first, TALK, -1)
    accept(first, ADVICE, 2, holder="adviser")
    accept(second, TALK, -1)
    accept(second, PRESS, 2)
    accept(undated, PRESS, 2)
    return [first, second, undated]


@kept
def proposed(letters, letter_of) -> Letter:
    """Take in a letter with proposals alone."""
    found = letter_of(4, "2 februari 2020", PRESS, FISH, "Tot slot iets over zeilen.", "Meer niet.")
    call_command("propose")
    return found


def test_the_page_says_between_which_poles_it_runs_and_how_many_letters_take_a_position(client, letters) -> None:
    page = page_of(client)
    assert "3 brieven met een standpunt" in page
    assert "van toenadering (−2) tot afschrikking (+2)" in page


def test_the_drawing_and_the_table_are_there_without_javascript(client, letters) -> None:
    page = page_of(client)
    assert page.count('role="img"') == 2
    assert "+0,5 (richting afschrikking), op minder dan drie zinnen" in page
    assert f'href="{letters[0].get_absolute_url()}"' in page
    assert f"«{TALK}»" in page or TALK in page


def test_every_row_leads_to_its_letter_and_its_quotes(client, letters) -> None:
    address = reverse("topic-letter", args=["russia", letters[1].key])
    assert f'href="{address}"' in page_of(client)
    found = client.get(address).content.decode()
    assert TALK in found and PRESS in found
    assert FISH not in found


def test_a_quote_leads_to_its_place_in_the_letter(client, letters) -> None:
    found = client.get(reverse("topic-letter", args=["russia", letters[1].key])).content.decode()
    links = re.findall(r'<a href="([^"]+)">«([^»]+)»', found)
    assert [words for _address, words in links] == [TALK, PRESS]
    for address, _words in links:
        assert client.get(address.split("#")[0]).status_code == 200


def test_the_panel_is_a_part_of_that_page(client, letters) -> None:
    found = client.get(reverse("topic-letter", args=["russia", letters[1].key]), {"paneel": "1"}).content.decode()
    assert "<html" not in found
    assert PRESS in found
    assert "<strong>+2</strong> (richting afschrikking)" in found


def test_the_address_can_hold_the_letter_whose_quotes_are_open(client, letters) -> None:
    assert 'id="citaten"' not in page_of(client)
    assert 'id="citaten"' in page_of(client, f"?brief={letters[1].key}")


def test_a_letter_that_says_nothing_on_the_topic_has_no_quotes(client, letters, letter_of) -> None:
    other = letter_of(9, "1 mei 2019", FISH, "Nog eens over vis.", "En over netten.", "Meer niet.")
    assert client.get(reverse("topic-letter", args=["russia", other.key])).status_code == 404
    assert client.get("/onderwerpen/russia/brief/bestaat/niet/").status_code == 404


def test_an_undated_letter_is_listed_as_not_on_the_chart(client, letters) -> None:
    page = page_of(client)
    assert "Zonder datum, dus niet in de grafiek" in page
    figure = client.get("/onderwerpen/russia/figuur.json").json()
    keys = [key for trace in figure["data"] if trace["meta"]["is"] == "dots" for key in trace["customdata"]]
    assert keys == [letters[0].key, letters[1].key]


def test_what_an_adviser_said_stands_beside_the_cabinet(client, letters) -> None:
    page = page_of(client, "?holder=cabinet&holder=adviser")
    assert "<strong>Adviseur.</strong>" in page
    figure = client.get("/onderwerpen/russia/figuur.json?holder=cabinet&holder=adviser").json()
    assert [trace["name"] for trace in figure["data"] if trace["meta"]["is"] == "dots"] == ["kabinet", "adviseur"]


def test_proposals_are_hollow_and_can_be_left_out(client, proposed) -> None:
    assert "alleen voorstellen" in page_of(client)
    assert "4 brieven met een standpunt" in page_of(client)
    page = page_of(client, "?proposals=no")
    assert "alleen voorstellen" not in page
    assert "3 brieven met een standpunt" in page


def test_visitors_who_may_not_see_proposals_get_none_and_no_switch(client, proposed, settings) -> None:
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    page = page_of(client)
    assert "alleen voorstellen" not in page
    assert "met voorstellen" not in page
    assert client.get(reverse("topic-letter", args=["russia", proposed.key])).status_code == 404
    assert "proposed" not in client.get("/onderwerpen/russia/gegevens.json").content.decode()


@pytest.mark.parametrize(
    ("order", "first"), [("", 2), ("?order=date", 1), ("?order=position", 1), ("?order=-position", 2)]
)
def test_the_table_is_sorted_by_the_address(client, letters, order, first) -> None:
    rows = re.findall(r'<td class="letter"><div[^>]*><a\s+href="[^"]*-(\d+)/"', page_of(client, order))
    assert rows[0] == str(first)
    assert len(rows) == 2


def test_filters_narrow_and_chips_take_them_away(client, letters) -> None:
    page = page_of(client, "?after=2019-06-01&holder=cabinet&holder=adviser")
    assert "Van: 1 juni 2019" in page
    assert 'href="?holder=cabinet&amp;holder=adviser"' in page
    assert "1 brief met een standpunt" in page


def test_presets_are_the_cabinets_and_years_of_the_letters(client, letters) -> None:
    call_command("load_cabinets")
    page = page_of(client)
    assert 'href="?after=2019-01-01&amp;before=2019-12-31"' in page
    assert "Rutte III" in page


def test_wrong_values_give_a_message_and_the_page(client, letters) -> None:
    page = page_of(client, "?least=x&order=groot&holder=paus&page=900&brief=%00")
    assert "Niet alles in het adres klopt" in page
    assert "Volgorde: “groot” is hier geen keuze." in page


def test_nothing_found_says_what_to_do(client, letters) -> None:
    assert "Haal hierboven een keuze weg" in page_of(client, "?after=2030-01-01")


def table_of(page: str) -> list[list[str]]:
    """Return the texts of day, position and share in each row of the table."""
    rows = re.findall(r"<tr[ >].*?</tr>", page.split('<table class="stacking">')[1].split("<tbody>")[1], re.DOTALL)
    cells = [dict(re.findall(r'<td class="(day|stand|number-cell)">(.*?)</td>', row, re.DOTALL)) for row in rows]
    return [[told(row[name]) for name in ("day", "stand", "number-cell")] for row in cells]


@kept
def silent(letters, letter_of, accept, mark_read) -> list[Letter]:
    """Take in two letters between those with a position, both read: one that mentions the topic, one that does not."""
    mentions = letter_of(5, "5 mei 2019", PRESS, FISH, "Nog iets over zeilen.", "Meer niet.")
    nothing = letter_of(6, "6 juni 2019", FISH, "Nog iets over netten.", "Een derde zin over boten.")
    accept(mentions, PRESS, None)
    for letter in (mentions, nothing):
        mark_read(letter)
    return [mentions, nothing]


def test_read_letters_without_a_position_stand_in_the_table_in_the_words_of_gaps(client, silent, letter_of) -> None:
    unread = letter_of(7, "7 juli 2019", FISH, "Nog iets over vissen.", "Een vierde zin.")
    page = page_of(client)
    assert [row[0] for row in table_of(page)] == ["4 nov 2019", "6 jun 2019", "5 mei 2019", "3 mrt 2019"]
    assert table_of(page)[1:3] == [
        ["6 jun 2019", "Gelezen, niet genoemd", "0% van de zinnen"],
        ["5 mei 2019", "Gelezen: genoemd, geen standpunt", "25% van de zinnen"],
    ]
    assert unread.get_absolute_url() not in page
    assert f'href="{reverse("topic-letter", args=["russia", silent[1].key])}"' not in page
    english = client.get("/en/onderwerpen/russia/").content.decode()
    assert "Read, not mentioned" in english and "Read: mentioned, no position" in english


def test_silent_letters_come_last_in_an_order_that_they_have_no_place_in(client, silent) -> None:
    for order in ("position", "-position", "change", "-change"):
        assert [row[0] for row in table_of(page_of(client, f"?order={order}"))][2:] == ["6 jun 2019", "5 mei 2019"]
    assert [row[2] for row in table_of(page_of(client, "?order=share"))][2:] == [
        "0% van de zinnen",
        "25% van de zinnen",
    ]


@pytest.mark.parametrize("query", ["?holder=adviser", "?coder={coder}", "?after=2019-07-01", "?as_of=2001-01-01"])
def test_a_choice_makes_no_letter_silent(client, silent, anna, query) -> None:
    page = page_of(client, query.format(coder=anna.pk))
    assert "Gelezen, niet genoemd" not in page and "Gelezen: genoemd" not in page


def test_a_position_on_too_few_sentences_for_the_choice_is_not_called_silence(client, letters, mark_read) -> None:
    for letter in letters[:2]:
        mark_read(letter)
    page = page_of(client, "?least=2")
    assert [row[0] for row in table_of(page)] == ["4 nov 2019"]


def test_a_topic_that_nobody_wrote_about_says_so(client, letters) -> None:
    page = client.get("/onderwerpen/china/").content.decode()
    assert "3 brieven gelezen" not in page
    assert "2 brieven, nog niet gelezen." in page  # the third letter has no date
    assert "plotly" not in page
    assert client.get("/onderwerpen/vis/").status_code == 404


def test_the_queries_do_not_grow_with_the_letters(
    client, letters, letter_of, accept, django_assert_num_queries
) -> None:
    page_of(client)  # fill the cache of the codebook
    accept(letters[0], FISH, None)
    with django_assert_num_queries(QUERIES - 4):  # letters held and read are those of before
        page_of(client)
    for number in range(10, 14):
        accept(
            letter_of(number, f"{number} mei 2019", PRESS, FISH, f"Iets over vis nummer {number}.", "Meer."), PRESS, 1
        )
    with django_assert_num_queries(QUERIES):
        assert "7 brieven met een standpunt" in page_of(client)


def test_figure_and_data_cost_a_handful_of_queries(client, letters, django_assert_num_queries) -> None:
    page_of(client)  # fill the caches of codebook and series, with cabinets and letters held and read
    for name, queries in (("figuur.json", 5), ("figuur.svg", 5), ("gegevens.csv", 3), ("gegevens.json", 3)):
        with django_assert_num_queries(queries):
            assert client.get(f"/onderwerpen/russia/{name}").status_code == 200


def test_the_data_as_csv_are_safe_for_a_spreadsheet(client, letter_of, accept) -> None:
    hostile = "=SOM(A1:A9) is wat het kabinet van Rusland vindt."
    letter = letter_of(1, "3 maart 2019", hostile, FISH, "Tot slot iets over vis.", "Meer niet.")
    accept(letter, hostile, 1)
    rows = list(csv.DictReader(StringIO(client.get("/onderwerpen/russia/gegevens.csv").content.decode())))
    assert rows[0]["quote"] == f"'{hostile}"
    assert (rows[0]["date"], rows[0]["position"], rows[0]["sentences"]) == ("2019-03-03", "1.0", "1")


def test_a_time_without_a_position_is_told_in_drawing_list_and_data_in_the_same_words(
    client, letter_of, accept
) -> None:
    for number, written in ((1, "3 maart 2015"), (2, "4 april 2019")):
        found = letter_of(number, written, TALK, PRESS, ADVICE, FISH, "Tot slot iets over vis.")
        for quote, score in ((TALK, -1), (PRESS, -1), (ADVICE, -1)):
            accept(found, quote, score)
    letter_of(3, "5 mei 2017", FISH, "Tot slot iets over zeilen.", "Meer niet.")
    words = "1 brief, nog niet gelezen"
    page = page_of(client)
    assert "1 tijd zonder standpunt van het kabinet" in page
    listed = re.search(
        r'<time datetime="2015-03-04">[^<]*</time> –\s*<time datetime="2019-04-04">[^<]*</time>: ([^<]+)<', page
    )
    assert listed and listed[1] == words
    drawn = client.get("/onderwerpen/russia/figuur.svg").content.decode()
    assert words in re.findall(r'class="gap"[^>]*>([^<]+)<', drawn)
    told = {
        "start": "2015-03-04", "end": "2019-04-04", "gap": "not read", "letters_held": 1, "letters_read": 0,
        "words": words,
    }  # fmt: skip
    assert json.loads(client.get("/onderwerpen/russia/gegevens.json").content)["gaps"] == [told]
    assert json.loads(client.get("/vergelijken/gegevens.json").content)["gaps"]["russia"] == [told]


def test_the_data_as_json_name_topic_axis_and_question(client, letters) -> None:
    found = json.loads(client.get("/onderwerpen/russia/gegevens.json?after=2019-06-01").content)
    assert found["topic"] == "russia"
    assert found["axis"]["high"] == "afschrikking"
    assert found["asked"] == {"after": ["2019-06-01"]}
    assert [(row["date"], row["position"], row["state"]) for row in found["positions"]] == [
        ("2019-11-04", 0.5, "accepted")
    ]


def test_the_drawing_stands_alone_by_day_and_by_night(client, letters) -> None:
    for theme in ("light", "dark"):
        response = client.get("/onderwerpen/russia/figuur.svg", {"theme": theme})
        assert response["Content-Type"] == "image/svg+xml"
        assert b"var(" not in response.content
        ElementTree.fromstring(response.content)


def test_only_the_embedded_page_may_stand_in_a_frame(client, letters) -> None:
    embedded = client.get("/onderwerpen/russia/insluiten/?holder=adviser")
    assert "X-Frame-Options" not in embedded
    assert 'href="http://testserver/onderwerpen/russia/?holder=adviser" target="_blank"' in embedded.content.decode()
    for other in ("", "figuur.json", f"brief/{letters[0].key}/"):
        assert client.get(f"/onderwerpen/russia/{other}")["X-Frame-Options"] == "DENY"


def test_the_line_to_embed_is_sandboxed(client, letters) -> None:
    assert "sandbox=&quot;allow-scripts allow-popups&quot;" in page_of(client).replace('"', "&quot;")


def test_no_page_runs_a_script_or_style_of_its_own(client, letters) -> None:
    for path in ("", "insluiten/", f"brief/{letters[0].key}/"):
        page = client.get(f"/onderwerpen/russia/{path}").content.decode()
        assert re.findall(r"<script(?![^>]*(?:\bsrc=|ld\+json))", page) == []
        assert re.findall(r"\s(?:style|on\w+)=", page) == []


def test_what_has_not_changed_is_not_sent_again(client, letters) -> None:
    first = client.get("/onderwerpen/russia/figuur.json")
    again = client.get("/onderwerpen/russia/figuur.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_a_letters_quotes_stand_under_whose_they_are(client, letters) -> None:
    found = client.get(reverse("topic-letter", args=["russia", letters[0].key])).content.decode()
    words = [re.sub(r"<[^>]+>", "", part) for part in re.findall(r'<h3 class="stand">.*?</h3>|">«[^»]+»', found)]
    assert [word.split(":")[0].strip('">«»') for word in words] == ["Kabinet", TALK, "Adviseur", ADVICE]


def test_a_quote_can_be_copied_with_where_it_stands(client, letters) -> None:
    found = client.get(reverse("topic-letter", args=["russia", letters[0].key])).content.decode()
    stance = Stance.objects.accepted().get(revision__letter=letters[0], quote=TALK)
    number = stance.revision.passages.get(start__lte=stance.start, end__gte=stance.end).position
    assert unescape(re.findall(r'data-citation="([^"]+)"', found)[0]) == (
        f"«{TALK}», Kamerstukken II 2018/19, 99 301, nr. 1, alinea {number}"
        f" (http://testserver/standpunten/{stance.pk}/)."
    )


def test_the_invented_coder_is_no_choice_beside_real_letters(client, letters) -> None:
    Coder.objects.create(name="Verzonnen codeur", kind=Coder.Kind.PERSON, is_example=True)
    assert "Verzonnen codeur" not in page_of(client)

"""Topics beside each other on one scale: page, figure, drawing, data, and the quotes of a point."""

from __future__ import annotations

import csv
import json
import re
from xml.etree import ElementTree

import pytest

from letters.models import Cabinet
from positions import keeping
from tests.pictures.test_comparing import ONE, THREE, three_letters

__all__ = ["three_letters"]

ADVICE = "De adviesraad vindt dat de druk op Rusland omhoog moet."
SERIES = "WITH asked"  # how the one query of series begins
SVG = "{http://www.w3.org/2000/svg}"


def figure(client, query: str = "") -> dict:
    return json.loads(client.get(f"/vergelijken/figuur.json{query}").content)


def dots(found: dict) -> list[dict]:
    return [trace for trace in found["data"] if trace["meta"]["is"] == "dots"]


def test_every_topic_has_a_panel_with_the_same_scale_and_time(client, three_letters) -> None:
    layout = figure(client)["layout"]
    uprights = [layout[name] for name in layout if name.startswith("yaxis")]
    times = [layout[name] for name in layout if name.startswith("xaxis")]
    assert len(uprights) == len(times) == 4
    assert {tuple(axis["range"]) for axis in uprights} == {(-2.42, 2.42)}
    assert len({tuple(axis["range"]) for axis in times}) == 1
    assert [axis.get("matches") for axis in times] == [None, "x", "x", "x"]


def test_cabinets_are_named_where_their_names_fit(client, three_letters) -> None:
    Cabinet.objects.create(name="Langer I", start="2017-01-01", end="2019-10-01")
    Cabinet.objects.create(name="Niet op een telefoon", start="2019-10-01", end="2021-04-01")
    for columns, named in ((1, {"Langer I"}), (2, {"Langer I", "Niet op een telefoon"})):
        labels = figure(client, f"?columns={columns}")["layout"]["annotations"]
        assert {label["text"] for label in labels if label.get("name") == "cabinet"} == named


def test_a_point_stands_in_its_topics_panel_with_its_look(client, three_letters) -> None:
    russia, defence = dots(figure(client))
    assert (russia["meta"]["topic"], russia["yaxis"], russia["marker"]["symbol"]) == ("russia", "y", "circle")
    assert (defence["meta"]["topic"], defence["yaxis"], defence["marker"]["symbol"]) == (
        "defence-spending", "y3", "diamond",
    )  # fmt: skip
    assert defence["text"][0].startswith("Defensie-uitgaven · 9 mei 2020 · +1")


def test_on_a_phone_panels_stand_below_each_other(client, three_letters) -> None:
    layout = figure(client, "?columns=1")["layout"]
    assert len({tuple(layout[name]["domain"]) for name in layout if name.startswith("xaxis")}) == 1


def test_the_drawing_has_all_panels_and_says_what_they_show(client, three_letters) -> None:
    root = ElementTree.fromstring(client.get("/vergelijken/figuur.svg").content)
    assert len(root.findall(f"{SVG}g")) == 4
    desc = root.find(f"{SVG}desc")
    assert desc is not None and "China: Geen brief neemt hierover een standpunt in." in (desc.text or "")


def test_topics_are_chosen_in_the_address(client, three_letters) -> None:
    assert (
        len(ElementTree.fromstring(client.get("/vergelijken/figuur.svg?topic=russia").content).findall(f"{SVG}g")) == 1
    )
    assert {trace["meta"]["topic"] for trace in dots(figure(client, "?topic=china&topic=russia"))} == {"russia"}


def test_page_says_each_line_in_a_sentence_and_leads_to_downloads_and_embedding(client, three_letters) -> None:
    html = client.get("/vergelijken/?topic=russia").content.decode()
    assert "Voor het laatst iets over gezegd op 9 mei 2020: +2 (richting afschrikking), op 1 zin" in html
    for name in ("figuur.svg", "gegevens.csv", "gegevens.json", "insluiten/"):
        assert f"/vergelijken/{name}?topic=russia" in html


def test_the_address_opens_the_quotes_of_a_point(client, three_letters) -> None:
    html = client.get(f"/vergelijken/?over=russia&brief={three_letters[0].key}").content.decode()
    panel = re.search(r'<aside class="panel".*?</aside>', html, re.DOTALL)
    assert panel and f"«{ONE}»" in panel[0] and THREE not in panel[0]
    assert "hidden>" in re.search(r'<aside class="panel"[^>]*>', client.get("/vergelijken/").content.decode())[0]


def test_one_query_reads_all_series(client, three_letters, django_assert_max_num_queries) -> None:
    for address in ("/vergelijken/", "/vergelijken/figuur.json"):
        keeping.forget_everything()
        with django_assert_max_num_queries(20) as asked:
            client.get(address)
        assert sum(SERIES in query["sql"] for query in asked.captured_queries) == 1


def test_data_comes_as_csv_and_json_with_the_topic(client, three_letters) -> None:
    rows = list(csv.DictReader(client.get("/vergelijken/gegevens.csv").content.decode("utf-8-sig").splitlines()))
    assert {row["topic"] for row in rows} == {"russia", "defence-spending"}
    found = json.loads(client.get("/vergelijken/gegevens.json").content)
    assert [row["position"] for row in found["positions"] if row["topic"] == "russia"] == [-1, 1, 2]


def test_only_the_embedded_page_may_stand_in_a_frame(client, three_letters) -> None:
    assert "X-Frame-Options" not in client.get("/vergelijken/insluiten/")
    assert client.get("/vergelijken/")["X-Frame-Options"] == "DENY"


def test_two_periods_keep_the_rest_of_the_choice(client, three_letters) -> None:
    html = client.get("/vergelijken/?topic=russia&after=2018-01-01&a=2018").content.decode()
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', html) == [
        ("topic", "russia"), ("after", "2018-01-01"),
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/vergelijken/figuur.svg", "/vergelijken/figuur.json", "/vergelijken/insluiten/"])
def test_without_letters_there_is_nothing_to_draw_and_no_error(client, codebook, address) -> None:
    assert client.get(address).status_code == 200


def test_who_is_compared_is_said_on_the_page(client, letter_of, accept) -> None:
    accept(letter_of(8, "3 maart 2018", ADVICE, "Er kwam vis."), ADVICE, 2, holder="adviser")
    found = letter_of(9, "4 april 2019", ADVICE.replace("omhoog", "omlaag"), THREE)
    accept(found, THREE, 1, topic="defence-spending", holder="adviser")
    html = client.get("/vergelijken/?holder=adviser").content.decode()
    assert "Per onderwerp de positie in elke periode van: adviseur." in html
    assert "geen standpunt van: adviseur" in html
    assert "het kabinet hierover geen standpunt" not in html

"""Comparison chart: small multiples on one scale as page, figure, SVG and data, with a point's quotes."""

from __future__ import annotations

import csv
import json
import re
from xml.etree import ElementTree

import pytest

from letters.models import Cabinet, Letter
from positions.caching import in_process
from positions.review import assignments
from tests.factories import told
from tests.positions.factories import sentence

ADVICE = "De adviesraad vindt dat de druk op Rusland omhoog moet."
FILLING = "Er kwam dit jaar veel vis uit zee."
SERIES = "WITH taken"  # start of the one query that reads the series
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


def test_cabinets_are_named_where_their_names_fit_and_the_last_in_any_case(client, three_letters) -> None:
    Cabinet.objects.filter(name="Rutte III").update(name="Langer I", end="2019-10-01", demissionary_from=None)
    Cabinet.objects.filter(name="Rutte IV").update(name="Niet op een telefoon", start="2019-10-01", end="2021-04-01")
    Letter.objects.filter(document_date__gt="2019-10-01").update(cabinet=Cabinet.objects.get(name__startswith="Niet"))
    Cabinet.objects.filter(start__gt="2019-10-01").delete()
    Cabinet.objects.create(name="Kort", start="2019-09-20", end="2019-10-01")
    for columns in (1, 2):
        labels = figure(client, f"?columns={columns}")["layout"]["annotations"]
        assert {label["text"] for label in labels if label.get("name") == "cabinet"} == {
            "Langer I", "Niet op een telefoon",
        }  # fmt: skip


def test_a_point_stands_in_its_topics_panel_with_its_look(client, three_letters) -> None:
    russia, defence = dots(figure(client))
    assert (russia["meta"]["topic"], russia["yaxis"]) == ("russia", "y")
    assert (defence["meta"]["topic"], defence["yaxis"]) == ("defence-spending", "y3")
    assert russia["marker"]["color"] != defence["marker"]["color"]
    marks = [trace for trace in figure(client)["data"] if trace["meta"]["is"] == "marks"]
    assert {(mark["meta"]["topic"], mark["marker"]["symbol"]) for mark in marks} == {
        ("russia", "circle"), ("defence-spending", "circle"),
    }, "a shape is a holder's, here the cabinet's"  # fmt: skip
    assert defence["text"][0].startswith("Defensie-uitgaven · 9 mei 2020 · +1 (richting verhogen) · 3 zinnen (+1: 3)")


def test_on_a_phone_panels_stand_below_each_other(client, three_letters) -> None:
    layout = figure(client, "?columns=1")["layout"]
    assert len({tuple(layout[name]["domain"]) for name in layout if name.startswith("xaxis")}) == 1


def test_the_drawing_has_all_panels_and_says_what_they_show(client, three_letters) -> None:
    root = ElementTree.fromstring(client.get("/vergelijken/figuur.svg").content)
    assert len(root.findall(f"{SVG}g")) == 4
    desc = root.find(f"{SVG}desc")
    assert desc is not None and "China: 1 van 4 brieven gelezen, daarin geen standpunt." in (desc.text or "")
    assert (desc.text or "").endswith("Telregels 2.")


def test_topics_are_chosen_in_the_address(client, three_letters) -> None:
    assert (
        len(ElementTree.fromstring(client.get("/vergelijken/figuur.svg?topic=russia").content).findall(f"{SVG}g")) == 1
    )
    assert {trace["meta"]["topic"] for trace in dots(figure(client, "?topic=china&topic=russia"))} == {"russia"}


def test_page_says_each_line_in_a_sentence_and_leads_to_downloads_and_embedding(client, three_letters) -> None:
    html = client.get("/vergelijken/?topic=russia").content.decode()
    assert "Laatst: +2 (richting afschrikking), op 3 zinnen (+2: 3), los beoordeeld, 9 mei 2020 (Rutte III)." in html
    for name in ("figuur.svg", "gegevens.csv", "gegevens.json", "insluiten/"):
        assert f"/vergelijken/{name}?topic=russia" in html


def test_the_address_opens_the_quotes_of_a_point(client, three_letters) -> None:
    html = client.get(f"/vergelijken/?over=russia&brief={three_letters[0].key}").content.decode()
    panel = re.search(r'<aside class="panel".*?</aside>', html, re.DOTALL)
    assert panel and f"«{sentence(1, 1, -1)}»" in panel[0] and sentence(2, 1, 1) not in panel[0]
    assert "hidden>" in re.search(r'<aside class="panel"[^>]*>', client.get("/vergelijken/").content.decode())[0]


def test_one_query_reads_all_series(client, three_letters, django_assert_max_num_queries) -> None:
    for address in ("/vergelijken/", "/vergelijken/figuur.json"):
        in_process.clear()
        with django_assert_max_num_queries(20) as asked:
            client.get(address)
        assert sum(SERIES in query["sql"] for query in asked.captured_queries) == 1


def test_data_comes_as_csv_and_json_with_the_topic(client, three_letters) -> None:
    rows = list(csv.DictReader(client.get("/vergelijken/gegevens.csv").content.decode("utf-8-sig").splitlines()))
    assert {row["topic"] for row in rows} == {"russia", "defence-spending"}
    found = json.loads(client.get("/vergelijken/gegevens.json").content)
    assert [row["position"] for row in found["positions"] if row["topic"] == "russia"] == [-0.8, 1, 2]
    assert [row["form"] for row in found["positions"] if row["topic"] == "russia"] == ["mean", "thin", "mean"]
    assert found["rules"] == 2 == found["positions"][0]["rules"]


def test_only_the_embedded_page_may_stand_in_a_frame(client, three_letters) -> None:
    assert "X-Frame-Options" not in client.get("/vergelijken/insluiten/")
    assert client.get("/vergelijken/")["X-Frame-Options"] == "DENY"


def test_two_periods_keep_the_rest_of_the_choice(client, three_letters) -> None:
    html = client.get("/vergelijken/?topic=russia&after=2018-01-01&a=2018+Rutte+III").content.decode()
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', html) == [
        ("topic", "russia"), ("after", "2018-01-01"),
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/vergelijken/figuur.svg", "/vergelijken/figuur.json", "/vergelijken/insluiten/"])
def test_without_letters_there_is_nothing_to_draw_and_no_error(client, codebook, address) -> None:
    assert client.get(address).status_code == 200


def test_who_is_compared_is_said_on_the_page(client, letter_of, accept) -> None:
    accept(letter_of(8, "3 maart 2018", ADVICE, "Er kwam vis."), ADVICE, 2, holder="adviser")
    found = letter_of(9, "4 april 2019", ADVICE.replace("omhoog", "omlaag"), FILLING)
    accept(found, FILLING, 1, topic="defence-spending", holder="adviser")
    html = client.get("/vergelijken/?holder=adviser").content.decode()
    assert "Per onderwerp de positie in elke periode van: adviseur." in html
    assert "Defensie-uitgaven . 1 brief, 1 zin (+1: 1), los beoordeeld." in told(html)
    assert "Laatst:" not in html


def test_lines_of_two_cabinets_are_not_joined(client, says) -> None:
    says(1, "3 maart 2021", 1, 1, 1)
    says(2, "4 april 2022", 2, 2, 2)
    line = next(trace for trace in figure(client, "?topic=russia")["data"] if trace["meta"]["is"] == "line")
    assert line["x"] == ["2021-03-03", "2022-01-10", None, "2022-04-04", "2023-04-04"]
    assert line["y"] == [1, 1, None, 2, 2]


def test_thin_letters_are_pale_and_on_no_line(client, three_letters) -> None:
    russia, _defence = dots(figure(client))
    assert russia["marker"]["opacity"] == [1, 0, 1], "a thin letter has no mean"
    line = next(trace for trace in figure(client)["data"] if trace["meta"]["is"] == "line")
    assert line["y"] == [-0.8, -0.8, None, 2, 2]
    assert client.get("/vergelijken/figuur.svg?topic=russia").content.decode().count('class="pale"') == 1


def test_the_figure_names_the_version_of_the_counting_rules(client, three_letters) -> None:
    assert figure(client)["layout"]["meta"]["rules"] == 2


def test_who_codes_a_letter_blind_gets_no_figure_of_it(client, three_letters, bram, coders) -> None:
    assignments.ask(bram, three_letters[2], by=None)
    client.force_login(bram.user)
    for name in ("figuur.json", "figuur.svg", "gegevens.csv", "gegevens.json", "insluiten/"):
        found = client.get(f"/vergelijken/{name}").content.decode()
        assert three_letters[2].key not in found and "op 3 zinnen (+2: 3)" not in found, name

"""What a chart and a drawing show of a series: steps, silence, dots, whiskers, bands and words."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from positions import charts, drawing
from positions.domain.scale import Holder
from positions.pictures import Band, Event
from positions.themes import DARK, IN_PAGE, LIGHT
from tests.positions.pictured import QUOTE, line, picture, saying

SVG = "{http://www.w3.org/2000/svg}"
OLD = saying(date(2015, 3, 1), -1, -1, key="old")
NEW = saying(date(2019, 11, 18), 1, 2, 0, key="new")
OPEN = saying(date(2019, 12, 1), 2, key="open", accepted=False)


def figure(shown, theme) -> go.Figure:
    """As Plotly understands it: its own classes refuse what is no figure."""
    return go.Figure(charts.figure(shown, theme))


def trace(found, meta: str):
    return [each for each in found.data if each.meta["is"] == meta]


def test_a_step_ends_after_twelve_months_and_silence_is_a_gap() -> None:
    step = trace(figure(picture(line(OLD, NEW)), LIGHT), "line")[0]
    assert list(step.x) == [date(2015, 3, 1), date(2016, 3, 1), None, date(2019, 11, 18), date(2020, 6, 1)]
    assert list(step.y) == [-1, -1, None, 1, 1]


def test_steps_that_meet_are_one_line() -> None:
    near = saying(date(2015, 9, 1), 1, key="near")
    step = trace(figure(picture(line(OLD, near)), LIGHT), "line")[0]
    assert None not in step.x
    assert list(step.y) == [-1, -1, 1, 1]


def test_proposals_are_hollow_and_on_no_line() -> None:
    found = figure(picture(line(NEW, OPEN)), LIGHT)
    hollow, full = trace(found, "dots")
    assert (hollow.marker.symbol, full.marker.symbol) == ("circle-open", "circle")
    assert list(hollow.x) == [date(2019, 12, 1)]
    assert date(2019, 12, 1) not in trace(found, "line")[0].x


def test_whiskers_run_from_the_lowest_to_the_highest_sentence() -> None:
    shapes = figure(picture(line(OLD, NEW, OPEN)), LIGHT).layout.shapes
    assert [shape.path for shape in shapes if shape.name == "whiskers"] == ["M2019-11-18,2V0"]


def test_a_dot_grows_with_its_sentences() -> None:
    few, many = trace(figure(picture(line(OLD, NEW)), LIGHT), "dots")[0].marker.size
    assert few < many


def test_a_point_says_in_words_what_it_is() -> None:
    full = trace(figure(picture(line(NEW)), LIGHT), "dots")[0]
    assert (full.customdata[0], full.meta["names"][0], full.hovertext[0]) == ("new", "Brief over vis", QUOTE)
    assert full.text[0] == "18 november 2019 · +1 (richting afschrikking) · 3 zinnen, van 0 tot +2 · 30% van de brief"


def test_holders_differ_in_shape_and_dash_and_are_named_on_the_chart() -> None:
    lines = (line(NEW), line(saying(date(2019, 11, 18), -1, holder=Holder.ADVISER), holder=Holder.ADVISER))
    found = figure(picture(*lines), LIGHT)
    assert [each.marker.symbol for each in trace(found, "dots")] == ["circle", "triangle-up"]
    assert len({each.line.dash for each in trace(found, "line")}) == 2
    assert {"kabinet", "adviseur"} <= {label.text for label in found.layout.annotations}


def test_both_poles_stand_in_words_at_the_ends_of_the_axis() -> None:
    found = figure(picture(line(NEW)), LIGHT)
    places = {label.text: label.y for label in found.layout.annotations}
    assert places["↑ afschrikking"] > 2 > -2 > places["↓ toenadering"]
    assert list(found.layout.yaxis.ticktext) == ["−2", "−1", "0", "+1", "+2"]


def test_cabinets_are_named_and_hatched_when_demissionary() -> None:
    band = Band("Drees", date(2019, 1, 1), None, date(2020, 1, 1))
    found = figure(picture(line(NEW), bands=(band,)), LIGHT)
    hatched = trace(found, "demissionary")[0]
    assert hatched.x[0] == date(2020, 1, 1)
    assert hatched.fillpattern.shape == "/"
    assert "Drees" in [label.text for label in found.layout.annotations]


def test_events_are_marked_and_named() -> None:
    found = figure(picture(line(NEW), events=(Event(date(2020, 2, 1), "Top <b>van</b> alles"),)), LIGHT)
    assert any(shape.type == "line" and shape.x0 == date(2020, 2, 1) for shape in found.layout.shapes)
    assert "1 februari 2020: Top &lt;b&gt;van&lt;/b&gt; alles" in [
        label.hovertext for label in found.layout.annotations
    ]


def test_numbers_are_written_the_dutch_way_and_nothing_goes_to_others() -> None:
    written = charts.as_json(charts.figure(picture(line(NEW)), DARK))
    assert json.loads(written)["layout"]["separators"] == ",."
    assert "http" not in written


def test_the_drawing_is_an_image_with_a_name_and_a_description() -> None:
    root = ElementTree.fromstring(drawing.drawing(picture(line(OLD, NEW)), theme=IN_PAGE))
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == "Rusland: van toenadering tot afschrikking"
    assert desc is not None and "18 november 2019" in (desc.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


def test_the_drawing_takes_the_pages_colours_and_a_file_has_its_own() -> None:
    shown = picture(line(NEW))
    assert "var(--topic)" in drawing.drawing(shown, theme=IN_PAGE)
    alone = drawing.standing_alone(shown, drawing.WIDE, DARK)
    assert "var(" not in alone
    assert DARK.paper in alone
    assert "style=" not in alone


def test_the_drawing_leaves_silence_open() -> None:
    path = re.search(r'<path d="(M[^"]+)" fill="none"', drawing.drawing(picture(line(OLD, NEW))))
    assert path and path.group(1).count("M") == 2


def test_hostile_words_stay_words_in_a_drawing() -> None:
    band = Band("<script>x</script>", date(2015, 1, 1))
    found = drawing.drawing(picture(line(OLD, NEW), bands=(band,)))
    assert "<script" not in found
    ElementTree.fromstring(found)


@pytest.mark.parametrize("size", [drawing.WIDE, drawing.NARROW, drawing.TINY])
def test_nothing_is_drawn_outside_the_drawing(size) -> None:
    found = drawing.drawing(picture(line(OLD, NEW, OPEN)), size)
    for x, y in re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"', found):
        assert 0 <= float(x) <= size.width
        assert 0 <= float(y) <= size.height

"""Charts as Plotly figure and as SVG: lines and their ends, dots, ranges, bands and labels."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from letters.parser.cabinets_in_office import CabinetTerm
from positions.charts import distribution, plotly, plotly_line, svg
from positions.charts.scales import NARROW, TINY, WIDE, Scales
from positions.charts.spec import ChartSpec, EventMark
from positions.domain.scale import Holder
from positions.labels.markers import mark
from positions.labels.palette import DARK, IN_PAGE, LIGHT
from tests.positions.charts.factories import QUOTE, TODAY, line, picture, saying

SVG = "{http://www.w3.org/2000/svg}"
OLD = saying(date(2015, 3, 1), -1, -1, -1, key="old")
NEW = saying(date(2019, 11, 18), 1, 2, 0, key="new")
OPEN = saying(date(2019, 12, 1), 2, key="open", accepted=False)
BOTH = saying(date(2019, 11, 18), -1, -1, -1, 0, 2, 2, 2, 2, 2, 2, key="both")


def figure(shown, theme) -> go.Figure:
    """Return the figure as Plotly's own class, which rejects invalid ones."""
    return go.Figure(plotly.figure(shown, theme))


def trace(found, meta: str):
    return [each for each in found.data if each.meta["is"] == meta]


def line_of(shown) -> tuple[list[date | None], list[float | None]]:
    found = trace(figure(shown, LIGHT), "line")[0]
    return list(found.x), list(found.y)


def outline(shown) -> list[str]:
    """Return the strokes of the line in the SVG; each starts with a move."""
    path = re.search(r'<path class="level" d="(M[^"]+)" fill="none"', svg.render(shown))
    return path[1].split("M")[1:] if path else []


def circle(shown, day: date, score: int, sentences: int) -> str:
    """Return the outline of a mark in the SVG."""
    scales = Scales(shown, WIDE)
    return mark("circle", scales.x(day), scales.y(score), distribution.radius(sentences, scales.step))


def test_a_line_lapses_after_twelve_months_and_goes_on_at_the_next_letter() -> None:
    shown = picture(line(OLD, NEW))
    assert line_of(shown) == (
        [date(2015, 3, 1), date(2016, 3, 1), None, date(2019, 11, 18), date(2020, 6, 1)],
        [-1, -1, None, 1, 1],
    )
    assert len(outline(shown)) == 2


def test_letters_within_twelve_months_are_on_one_line() -> None:
    shown = picture(line(OLD, saying(date(2015, 9, 1), 1, 1, 1, key="near")))
    x, y = line_of(shown)
    assert None not in x
    assert y == [-1, -1, 1, 1]
    assert [stroke.count("V") for stroke in outline(shown)] == [1]


def test_a_line_ends_with_its_cabinet_and_no_stroke_runs_to_the_next_one() -> None:
    terms = (CabinetTerm("Drees", date(2014, 1, 1), None, date(2019, 6, 1)), CabinetTerm("Beel", date(2019, 6, 1)))
    before = saying(date(2019, 1, 1), -1, -1, -1, key="before")
    after = saying(date(2019, 6, 1), 1, 1, 1, key="after", cabinet="Beel")
    shown = picture(line(before, after, cabinets=terms))
    assert line_of(shown) == (
        [date(2019, 1, 1), date(2019, 6, 1), None, date(2019, 6, 1), date(2020, 6, 1)],
        [-1, -1, None, 1, 1],
    )
    assert [("V" in stroke) for stroke in outline(shown)] == [False, False]


def test_a_letter_on_the_last_day_of_its_line_draws_a_line_of_no_length() -> None:
    assert line_of(picture(line(saying(TODAY, 1, 1, 1)))) == ([TODAY, TODAY], [1, 1])


def test_thin_letters_are_pale_and_on_no_line() -> None:
    thin = saying(date(2020, 1, 1), -2, -2, key="thin")
    shown = picture(line(NEW, thin))
    assert line_of(shown)[1] == [1, 1]
    inks = [colour.rpartition(",")[2] for colour in trace(figure(shown, LIGHT), "marks")[0].marker.color]
    assert inks == [f"{distribution.INK})"] * 3 + [f"{distribution.PALE})"]
    assert list(trace(figure(shown, LIGHT), "dots")[0].marker.opacity) == [1, 0], "a thin letter has no mean"
    assert f'class="pale" d="{circle(shown, date(2020, 1, 1), -2, 2)}"' in svg.render(shown)
    assert 'class="pale"' not in svg.render(picture(line(NEW)))


def test_letters_of_one_day_stand_apart_as_dots_and_are_one_step_of_the_line() -> None:
    pair = [saying(date(2019, 11, 18), 2, 2, 2, key="a"), saying(date(2019, 11, 18), 1, 1, 1, key="b")]
    shown = picture(line(*pair))
    assert line_of(shown)[1] == [1.5, 1.5]
    assert list(trace(figure(shown, LIGHT), "dots")[0].y) == [2, 1]


def test_others_than_the_cabinet_have_dots_and_no_line() -> None:
    adviser = [saying(date(2019, month, 1), 1, 1, 1, key=str(month), holder=Holder.ADVISER) for month in (1, 2)]
    shown = picture(line(*adviser, holder=Holder.ADVISER))
    assert line_of(shown) == ([], [])
    assert outline(shown) == []
    assert len(trace(figure(shown, LIGHT), "dots")[0].x) == 2


def test_the_share_is_drawn_of_letters_that_are_read_alone() -> None:
    read = saying(date(2020, 1, 1), 1, 1, 1, key="read", read=True)
    shapes = figure(picture(line(NEW, read)), LIGHT).layout.shapes
    assert [shape.path for shape in shapes if shape.name == "shares"] == ["M2020-01-01,0V0.3"]
    assert "aandeel" in svg.render(picture(line(NEW, read)))
    assert "aandeel" not in svg.render(picture(line(NEW)))
    captions = [label.text for label in figure(picture(line(NEW)), LIGHT).layout.annotations]
    assert not any("aandeel" in caption for caption in captions)


def test_proposals_are_hollow_and_on_no_line() -> None:
    found = figure(picture(line(NEW, OPEN)), LIGHT)
    hollow, full = trace(found, "marks")
    assert (hollow.marker.symbol, full.marker.symbol) == ("circle-open", "circle")
    assert list(hollow.x) == [date(2019, 12, 1)]
    assert list(trace(found, "dots")[0].marker.opacity) == [0], "proposals have no mean"
    assert date(2019, 12, 1) not in trace(found, "line")[0].x


def test_a_letter_has_a_mark_per_score_and_a_stroke_at_its_mean_in_both_pictures() -> None:
    found = figure(picture(line(BOTH)), LIGHT)
    marks, dots = trace(found, "marks")[0], trace(found, "dots")[0]
    assert list(zip(marks.y, marks.text, strict=True)) == [(-1, "3"), (0, "1"), (2, "6")]
    assert list(marks.customdata) == ["both"] * 3
    assert (list(dots.y), dots.marker.symbol) == ([0.9], "line-ew")
    drawn = svg.render(picture(line(BOTH)))
    day = date(2019, 11, 18)
    every = "".join(circle(picture(line(BOTH)), day, score, n) for score, n in ((-1, 3), (0, 1), (2, 6)))
    assert f'class="marks" d="{every}"' in drawn
    assert len(re.findall(r'class="mean" d="M[^"]+h16"', drawn)) == 1
    assert re.findall(r'font-size="11">(\d)<', drawn) == ["3", "1", "6"]


def test_a_letter_that_says_both_is_joined_and_the_zero_of_a_weighed_one_ringed() -> None:
    weighed = saying(date(2020, 2, 1), 0, 0, 0, 1, key="weighed")
    shapes = figure(picture(line(OLD, NEW, BOTH, weighed, OPEN)), LIGHT).layout.shapes
    assert [shape.path for shape in shapes if shape.name == "both ways"] == ["M2019-11-18,2V-1"]
    marks = trace(figure(picture(line(BOTH, weighed)), LIGHT), "marks")[0]
    assert list(marks.marker.line.width) == [1, 1, 1, 2, 1]
    drawn = svg.render(picture(line(BOTH, weighed)))
    assert drawn.count('class="both"') == drawn.count('class="weighed"') == 1
    assert 'class="both"' not in svg.render(picture(line(NEW)))


def test_two_letters_with_one_mean_and_different_sentences_look_different() -> None:
    firm, split = (saying(date(2019, 11, 18), *scores, key="x") for scores in ((0, 0, 0, 0), (-2, -2, 2, 2)))
    assert svg.render(picture(line(firm))) != svg.render(picture(line(split)))


def test_with_many_letters_bands_show_the_share_of_each_score_and_points_stay() -> None:
    letters = [saying(date(2015, 1, 1 + day % 28), 1, 1, -1, key=str(day)) for day in range(distribution.MANY + 1)]
    found = figure(picture(line(*letters)), LIGHT)
    assert trace(found, "marks") == []
    assert len(trace(found, "dots")[0].customdata) == len(letters)
    assert trace(found, "dots")[0].mode == "none"
    [bands] = [shape.path for shape in found.layout.shapes if shape.name == "bands"]
    assert re.search(r",1\.28H[\d-]+V0\.72H", bands), "two thirds of the sentences are at +1"
    drawn = svg.render(picture(line(*letters)))
    assert drawn.count('class="bands"') == 1
    assert 'class="marks"' not in drawn


def of_letters(number: int) -> ChartSpec:
    """Return a chart of so many letters over fourteen years, each of five sentences; all are read."""
    days = (date(2006, 1, 1) + timedelta(days=n * 5000 // number) for n in range(number))
    scores = [(n % 5 - 2, n % 3 - 1, n % 4 - 2, n % 7 % 3, 1) for n in range(number)]
    return picture(line(*[saying(day, *scores[n], key=str(n), read=True) for n, day in enumerate(days)]))


def test_above_1500_letters_a_point_is_a_stretch_of_time_and_the_figure_grows_no_further() -> None:
    few, many = (plotly.as_json(plotly.figure(of_letters(number), LIGHT)) for number in (1501, 6000))
    assert max(len(few), len(many)) < 120_000
    [bins] = [each for each in json.loads(many)["data"] if each["meta"]["is"] == "bins"]
    told = bins["meta"]["bins"]
    assert len(told) <= distribution.SLICES
    assert sum(int(each["words"].split()[0].replace(".", "")) for each in told) == 6000
    assert set(bins["customdata"]) == {each["key"] for each in told}


def test_the_line_of_many_letters_covers_what_all_its_levels_cover() -> None:
    segments = of_letters(1501).lines[0].segments(date(2020, 1, 1))
    whole, drawn = plotly_line.steps(segments), plotly_line.outline(segments, timedelta(days=30))
    assert len(drawn[0]) < len(whole[0]) / 5
    assert (min(drawn[1]), max(drawn[1])) == (min(whole[1]), max(whole[1]))
    assert (drawn[0][-1], drawn[1][-1]) == (whole[0][-1], whole[1][-1])


def test_the_line_of_many_letters_is_broken_where_it_lapsed() -> None:
    first, second = (saying(date(year, 1, 1), 1, 1, 1, key=str(year)) for year in (2015, 2018))
    x, y = plotly_line.outline(line(first, second).segments(TODAY), timedelta(days=30))
    assert (x[2], y[2]) == (None, None)
    assert [x[0], x[1]] == [date(2015, 1, 1), date(2016, 1, 1)]


def test_a_point_says_in_words_what_it_is() -> None:
    full = trace(figure(picture(line(NEW)), LIGHT), "dots")[0]
    assert (full.customdata[0], full.meta["names"][0], full.hovertext[0]) == ("new", "Brief over vis", QUOTE)
    words = "18 november 2019 · +1 (richting afschrikking) · 3 zinnen (0: 1 · +1: 1 · +2: 1), los beoordeeld"
    step = "stap: begin van de lijn van Drees"
    assert full.text[0] == f"{words} · {step}"
    read = saying(date(2019, 11, 18), 1, 2, 0, key="new", read=True)
    assert trace(figure(picture(line(read)), LIGHT), "dots")[0].text[0] == f"{words} · 30% van de zinnen · {step}"
    thin = trace(figure(picture(line(saying(date(2019, 11, 18), 1))), LIGHT), "dots")[0].text[0]
    assert "stap" not in thin, "a thin letter makes no step"


def test_holders_differ_in_shape_and_dash_and_are_named_on_the_chart() -> None:
    lines = (line(NEW), line(saying(date(2019, 11, 18), -1, holder=Holder.ADVISER), holder=Holder.ADVISER))
    found = figure(picture(*lines), LIGHT)
    assert [each.marker.symbol for each in trace(found, "marks")] == ["circle", "triangle-up"]
    assert len({each.line.dash for each in trace(found, "line")}) == 2
    assert {"kabinet", "adviseur"} <= {label.text for label in found.layout.annotations}


def test_both_poles_stand_in_words_at_the_ends_of_the_axis() -> None:
    found = figure(picture(line(NEW)), LIGHT)
    places = {label.text: label.y for label in found.layout.annotations}
    assert places["↑ afschrikking"] > 2 > -2 > places["↓ toenadering"]
    assert list(found.layout.yaxis.ticktext) == ["−2", "−1", "0", "+1", "+2"]


def test_cabinets_are_named_and_hatched_when_demissionary() -> None:
    band = CabinetTerm("Drees", date(2019, 1, 1), date(2020, 1, 1))
    found = figure(picture(line(NEW), bands=(band,)), LIGHT)
    hatched = trace(found, "demissionary")[0]
    assert hatched.x[0] == date(2020, 1, 1)
    assert hatched.fillpattern.shape == "/"
    assert "Drees" in [label.text for label in found.layout.annotations]


def test_events_are_marked_and_named() -> None:
    found = figure(picture(line(NEW), events=(EventMark(date(2020, 2, 1), "Top <b>van</b> alles"),)), LIGHT)
    assert any(shape.type == "line" and shape.x0 == date(2020, 2, 1) for shape in found.layout.shapes)
    assert "1 februari 2020: Top &lt;b&gt;van&lt;/b&gt; alles" in [
        label.hovertext for label in found.layout.annotations
    ]


def test_numbers_are_written_the_dutch_way_and_nothing_goes_to_others() -> None:
    written = plotly.as_json(plotly.figure(picture(line(NEW)), DARK))
    assert json.loads(written)["layout"]["separators"] == ",."
    assert "http" not in written


def test_the_drawing_is_an_image_with_a_name_and_a_description() -> None:
    root = ElementTree.fromstring(svg.render(picture(line(OLD, NEW)), theme=IN_PAGE))
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == "Rusland: van toenadering tot afschrikking"
    assert desc is not None and "18 november 2019" in (desc.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


def test_the_drawing_takes_the_pages_colours_and_a_file_has_its_own() -> None:
    shown = picture(line(NEW))
    assert "var(--topic)" in svg.render(shown, theme=IN_PAGE)
    alone = svg.standing_alone(shown, WIDE, DARK)
    assert "var(" not in alone
    assert DARK.paper in alone
    assert "style=" not in alone


def test_hostile_words_stay_words_in_a_drawing() -> None:
    band = CabinetTerm("<script>x</script>", date(2015, 1, 1))
    found = svg.render(picture(line(OLD, NEW), bands=(band,)))
    assert "<script" not in found
    ElementTree.fromstring(found)


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
def test_nothing_is_drawn_outside_the_drawing(size) -> None:
    found = svg.render(picture(line(OLD, NEW, OPEN)), size)
    for x, y in re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"', found):
        assert 0 <= float(x) <= size.width
        assert 0 <= float(y) <= size.height

"""Labels above a chart: none over another, the last cabinet's in any case, the largest events by name."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.parser.cabinets_in_office import CabinetTerm
from positions.charts import plotly, svg
from positions.charts.label_placement import cabinet_labels, event_labels, extent
from positions.charts.scales import TINY, WIDE, Scales
from positions.charts.spec import ChartSpec, EventMark
from positions.labels.palette import LIGHT
from tests.positions.charts.factories import line, picture, saying

START, END = date(2015, 1, 1), date(2019, 12, 31)
LETTER = 7.0


def spec(*, bands: tuple[CabinetTerm, ...] = (), events: tuple[EventMark, ...] = ()) -> ChartSpec:
    return picture(line(saying(START, 1, 1, 1), saying(END, 1, 1, 1)), bands=bands, events=events, until=END)


def across(shown: ChartSpec, width: float = 1000):
    days = (shown.end - shown.start).days
    return lambda day: (day - shown.start).days / days * width


def test_the_last_cabinet_is_named_though_its_band_is_narrow() -> None:
    bands = (CabinetTerm("Drees", date(2014, 1, 1)), CabinetTerm("Zijlstra-Van Houten", date(2019, 12, 1)))
    first, last = cabinet_labels(spec(bands=bands), across(spec()), LETTER)
    assert (first.words, first.anchor) == ("Drees", "middle")
    assert (last.words, last.anchor) == ("Zijlstra-Van Houten", "end")
    assert extent(first, LETTER)[1] < extent(last, LETTER)[0]


def test_a_cabinet_whose_band_is_narrow_is_not_named_unless_it_is_the_last() -> None:
    bands = (
        CabinetTerm("Drees", date(2014, 1, 1), end=date(2016, 1, 1)),
        CabinetTerm("Beel", date(2016, 1, 1), end=date(2016, 2, 1)),
        CabinetTerm("Cals", date(2016, 2, 1)),
    )
    assert [label.words for label in cabinet_labels(spec(bands=bands), across(spec()), LETTER)] == ["Drees", "Cals"]


def test_the_three_events_of_the_largest_weight_are_named_in_order_of_date() -> None:
    marks = tuple(
        EventMark(START + timedelta(days=200 * place), f"E{place}", weight)
        for place, weight in enumerate((3, 1, 2, 1, 3))
    )
    labels = event_labels(spec(events=marks), across(spec()), LETTER)
    assert [label.words for label in labels] == ["E0", "E2", "E4"]


@given(st.lists(st.tuples(st.integers(0, 1800), st.integers(1, 60)), max_size=6), st.sampled_from([300, 1000]))
def test_names_of_events_lie_within_the_chart_and_over_no_other(found: list[tuple[int, int]], width: int) -> None:
    marks = tuple(EventMark(START + timedelta(days=day), "x" * long) for day, long in found)
    shown = spec(events=marks)
    labels = event_labels(shown, across(shown, width), LETTER)
    for label in labels:
        assert len(label.words) * LETTER <= width
    for label in labels:
        begin, end = extent(label, LETTER)
        for other in labels:
            left, right = extent(other, LETTER)
            if other is not label and other.row == label.row:
                assert end < left or right < begin


@pytest.mark.parametrize("days", [(10, 100), (10, 10), (700, 720, 740), (1700, 1800), (5, 900, 905)])
def test_no_stem_runs_through_the_name_of_another_event(days: tuple[int, ...]) -> None:
    shown = spec(events=tuple(EventMark(START + timedelta(days=day), "Een top in Breda") for day in days))
    labels = event_labels(shown, across(shown, 600), LETTER)
    for one in labels:
        begin, end = extent(one, LETTER)
        assert not [other for other in labels if other.row > one.row and begin <= other.x <= end]


def test_both_pictures_name_the_events_above_the_letters() -> None:
    shown = spec(events=(EventMark(date(2017, 5, 1), "Storm <op> zee"),))
    names = [
        label for label in plotly.figure(shown, LIGHT)["layout"]["annotations"] if label.get("name") == "event name"
    ]
    assert [(name["text"], name["yanchor"]) for name in names] == [("Storm &lt;op&gt; zee", "bottom")]
    assert names[0]["ay"] < 0
    y = re.search(r'<text x="[\d.]+" y="([\d.]+)"[^>]*>Storm &lt;op&gt; zee', svg.render(shown))
    scales = Scales(shown, svg.with_room_for_events(shown, WIDE))
    assert y and 0 < float(y[1]) < scales.y(2)
    assert "Storm" not in re.sub("<title>.*?</title>", "", svg.render(shown, TINY))

"""Labels within the plot: steps and gaps, over no mark, number, stroke of the line or other label; holders' names, over
no mark, number or other label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.parser.cabinets_in_office import CabinetTerm
from positions.charts import distribution, plot_area, plotly, svg
from positions.charts.line_labels import wrappings
from positions.charts.plot_area import LINE
from positions.charts.scales import NARROW, TINY, WIDE, Scales, Size
from positions.charts.spec import TOP, ChartSpec, EventMark
from positions.domain.scale import Holder
from positions.domain.timeline.holdings import Holding, Holdings
from positions.domain.timeline.timeline_letter import Saying
from positions.labels.palette import LIGHT
from positions.labels.position_words import whole_step_words
from tests.positions.charts.factories import TODAY, line, picture, saying

Box = tuple[float, float, float, float]
START = date(2014, 2, 1)
LETTER = 6.6  # pixels a character of a label, in a wide font
DREES, BEEL = CabinetTerm("Drees", date(2014, 1, 1), None, date(2016, 6, 1)), CabinetTerm("Beel", date(2016, 6, 1))
EVENTS = tuple(EventMark(START + timedelta(days=days), "Een top in Breda") for days in (100, 700, 750))


def series(found: list[tuple[int, list[int]]], *, holder: Holder = Holder.CABINET, accepted: bool = True):
    days = [START + timedelta(days=days) for days, _scores in found]
    return [
        saying(day, *scores, key=f"{holder}{place}{accepted}", holder=holder, accepted=accepted,
               cabinet="Drees" if day < date(2016, 6, 1) else "Beel", read=place % 2 == 0)
        for place, (day, (_days, scores)) in enumerate(zip(days, found, strict=True))
    ]  # fmt: skip


def spec(sayings: list[Saying], advice: list[Saying] | None = None) -> ChartSpec:
    held = Holdings(tuple(Holding(each.letter.day, "Drees", 1, int(each.letter.read)) for each in sayings))
    lines = [line(*sayings, cabinets=(DREES, BEEL))]
    if advice:
        lines.append(line(*advice, holder=Holder.ADVISER))
    return picture(*lines, bands=(DREES, BEEL), events=EVENTS, held=held)


def labels_of(drawn: str, kinds: str = "step|gap") -> list[Box]:
    """Return the boxes of the words of these kinds in an SVG, a box a line."""
    pattern = rf'<text x="([-\d.]+)" y="([-\d.]+)"[^>]*text-anchor="(\w+)" class="(?:{kinds})"[^>]*>([^<]+)<'
    found = []
    for x, y, anchor, words in re.findall(pattern, drawn):
        wide = len(words) * LETTER
        left = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        found.append((left, float(y) - 9, left + wide, float(y) + 2))
    return found


def drawn_boxes(drawn: str) -> Iterator[Box]:
    """Yield the boxes of circles, numbers, strokes at means, of the line and of letters that go both ways."""
    yield from drawn_marks(drawn)
    for path in re.findall(r'<path (?:class="(?:mean|both)" )?d="([^"]+)" (?:fill="none" )?stroke="#b34700"', drawn):
        yield from _strokes(path)


def drawn_marks(drawn: str) -> Iterator[Box]:
    for path in re.findall(r'<path class="(?:marks|pale|proposed)" d="([^"]+)"', drawn):
        for x, y, r in re.findall(r"M([-\d.]+) ([-\d.]+)a([\d.]+) ", path):
            yield float(x), float(y) - float(r), float(x) + 2 * float(r), float(y) + float(r)
    for x, y, words in re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"[^>]* font-size="11">(\d+)<', drawn):
        yield float(x), float(y) - 8, float(x) + 6 * len(words), float(y)


def _strokes(path: str) -> Iterator[Box]:
    x = y = 0.0
    for letter, words in re.findall(r"([MHVh])([^MHVh]+)", path):
        found = [float(number) for number in words.split()]
        to = {"M": found, "H": [found[0], y], "V": [x, found[0]], "h": [x + found[0], y]}[letter]
        if letter != "M":
            yield min(x, to[0]), min(y, to[1]), max(x, to[0]), max(y, to[1])
        x, y = to


def over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


scores = st.lists(st.integers(-2, 2), min_size=1, max_size=30)
letters = st.lists(st.tuples(st.integers(0, 2200), scores), min_size=1, max_size=25)
FEW = [(0, [-1] * 8), (200, [1] * 8), (1900, [2] * 8)]
CROWDED = [(20 * place, [place % 5 - 2, 1, 1, (place * 7) % 5 - 2] * 2) for place in range(100)]


def assert_clear(shown: ChartSpec, size: Size) -> int:
    drawn = svg.render(shown, size, LIGHT)
    labels, names, marks = labels_of(drawn), labels_of(drawn, "name"), list(drawn_marks(drawn))
    scales = Scales(shown, svg.with_room_for_events(shown, size))
    boxes = list(drawn_boxes(drawn))
    assert not [(name, mark) for name in names for mark in marks if over(name, mark)]
    for label in labels + names:
        assert scales.x(shown.start) <= label[0] and label[2] <= scales.x(shown.end) + 1
        assert scales.y(TOP) <= label[1] and label[3] <= scales.y(-TOP)
    assert not [(label, box) for label in labels for box in boxes if over(label, box)]
    assert not [pair for pair in combinations(labels + names, 2) if over(*pair)]
    return len(labels)


@settings(max_examples=40)
@given(letters, letters, letters, st.sampled_from([WIDE, NARROW]))
def test_a_label_lies_over_nothing_that_is_drawn(cabinet, proposed, advice, size) -> None:
    sayings = [*series(cabinet), *series(proposed, accepted=False)]
    assert_clear(spec(sayings), size)
    assert_clear(spec(sayings, series(advice, holder=Holder.ADVISER)), size)


def test_where_there_is_room_every_step_is_named_and_in_a_crowd_few_are() -> None:
    assert len(re.findall('class="step"', svg.render(spec(series(FEW)), theme=LIGHT))) == 1
    crowd = spec(series(CROWDED))
    assert assert_clear(crowd, WIDE) < len(crowd.lines[0].steps) / 10
    assert_clear(crowd, NARROW)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_holders_are_named_at_the_end_of_their_lines_beside_a_neighbour_that_stands_higher(size) -> None:
    cabinet = [(0, [1] * 4), (1880, [2, 2, 2, 1]), (1900, [1, 1, -1])]
    advice = [(100, [-1] * 3), (1890, [0] * 3)]
    shown = spec(series(cabinet), series(advice, holder=Holder.ADVISER))
    assert_clear(shown, size)
    assert words_of(svg.render(shown, size, LIGHT), "name") == "kabinet adviseur"


def words_of(drawn: str, kind: str) -> str:
    return " ".join(re.findall(rf'class="{kind}"[^>]*>([^<]+)<', drawn))


def test_both_pictures_use_the_words_of_the_table() -> None:
    shown = spec(series(FEW))
    [step] = [each for each in shown.lines[0].steps if each.verdict and each.after.day.year == 2014]
    words = whole_step_words(step, shown.axis)
    assert words == "omgedraaid, nu richting afschrikking"
    drawn = svg.render(shown, theme=LIGHT)
    assert words in words_of(drawn, "step")
    notes = plotly.figure(shown, LIGHT)["layout"]["annotations"]
    assert words in [note["text"].replace("<br>", " ") for note in notes if note.get("name") == "step"]
    gap = "geen brieven"
    assert gap in words_of(drawn, "gap")
    assert gap in [note["text"].replace("<br>", " ") for note in notes if note.get("name") == "gap"]


def test_the_beginning_of_a_line_is_not_named_and_small_drawings_have_no_words() -> None:
    assert words_of(svg.render(spec(series(FEW[:1])), theme=LIGHT), "step") == ""
    assert labels_of(svg.render(spec(series(FEW)), TINY, LIGHT)) == []


def test_a_provisional_step_is_named_as_such() -> None:
    waiting = saying(START + timedelta(days=200), 1, key="wait", accepted=False)
    found = [*series(FEW[:2]), waiting]
    found[2] = saying(found[1].letter.day, 1, key=found[1].letter.key, accepted=False)
    drawn = svg.render(spec(found), theme=LIGHT)
    assert "voorlopig: nog 1 voorstel open" in words_of(drawn, "step")


def test_with_bands_no_step_is_named() -> None:
    many = series([(place % 2000, [1, 1, -1, place % 3]) for place in range(distribution.MANY + 1)])
    assert words_of(svg.render(spec(many), theme=LIGHT), "step") == ""


@pytest.mark.parametrize("width", [plotly.WIDTH, plotly.PHONE])
@settings(max_examples=25)
@given(letters, letters)
def test_in_the_live_chart_labels_are_clear_of_marks_at_the_least_size_and_larger(width, found, advice) -> None:
    shown = spec(series(found), series(advice, holder=Holder.ADVISER))
    figure = plotly.figure(shown, LIGHT, width=width)
    room = figure["layout"]["meta"]["room"]
    for larger in (1, 1.2, 2):
        across, step = room["width"] * larger, room["step"] * larger
        boxes = list(_annotations(figure, shown, across, step))
        marks = [box for trace in figure["data"] for box in _marks(trace, shown, across, step)]
        assert not [(one, mark) for one in boxes for mark in marks if over(one, mark)]
        assert not [pair for pair in combinations(boxes, 2) if over(*pair)]


def _x(day: date, shown: ChartSpec, across: float) -> float:
    return (day - shown.start).days / (shown.end - shown.start).days * across


def _annotations(figure: dict[str, Any], shown: ChartSpec, across: float, step: float) -> Iterator[Box]:
    for note in figure["layout"]["annotations"]:
        if note.get("name") in ("step", "gap", "name"):
            lines = note["text"].split("<br>")
            wide = max(map(len, lines)) * LETTER
            x = _x(note["x"], shown, across) + note["xshift"]
            left = x - {"left": 0, "center": wide / 2, "right": wide}[note["xanchor"]]
            top = (TOP - note["y"]) * step - note["yshift"]
            yield left, top, left + wide, top + len(lines) * LINE


def _marks(trace: dict[str, Any], shown: ChartSpec, across: float, step: float) -> Iterator[Box]:
    if trace["meta"]["is"] == "marks":
        for day, score, size in zip(trace["x"], trace["y"], trace["marker"]["size"], strict=True):
            x, y, r = _x(day, shown, across), (TOP - score) * step, size / 2
            yield x - r, y - r, x + r, y + r


def test_words_are_wrapped_as_even_as_can_be_and_none_is_lost() -> None:
    words = "te weinig om het te zeggen"
    found = list(wrappings(words, 3))
    assert found[:2] == [(words,), ("te weinig om", "het te zeggen")]
    assert all(" ".join(lines) == words for lines in found)


def test_today_is_the_end_of_the_last_gap() -> None:
    shown = spec(series(FEW))
    assert all(gap.end <= TODAY + timedelta(days=1) for gap in shown.gaps())


def test_a_chart_without_labels_looks_up_no_boxes(monkeypatch) -> None:
    def refuse(*_args: Any) -> Any:
        raise AssertionError("nothing is to be placed")

    for name in ("_marks", "_strokes_and_leaders"):
        monkeypatch.setattr(plot_area, name, refuse)
    found = spec(series([(0, [1, 1, 1])]))
    assert "<path" in svg.inside(found, WIDE, LIGHT, name="x")
    with pytest.raises(AssertionError, match="nothing is to be placed"):
        svg.inside(spec(series([(0, [1, 1, 1]), (30, [-2] * 9)])), WIDE, LIGHT, name="x")

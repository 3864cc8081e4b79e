"""Letters three days apart in a chart of ten years: each can be told apart, pointed at and tapped."""

from __future__ import annotations

from typing import Any

import pytest

from positions.charts import columns
from positions.charts.data import topic_chart_data
from positions.charts.plotly import STEP
from tests.end_to_end.browser.page_checks import draw_chart, pytestmark  # noqa: F401
from tests.positions.conftest import accept, anna, codebook, letter_of  # noqa: F401
from tests.positions.factories import FISH, PRESS, TALK

DATES = ("3 maart 2010", "4 mei 2015", "7 mei 2015", "3 maart 2020")
MARKS = """() => {
    const live = document.querySelector(".live"), box = live.getBoundingClientRect();
    return live.data.filter(trace => trace.meta.is === "marks").flatMap(trace => trace.customdata.map((key, at) => {
        const across = live._fullLayout.xaxis2, upright = live._fullLayout.yaxis;
        return { key, score: trace.y[at], size: trace.marker.size[at],
                 x: box.left + across._offset + across.d2p(trace.x[at]),
                 y: box.top + upright._offset + upright.d2p(trace.y[at]) };
    }));
}"""
DAY = """() => {
    const axis = document.querySelector(".live")._fullLayout.xaxis, [from, to] = axis.range.map(Date.parse);
    return [axis._length / ((to - from) / 864e5), axis._length];
}"""


@pytest.fixture
def close(letter_of, accept) -> list[str]:  # noqa: F811
    """Take in four letters with two sentences at −1 and +1 each, two of them three days apart; return their keys."""
    found = [
        letter_of(number, day, TALK, PRESS, FISH, f"Tot slot iets over boot {number}.")
        for number, day in enumerate(DATES, start=1)
    ]
    for letter in found:
        accept(letter, TALK, -1)
        accept(letter, PRESS, 1)
    return [letter.key for letter in found]


def marks(page) -> list[dict[str, Any]]:
    page.evaluate("document.querySelector('.live').scrollIntoView({block: 'center'})")
    return page.evaluate(MARKS)


def two(page, keys: list[str], score: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the marks of the two close letters at this score."""
    one, other = (next(m for m in marks(page) if m["key"] == key and m["score"] == score) for key in keys[1:3])
    return one, other


def test_circles_of_close_letters_do_not_overlap_and_a_click_on_each_opens_its_letter(visit, close) -> None:
    page = visit("/onderwerpen/russia/", reduced_motion="reduce")
    draw_chart(page)
    for score in (-1, 1):
        for place, key in enumerate(close[1:3]):
            one, other = two(page, close, score)
            assert other["x"] - one["x"] >= (one["size"] + other["size"]) / 2
            mark = (one, other)[place]
            page.mouse.move(mark["x"], mark["y"])
            page.wait_for_timeout(300)
            page.mouse.click(mark["x"], mark["y"])
            page.locator(".panel blockquote").first.wait_for()
            page.wait_for_url(f"**brief={key}*")
            assert DATES[place + 1] in page.locator(".panel").inner_text()
            page.keyboard.press("Escape")
            page.locator(".panel").wait_for(state="hidden")


def test_on_a_phone_a_tap_asks_which_of_two_close_letters_in_targets_for_a_finger(visit, close) -> None:
    page = visit(
        "/onderwerpen/russia/",
        viewport={"width": 360, "height": 780},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    draw_chart(page)
    for place, key in enumerate(close[1:3]):
        mark = two(page, close, 1)[place]
        page.touchscreen.tap(mark["x"], mark["y"])
        choices = page.locator(".panel .choose button")
        choices.first.wait_for()
        assert [DATES[1] in choices.nth(0).inner_text(), DATES[2] in choices.nth(1).inner_text()] == [True, True]
        assert all(choices.nth(n).bounding_box()["height"] >= 44 for n in (0, 1))
        page.wait_for_timeout(400)  # sooner, a tap is the one that asked
        choices.nth(place).tap()
        page.locator(".panel blockquote").first.wait_for()
        page.wait_for_url(f"**brief={key}*")
        page.locator(".panel [data-close]").tap()
        page.locator(".panel").wait_for(state="hidden")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_chart_sets_letters_aside_as_the_drawing_does_and_not_when_they_are_far_apart(
    visit, close, rf, admin_user, width
) -> None:
    page = visit("/onderwerpen/russia/", viewport={"width": width, "height": 800})
    draw_chart(page)
    request = rf.get("/")
    request.user = admin_user
    found = columns.columns(topic_chart_data(request, "russia").lines, STEP)
    day, across = page.evaluate(DAY)
    moved = {each.letter.key: columns.shifts(found, day, across)[each.letter.pk] for each in found}
    assert moved[close[2]] > 3
    first = next(mark for mark in marks(page) if mark["key"] == close[0])
    for mark in marks(page):
        days = next((each.letter.day - found[0].letter.day).days for each in found if each.letter.key == mark["key"])
        assert mark["x"] - first["x"] == pytest.approx(days * day + moved[mark["key"]], abs=0.6)
    page.evaluate("Plotly.relayout(document.querySelector('.live'), {'xaxis.range': ['2015-04-25', '2015-05-15']})")
    page.wait_for_timeout(1_500)
    one, other = two(page, close, 1)
    assert other["x"] - one["x"] == pytest.approx(3 * page.evaluate(DAY)[0], abs=0.6)

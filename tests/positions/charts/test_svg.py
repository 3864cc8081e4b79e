"""The words beside the axes of a drawing lie within it, also in the wide font of the server's pictures."""

from __future__ import annotations

import re
from datetime import date

import pytest

from positions.charts import svg
from positions.charts.scales import NARROW, WIDE, Size
from positions.labels.palette import LIGHT
from tests.positions.charts.factories import line, picture, saying

PERCENT, DIGIT, SIZE = 0.95, 0.64, 12  # widths in DejaVu Sans as parts of the font's size, and the size that is not set


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(("scores", "share"), [([1] * 10, "100%"), ([1] * 4, "40%")])
def test_no_word_at_the_left_margin_is_cut(size: Size, scores: list[int], share: str) -> None:
    drawn = svg.render(picture(line(saying(date(2019, 1, 1), *scores, read=True))), size, LIGHT)
    ending = re.findall(r'<text x="([\d.]+)"[^>]*text-anchor="end"([^>]*)>([^<]+)<', drawn)
    margin = [(float(x), more, words) for x, more, words in ending if float(x) < size.left]
    assert {words for _x, _more, words in margin} == {"−2", "−1", "0", "+1", "+2", share}
    for x, more, words in margin:
        font = float(re.findall(r'font-size="(\d+)"', more)[0]) if "font-size" in more else SIZE
        assert x - font * sum(PERCENT if sign in "%+−" else DIGIT for sign in words) >= 0, words

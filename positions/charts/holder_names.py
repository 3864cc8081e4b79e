"""Names of the holders in a chart of several, each beside the last letter of its line."""

from __future__ import annotations

from collections.abc import Iterator

from positions.charts import distribution
from positions.charts.plot_area import CLEAR, LINE, PlotArea, PlotLabel, Side, box_at
from positions.charts.spec import ChartSpec, is_main
from positions.domain.scale import SCORES
from positions.domain.timeline.series import LastDay, Series
from positions.labels import summaries

# Pixels from the letter, the last above its number. No other letter fits in between: in a larger chart it would meet
# the name.
AWAY = (CLEAR + 1, CLEAR + 8, CLEAR + LINE + 1)


def places(picture: ChartSpec, area: PlotArea) -> Iterator[Iterator[PlotLabel]]:
    """Yield the places where the name of each line may stand; none where there is one line."""
    for line, last, above in picture.ends() if len(picture.lines) > 1 else ():
        day = last.day
        if day and picture.start <= day <= picture.end:
            yield _beside(line, last, area, above=above, quiet=not is_main(line, picture.lines))


def _beside(line: Series, last: LastDay, area: PlotArea, *, above: bool, quiet: bool) -> Iterator[PlotLabel]:
    """Yield places above and below the letter, the wanted side first, from near to far."""
    words, day = summaries.holder_words(line), last.day
    assert day

    def label(start: float, top: float, score: int, side: Side) -> PlotLabel:
        return PlotLabel("name", (words,), box_at(start, top, wide, LINE), day, float(score), side, quiet)

    (left, right), wide = area.at_day(day, last.letter), len(words) * area.letter
    edges = [(last.position.highest, True), (last.position.lowest, False)]
    edges.sort(key=lambda edge: edge[1] != above)
    for away in AWAY:
        for score, up in edges:
            radius, y = _radius(last, score, area), area.y(score)
            top = y - radius - away - LINE if up else y + radius + away
            yield label(right - wide, top, score, "right")
            yield label(left - wide / 2, top, score, "middle")
            yield label(left, top, score, "left")


def _radius(last: LastDay, score: int, area: PlotArea) -> float:
    return distribution.OUTER * distribution.radius(
        dict(zip(SCORES, last.position.counts, strict=True))[score], area.step
    )

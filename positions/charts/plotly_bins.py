"""Bins of a Plotly figure: the stretches of time that stand for letters where there are too many for a point each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from positions.charts import distribution
from positions.charts.distribution import TimeSlice
from positions.charts.spec import ChartSpec
from positions.domain.timeline.series import Series
from positions.labels import summaries
from positions.labels.position_words import bin_words

Data = dict[str, Any]


def bins(picture: ChartSpec, line: Series) -> Iterator[Data]:
    """Yield a point for each score of each stretch of time, without an element of its own: the bands show them.

    `customdata` are the first and last day with a letter, by which the list of these letters is found.
    """
    said = summaries.holder_words(line) if len(picture.lines) > 1 else ""
    for accepted in (False, True):
        found = distribution.time_slices(line.by_day(accepted=accepted), picture.start, picture.end)
        points = [(each, score) for each in found for score in each.scores]
        if points:
            yield {
                "type": "scatter",
                "x": [_middle(each) for each, _score in points],
                "y": [score for _each, score in points],
                "xaxis": "x2",
                "mode": "none",
                "hoveron": "points",
                "name": summaries.holder_words(line),
                "hoverinfo": "none",
                "customdata": [_key(each, accepted=accepted) for each, _score in points],
                "meta": {"is": "bins", "bins": [_bin(each, said, accepted=accepted) for each in found]},
            }


def _bin(found: TimeSlice, holder: str, *, accepted: bool) -> Data:
    words = bin_words(found.letters, found.thin, found.sentences, accepted=accepted)
    return {
        "key": _key(found, accepted=accepted),
        "day": _middle(found),
        "score": found.commonest,
        "name": summaries.days_words(found.first, found.last),
        "words": f"{holder} · {words}" if holder else words,
    }


def _key(found: TimeSlice, *, accepted: bool) -> str:
    return f"{found.first}/{found.last}/{'accepted' if accepted else 'proposed'}"


def _middle(found: TimeSlice) -> date:
    return found.start + (found.end - found.start) / 2

"""Legend of a chart: explains only what is drawn in it. Pages and pictures list the same entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from positions.charts import columns
from positions.charts.distribution import draws_bands
from positions.charts.spec import ChartSpec
from positions.domain.scale import Holder
from positions.domain.timeline.positions import Form
from positions.labels.palette import HOLDER_MARKERS


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """`kind` names the sign: a class of the stylesheet, and of `charts.publication`."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Legend:
    """Signs that occur: marks of single letters, bands where letters are too many, forms, lines, hatching.

    `marker`: the shape of the marks, which is a holder's; the cabinet's if several holders are shown.
    """

    marks: bool
    bands: bool
    proposed: bool
    thin: bool
    both_ways: bool
    weighed: bool
    aside: bool
    lines: bool
    hatched: bool
    marker: str

    def entries(self) -> list[LegendEntry]:
        every = [
            (self.bands, "band", _("strook: hoe hoger, hoe groter het deel van de zinnen met die score")),
            (self.marks, "mark", _("de zinnen van een brief met die score; hoe groter, hoe meer zinnen (het getal)")),
            (self.marks, "mean", _("het gemiddelde van een brief")),
            (self.both_ways, "joint", _("verbonden: de brief zegt beide")),
            (self.weighed, "ringed", _("met een rand: de brief weegt beide af")),
            (self.thin, "pale", _("bleek: minder dan drie zinnen, op geen lijn")),
            (self.aside, "leader", _("een streepje naar de as: de dag van een brief die naast een andere staat")),
            (self.proposed, "open", _("alleen een rand: voorstellen, nog door niemand beoordeeld")),
            (
                self.lines,
                "line",
                _("de lijn van één kabinet: van brief tot brief, na elke brief hooguit twaalf maanden"),
            ),
            (self.hatched, "hatched", _("kabinet demissionair")),
        ]
        return [LegendEntry(kind, words) for occurs, kind, words in every if occurs]


PHONE = 260.0  # pixels of a time axis: where letters stand aside soonest
STEP = 66.0  # pixels between two scores


def _stands_aside(picture: ChartSpec) -> bool:
    day = PHONE / ((picture.end - picture.start).days or 1)
    moved = columns.shifts(columns.columns(picture.lines, STEP), day, PHONE)
    return bool(columns.stand_aside(picture.dots, moved))


def legend(pictures: Iterable[ChartSpec]) -> Legend:
    """Return the legend of one chart, or of several side by side."""
    every = list(pictures)
    lines = [line for picture in every for line in picture.lines]
    marked = [line for picture in every if not draws_bands(picture.lines) for line in picture.lines]
    holders = {line.holder for line in lines}
    forms = {dot.position.form for line in marked for dot in line.dots}
    return Legend(
        marks=any(line.dots for line in marked),
        bands=any(draws_bands(picture.lines) for picture in every),
        proposed=any(line.by_day(accepted=False) for line in lines),
        thin=Form.THIN in forms,
        both_ways=Form.BOTH_WAYS in forms,
        weighed=Form.WEIGHED in forms,
        aside=any(_stands_aside(picture) for picture in every),
        lines=any(line.segments(picture.until) for picture in every for line in picture.lines),
        hatched=any(True for picture in every for _period in picture.demissionary()),
        marker=HOLDER_MARKERS[next((holder for holder in Holder if holder in holders), Holder.CABINET)],
    )

"""Legend of a chart: explains only what is drawn in it. Pages and pictures list the same entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from positions.charts import columns
from positions.charts.distribution import draws_bands
from positions.charts.spec import ChartSpec
from positions.domain.scale import Holder
from positions.domain.timeline.positions import Form
from positions.labels.palette import HOLDER_MARKERS

# Classes of an SVG's shapes (`charts.svg`), with the kinds of the entries that explain them.
SIGNS = {
    "bands": {"band"},
    "marks": {"mark"},
    "pale": {"mark", "pale"},
    "mean": {"mean"},
    "both": {"joint"},
    "weighed": {"ringed"},
    "leader": {"leader"},
    "proposed": {"open"},
    "level": {"line"},
    "hatched": {"hatched"},
}
CLASSES = re.compile(r'class="([^"]+)"')


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """`kind` names the sign: a class of the stylesheet, and of `charts.publication`.

    `where`: "" if the sign is on every drawing of the page, "on-desk" or "on-phone" if on one, "nowhere" if on none; a
    script's chart of another width may have it still.
    """

    kind: str
    words: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """`marker`: the shape of the marks, which is a holder's; the cabinet's if several holders are shown."""

    entries: tuple[LegendEntry, ...]
    marker: str

    @property
    def proposed(self) -> bool:
        """True if a proposal may be drawn, beside which the accuracy of its coder is told."""
        return any(entry.kind == "open" for entry in self.entries)

    def on_page(self, wide: str, narrow: str) -> Legend:
        """Return the legend of a page with two drawings, one for a desk and one for a phone."""
        desk, phone = signs(wide), signs(narrow)
        place = {(True, True): "", (True, False): "on-desk", (False, True): "on-phone", (False, False): "nowhere"}
        found = (replace(each, where=place[each.kind in desk, each.kind in phone]) for each in self.entries)
        return replace(self, entries=tuple(found))


def signs(drawing: str) -> set[str]:
    """Return the kinds of sign that an SVG has."""
    return {kind for names in set(CLASSES.findall(drawing)) for name in names.split() for kind in SIGNS.get(name, ())}


STEP = 66.0  # pixels between two scores; which letters there are is the same at any


def _may_stand_aside(picture: ChartSpec) -> bool:
    """Return whether two letters are drawn one by one: how much room they have, a drawing's width decides."""
    return len(columns.columns(picture.lines, STEP)) > 1


def legend(pictures: Iterable[ChartSpec]) -> Legend:
    """Return what one chart, or several side by side, may have at some width; a drawing may have less (`signs`)."""
    every = list(pictures)
    lines = [line for picture in every for line in picture.lines]
    marked = [line for picture in every if not draws_bands(picture.lines) for line in picture.lines]
    holders = {line.holder for line in lines}
    forms = {dot.position.form for line in marked for dot in line.dots}
    marks = any(line.dots for line in marked)
    may_occur = [
        (
            any(draws_bands(picture.lines) for picture in every),
            "band",
            _("strook: hoe hoger, hoe groter het deel van de zinnen met die score"),
        ),
        (marks, "mark", _("de zinnen van een brief met die score; hoe groter, hoe meer zinnen (het getal)")),
        (marks, "mean", _("het gemiddelde van een brief")),
        (Form.BOTH_WAYS in forms, "joint", _("verbonden: de brief zegt beide")),
        (Form.WEIGHED in forms, "ringed", _("met een rand: de brief weegt beide af")),
        (Form.THIN in forms, "pale", _("bleek: minder dan drie zinnen, op geen lijn")),
        (
            any(map(_may_stand_aside, every)),
            "leader",
            _("een streepje naar de as: de dag van een brief die naast een andere staat"),
        ),
        (
            any(line.by_day(accepted=False) for line in lines),
            "open",
            _("alleen een rand: voorstellen, nog door niemand beoordeeld"),
        ),
        (
            any(line.segments(picture.until) for picture in every for line in picture.lines),
            "line",
            _("de lijn van één kabinet: van brief tot brief, na elke brief hooguit twaalf maanden"),
        ),
        (any(True for picture in every for _period in picture.demissionary()), "hatched", _("kabinet demissionair")),
    ]
    return Legend(
        tuple(LegendEntry(kind, words) for occurs, kind, words in may_occur if occurs),
        HOLDER_MARKERS[next((holder for holder in Holder if holder in holders), Holder.CABINET)],
    )

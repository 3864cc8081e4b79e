"""How topics and holders look wherever they are drawn: a colour, a dash and a marker each, never a colour alone.

The colours start from Okabe and Ito (2008), Color Universal Design, set apart in lightness too, so that they differ in
grey; each stands out from the page by 3 : 1 or more, by day and by night. The stylesheet has the same ones
(`positions/topics.css`, class `topic-1` … `topic-8`); a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

from positions.domain.scale import Holder


@dataclass(frozen=True, slots=True)
class Look:
    """`number` is the class in the stylesheet; `dash` and `marker` are Plotly's names."""

    number: int
    light: str
    dark: str
    dash: str
    marker: str


LOOKS = (
    Look(1, "#b34700", "#f5893b", "solid", "circle"),
    Look(2, "#7b2d6b", "#f0c3e6", "dash", "square"),
    Look(3, "#1f1f7a", "#8498ff", "dot", "diamond"),
    Look(4, "#008f68", "#5fe3b8", "dashdot", "triangle-up"),
    Look(5, "#005a8c", "#6cc4f5", "longdash", "cross"),
    Look(6, "#6b5200", "#e6cf5c", "longdashdot", "pentagon"),
    Look(7, "#4d4d47", "#c9c8c0", "5px,2px", "hexagon"),
    Look(8, "#8c1f2b", "#ff9aa5", "1px,4px", "star"),
)
# On one chart of one topic the holders are shapes, not colours.
HOLDER_MARKERS = {
    Holder.CABINET: "circle",
    Holder.ALLIES: "square",
    Holder.NATO: "diamond",
    Holder.ADVISER: "triangle-up",
    Holder.OTHER: "x",
}


def look_of(place: int) -> Look:
    """The look of the topic at this place in the codebook (`Topic.position`, from 0); after eight they come round."""
    return LOOKS[place % len(LOOKS)]

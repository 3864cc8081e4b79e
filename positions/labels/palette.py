"""Palette: a colour and a dash for each topic, a marker for each holder, so that no meaning depends on colour alone.

The colours start from Okabe and Ito (2008), Color Universal Design, with distinct lightness too, so that they differ in
greyscale; each contrasts with the page by at least 3:1, in light and dark mode. The stylesheet repeats them
(`positions/topics.css`, class `topic-1` … `topic-8`); a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from positions.domain.scale import Holder


@dataclass(frozen=True, slots=True)
class Look:
    """`number` is that of the stylesheet's class; `dash` is Plotly's name."""

    number: int
    light: str
    dark: str
    dash: str


LOOKS = (
    Look(1, "#b34700", "#f5893b", "solid"),
    Look(2, "#7b2d6b", "#f0c3e6", "dash"),
    Look(3, "#1f1f7a", "#8498ff", "dot"),
    Look(4, "#008f68", "#5fe3b8", "dashdot"),
    Look(5, "#005a8c", "#6cc4f5", "longdash"),
    Look(6, "#6b5200", "#e6cf5c", "longdashdot"),
    Look(7, "#4d4d47", "#c9c8c0", "5px,2px"),
    Look(8, "#8c1f2b", "#ff9aa5", "1px,4px"),
)
# Holders differ by marker on every chart, whatever the topic.
HOLDER_MARKERS = {
    Holder.CABINET: "circle",
    Holder.ALLIES: "square",
    Holder.NATO: "diamond",
    Holder.ADVISER: "triangle-up",
    Holder.OTHER: "x",
}


def look_of(place: int) -> Look:
    """Return the look of the topic at this place in the codebook (`Topic.position`); they repeat after eight."""
    return LOOKS[place % len(LOOKS)]


FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    paper: str
    ink: str
    quiet: str
    line: str
    band: str

    def topic(self, look: Look) -> str:
        return {"light": look.light, "dark": look.dark}.get(self.name, "var(--topic)")


LIGHT = Theme("light", "#fdfdfb", "#1a1a18", "#55554f", "#cfcfc8", "#f3f3ef")
DARK = Theme("dark", "#151614", "#eceae4", "#b1b0a8", "#3d403a", "#20221f")
# Within our pages the stylesheet sets the colours, so that one SVG serves light mode, dark mode and print.
IN_PAGE = Theme("page", "var(--paper)", "var(--ink)", "var(--quiet)", "var(--line)", "var(--raised)")


def theme_of(name: str | None) -> Theme:
    return DARK if name == DARK.name else LIGHT

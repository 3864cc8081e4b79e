"""Marker shapes as SVG paths, by Plotly's names."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

CORNERS = {"pentagon": 5, "hexagon": 6, "star": 5}


def mark(marker: str, x: float, y: float, r: float) -> str:
    """Return a path centred on (`x`, `y`), about as large as a circle of radius `r`."""
    match marker:
        case "circle":
            return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
        case "square":
            return f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z"
        case "diamond":
            return f"M{x:g} {y - 1.3 * r:g}l{1.3 * r:g} {1.3 * r:g} {-1.3 * r:g} {1.3 * r:g} {-1.3 * r:g} {-1.3 * r:g}z"
        case "triangle-up":
            return f"M{x:g} {y - 1.2 * r:g}l{1.15 * r:g} {2 * r:g}h{-2.3 * r:g}z"
        case "cross":
            return _outline((x + dx * r, y + dy * r) for dx, dy in _cross())
        case "x":
            turned = ((dx - dy, dx + dy) for dx, dy in _cross())
            return _outline((x + dx * r * 0.707, y + dy * r * 0.707) for dx, dy in turned)
        case _:
            return _outline(_round(marker, x, y, r))


def _cross() -> list[tuple[float, float]]:
    """Return the corners of a plus, clockwise, for radius 1; each arm is as wide as it is long."""
    t = 0.4
    arm = [(-t, -1.2), (t, -1.2), (t, -t)]
    return [turned for quarter in range(4) for turned in (_quarters(corner, quarter) for corner in arm)]


def _quarters(corner: tuple[float, float], quarter: int) -> tuple[float, float]:
    x, y = corner
    for _turn in range(quarter):
        x, y = -y, x
    return x, y


def _round(marker: str, x: float, y: float, r: float) -> Iterable[tuple[float, float]]:
    """Yield the corners of a regular polygon, the first at the top; a star has an inner corner between each two."""
    corners = CORNERS[marker]
    inner = 0.45 if marker == "star" else 0
    number = 2 * corners if inner else corners
    for place in range(number):
        far = 1.25 * r * (inner if inner and place % 2 else 1)
        angle = 2 * pi * place / number
        yield x + far * sin(angle), y - far * cos(angle)


def _outline(corners: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in corners) + "z"

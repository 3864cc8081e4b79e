"""A topic's picture as PNG, for programs that show a page as a card and draw no SVG."""

from __future__ import annotations

import resvg_py

from positions import drawing
from positions.drawing import Size
from positions.pictures import Picture
from positions.themes import LIGHT

CARD = Size(1200, 630, left=56, top=36, bottom=110)  # what Open Graph cards are cut to


def png(picture: Picture) -> bytes:
    """The drawing alone: nothing outside it is read, whatever a letter says. Words need a font on the machine."""
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing.standing_alone(picture, CARD, LIGHT)))

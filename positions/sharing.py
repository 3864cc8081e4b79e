"""A topic's picture as PNG, for programs that show a page as a card and draw no SVG."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import resvg_py

from positions import drawing
from positions.drawing import Size
from positions.pictures import Picture
from positions.themes import LIGHT

WORDS = "DejaVu Sans"  # of Debian (fonts-dejavu-core); resvg knows no other name for the system's own
# Where it is on Debian, Fedora and Arch: the one file takes a moment to load, every font of a machine takes seconds.
PLACES = ("truetype/dejavu", "dejavu-sans-fonts", "TTF")
CARD = Size(1200, 630, left=56, top=36, bottom=110)  # what Open Graph cards are cut to


def png(picture: Picture) -> bytes:
    """The drawing without events, whose names have no room. Words need the font on the machine."""
    found = drawing.standing_alone(replace(picture, events=()), CARD, LIGHT)
    known = fonts()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=found,
            font_family=WORDS,
            sans_serif_family=WORDS,
            font_files=known,
            skip_system_fonts=bool(known),
        )
    )


@cache
def fonts() -> list[str]:
    """The file of the font, if it is where it is known to be; else whatever the machine has is looked through."""
    files = (Path("/usr/share/fonts") / place / "DejaVuSans.ttf" for place in PLACES)
    return [str(file) for file in files if file.is_file()][:1]

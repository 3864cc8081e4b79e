"""PNG of a drawing. Text needs the font on the machine."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

import resvg_py
from cachetools import LRUCache, cached

WORDS = "DejaVu Sans"  # Debian's fonts-dejavu-core; resvg does not resolve generic system font names
# Folders on Debian, Fedora and Arch: loading two files takes a moment, all fonts of a system takes seconds.
PLACES = ("truetype/dejavu", "dejavu-sans-fonts", "TTF")
FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


KEPT = 24  # pictures, some 100 kB each


def _name(drawing: str, *, zoom: float = 1) -> tuple[bytes, float]:
    return sha256(drawing.encode()).digest(), zoom


@cached(LRUCache(KEPT), key=_name, lock=Lock())
def png(drawing: str, *, zoom: float = 1) -> bytes:
    """Render an SVG that stands alone; `zoom` multiplies its size in pixels. The last ones are kept: after most changes
    of the data a picture is drawn the same.
    """
    known = fonts()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            zoom=zoom,
            font_family=WORDS,
            sans_serif_family=WORDS,
            font_files=known,
            skip_system_fonts=bool(known),
        )
    )


@cache
def fonts() -> list[str]:
    """Return the font's files from their known locations; if empty, resvg searches all system fonts."""
    files = (Path("/usr/share/fonts") / place / name for place in PLACES for name in FILES)
    return [str(file) for file in files if file.is_file()][: len(FILES)]

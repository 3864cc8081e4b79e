"""Fictional letters in the layouts of real ones, one per file. Ministers, dossiers and events do not exist."""

from __future__ import annotations

from pathlib import Path

LOWER = "Tweede Kamer der Staten-Generaal"
UPPER = "Eerste Kamer der Staten-Generaal"


def _letter(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("{LOWER}", LOWER).replace("{UPPER}", UPPER)


LETTERS = {
    path.stem: _letter(path)
    for path in sorted((Path(__file__).resolve().parents[2] / "data" / "letter_shapes").glob("*.txt"))
}

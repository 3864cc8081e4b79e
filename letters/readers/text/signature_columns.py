"""Signatures printed side by side in plain text, rearranged one under the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.readers.text.running_heads import Line

_OFFICE = r"(?:De|DE)\s+(?:[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS)\b"
_BESIDE = re.compile(rf"(?P<left>\s*{_OFFICE}.*?\S)\s{{3,}}(?P<right>{_OFFICE})")
_GAP = re.compile(r"\s{3,}(?=\S)")
_DEPTH = 8  # lines that a signature with the space for it can take
_LEEWAY = 6  # characters by which a column can shift


def unfold_signatures(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each pair of signature columns unfolded: all of the left one, then the right one."""
    out: list[Line] = []
    index = 0
    while index < len(lines):
        found = _BESIDE.match(lines[index].text)
        if found is None:
            out.append(lines[index])
            index += 1
            continue
        taken = list(lines[index : index + _DEPTH])
        left, right = _columns(taken, found.start("right"))
        out += [*left, Line("", taken[0].page), *right, Line("", taken[0].page)]
        index += len(left)
    return out


def _columns(lines: Sequence[Line], at: int) -> tuple[list[Line], list[Line]]:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        cut = _cut(line.text, at)
        if cut is None and line.text.strip() and right and _is_name(right[-1].text):
            break
        head, tail = (line.text, "") if cut is None else (line.text[:cut].rstrip(), line.text[cut:].strip())
        left.append(Line(head, line.page))
        right.append(Line(tail, line.page))
    return left, right


def _is_name(text: str) -> bool:
    return bool(text) and not text.endswith(",")


def _cut(text: str, at: int) -> int | None:
    """Return the position where the right column begins on this line, else None."""
    if text and not text[:at].strip():
        return len(text) - len(text.lstrip())
    gaps = [gap.end() for gap in _GAP.finditer(text) if gap.start()]
    places = gaps if len(gaps) == 1 else [place for place in gaps if abs(place - at) <= _LEEWAY]
    return min(places, key=lambda place: abs(place - at)) if places else None

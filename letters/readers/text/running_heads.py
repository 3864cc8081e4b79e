"""Running heads, feet and page numbers around the text of each page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_PART = (
    r"(?:(?:(?:Tweede|Eerste) Kamer|Staten-Generaal), vergaderjaar \d{4}\s?[-–—/]\s?\d{2,4},.{3,120}"
    r"|(?:kst|ah|h|kv|blg|nds)-\d[\w-]{3,40}(?:\s+\d{1,4})?|(?:\d{5}-[\w-]{1,12}\s+)?KST\d{4,8}"
    r"|\d{4}tkkst[\w-]{3,20}|Sdu Uitgevers"
    r"|ISSN \d{4}\s?[-–]\s?\d{3}[\dX]"
    r"|['’‘]s-Gravenhage \d{4}"
    r"|(?:(?:Ons kenmerk|Onze referentie|Kenmerk|Datum)\b.{0,60}?\s)?P ?agina \d{1,4}(?: (?:van|/) \d{1,4})?"
    r"|\d{1,4} ?/ ?\d{1,4}|[-–] ?\d{1,4} ?[-–])"
)
_ALWAYS = re.compile(rf"{_PART}(?:\s+{_PART}){{0,4}}", re.IGNORECASE)
_RUNNING_LABEL = re.compile(
    r"(?:Ons kenmerk|Onze referentie|Kenmerk|Uw kenmerk|Datum|Ministerie van|Directie|Vergaderjaar|(?:Tweede"
    r"|Eerste) Kamer)\b"
)
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_MARKUP = re.compile(r"<[^<>]{0,80}>|\*\*|__|^(?:#{1,6}|>) ")
_EDGE = 6  # lines at the top and the bottom of a page that can be a running head


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    page: int
    furniture: bool = False


def paginate(text: str) -> list[Line]:
    """Split text at form feeds into lines with their page number."""
    lines: list[Line] = []
    for number, page in enumerate(text.split("\f"), start=1):
        lines.extend(Line(line, number) for line in page.split("\n"))
    return lines


def mark_furniture(lines: list[Line]) -> list[Line]:
    running = _running_lines(lines)
    seen: set[str] = set()
    marked = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        key = _shape(text)
        gone = bool(text) and (
            (len(text) < 240 and _ALWAYS.fullmatch(_bare(text)) is not None)
            or (key in running and key in seen)
            or (_PAGE_NUMBER.fullmatch(text) is not None and (key in running or _resumes(lines[index + 1 : index + 3])))
        )
        seen.add(key)
        marked.append(Line(line.text, line.page, furniture=True) if gone else line)
    return marked


def _running_lines(lines: list[Line]) -> set[str]:
    """Return the shapes (digits normalised) of lines repeated at page edges, or of labels repeated anywhere."""
    pages: dict[int, list[str]] = {}
    for line in lines:
        if text := line.text.strip():
            pages.setdefault(line.page, []).append(text)
    edges: Counter[str] = Counter()
    for texts in pages.values():
        edges.update(
            {_shape(text) for text in texts[:_EDGE] + texts[-_EDGE:] if len(text) < 120 and text[-1] not in ".;:?!,"}
        )
    enough = max(2, len(pages) // 2)
    running = {shape for shape, count in edges.items() if len(pages) > 1 and count >= enough}
    labels = Counter(
        text for texts in pages.values() for text in texts if len(text) < 90 and _RUNNING_LABEL.match(text)
    )
    return running | {_shape(text) for text, count in labels.items() if count > 2}


def _resumes(following: list[Line]) -> bool:
    """True if a sentence continues after a page number: OCR indents the next page's first line."""
    text = next((line.text for line in following if line.text.strip()), "")
    return text[:1] == " " and text[1:2].islower()


def _bare(text: str) -> str:
    return _MARKUP.sub("", text).strip() if text[0] in "<*_#>" or text[-1] in "*_>" else text


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)

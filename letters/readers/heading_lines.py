"""Headings recognisable by wording in any format: "Vraag 1" and "Antwoord 1" of Kamervragen, and short bold lines."""

from __future__ import annotations

import re

from letters.readers.blocks import Role

_TURN = re.compile(
    r"^(Vraag|Antwoord)(?: op)?(?: (?:de )?vra(?:ag|gen))?\s+\d{1,3}[a-z]?"
    r"(?:(?:\s*,\s*|\s*[-–/]\s*|\s+en\s+|\s+t/m\s+|\s+tot en met\s+)\d{1,3}[a-z]?)*\s*[.:]?$"
)
_ASKS = re.compile(r"\?[»”\"’')\]*_]*(?:\s?[\[(]?\d{1,3}[\])]?)?\s*$")  # a note's mark may follow
_CAPTION = re.compile(
    r"(?:Box|Kader|Tekstbox|Figuur|Tabel|Bijlage|Hoofdstuk|Paragraaf|Deel|Thema)\s+\w{1,4}\b|\d+(?:\.\d+)+\.?\s"
)
_LONGEST_HEADING = 150
_SENTENCE_ENDS = (".", ",", ";", "…", "!")


def turn_of(text: str) -> Role | None:
    """The role of a line that heads a question ("Vraag 3") or an answer ("Antwoord 3 en 4"), else None."""
    found = _TURN.match(text) if text[:1] in "VA" and len(text) < 60 else None
    if found is None:
        return None
    return Role.QUESTION if found[1] == "Vraag" else Role.ANSWER


def reads_as_heading(text: str) -> bool:
    """True if a line is short, has words and does not end like a sentence.

    Its typography (bold) is for the reader to check.
    """
    return 1 < len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_ENDS) and any(c.isalpha() for c in text)


def reads_as_bold_heading(text: str) -> bool:
    """As `reads_as_heading`, for a line whose only evidence is bold type: a bold question is no heading."""
    return reads_as_heading(text) and not asks(text)


def asks(text: str) -> bool:
    """True if a line is a question, other than the numbered caption of a box, table or section."""
    return _ASKS.search(text) is not None and _CAPTION.match(text) is None

"""What reads as a heading in any form: "Vraag 1" and "Antwoord 1" of printed Kamervragen, and short bold lines."""

from __future__ import annotations

import re

from letters.reading.blocks import Role

_TURN = re.compile(
    r"^(Vraag|Antwoord)(?: op)?(?: (?:de )?vra(?:ag|gen))?\s+\d{1,3}[a-z]?"
    r"(?:(?:\s*,\s*|\s*[-–/]\s*|\s+en\s+|\s+t/m\s+|\s+tot en met\s+)\d{1,3}[a-z]?)*\s*[.:]?$"
)
_LONGEST_HEADING = 150
_SENTENCE_ENDS = (".", ",", ";", "…", "!")


def turn_of(text: str) -> Role | None:
    """Whether a line is the heading of a question ("Vraag 3") or an answer ("Antwoord 3 en 4")."""
    found = _TURN.match(text) if text[:1] in "VA" and len(text) < 60 else None
    if found is None:
        return None
    return Role.QUESTION if found[1] == "Vraag" else Role.ANSWER


def reads_as_heading(text: str) -> bool:
    """Short, with words, and not ending as a sentence does. Whether it also looks like one (bold), the reader knows."""
    return 1 < len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_ENDS) and any(c.isalpha() for c in text)

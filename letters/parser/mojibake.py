"""Repair of accented letters replaced by a wrong character set (`technologieŽn`, `ťťn`), one for one."""

from __future__ import annotations

import re

# Western accented letters, by their misreading in Apple's Central European character set.
_RIGHT = str.maketrans({"ť": "é", "Ž": "ë", "Ť": "è", "Ô": "ï", "ų": "ö", "ž": "ü"})
_SURE = re.compile(r"ťť|(?<=[a-zà-ÿ])Ž(?=[a-z])")
_INSIDE = re.compile(r"(?<=[a-zťŽ])[ťŽŤÔųž](?=[a-zťŽ]|\b)|\bťťn|ťť")


def repair(text: str) -> str:
    """Repair the text; unchanged unless it contains a sequence that no spelling in Latin script has."""
    return _INSIDE.sub(lambda match: match[0].translate(_RIGHT), text) if _SURE.search(text) else text

"""Letters that a wrong character set put in place of accented ones (`technologieŽn`, `ťťn`) set right, one for one."""

from __future__ import annotations

import re

# What Western accented letters become when their codes are read in Apple's Central European set.
_RIGHT = str.maketrans({"ť": "é", "Ž": "ë", "Ť": "è", "Ô": "ï", "ų": "ö", "ž": "ü"})
_SURE = re.compile(r"ťť|(?<=[a-zà-ÿ])Ž(?=[a-z])")
_INSIDE = re.compile(r"(?<=[a-zťŽ])[ťŽŤÔųž](?=[a-zťŽ]|\b)|\bťťn|ťť")


def repair(text: str) -> str:
    """The text as it was meant; untouched unless it shows a sign that no spelling in Latin script has."""
    return _INSIDE.sub(lambda match: match[0].translate(_RIGHT), text) if _SURE.search(text) else text

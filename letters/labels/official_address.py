"""Address of the official publication of a parliamentary paper, from its identifier."""

from __future__ import annotations

import re

SITE = "https://zoek.officielebekendmakingen.nl"
# Papers, annexes, answers and proceedings; a file, series or chapter without a number is no publication.
_PUBLISHED = re.compile(
    r"kst-(?!21501-\d\d$)\d{5}(?:-(?:\d\d(?=-)|[IVXLC]+[A-Z]?|[A-Z]))?-(?:\d+|[ABD-HJKN-UWYZ][A-Z]?)(?:-[nb]\d+)?|blg-\d+"
    r"|(?:ah|h)-(?:tk|ek)-\d{8}-[\d-]+"
)


def official_address(identifier: str | None) -> str:
    """Return the address, "" if the identifier is not one of official publications."""
    return f"{SITE}/{identifier}.html" if identifier and _PUBLISHED.fullmatch(identifier) else ""

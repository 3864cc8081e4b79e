"""Views that live among a group or in a capital: «Onder de aanwezigen bestond zorg», «Die vrees leeft in Berlijn»."""

from __future__ import annotations

import re

from positions.domain.rules_coder.sentences import Sentence
from positions.domain.scale import Holder

_VIEW = (
    r"\b(?:zorg(?:en)?|vrees|wens|gedachte|opvatting|overtuiging|besef|bereidheid|scepsis|twijfels?|onvrede|ergernis"
    r"|kritiek|steun|bijval|weerstand|verdeeldheid|overeenstemming|eensgezindheid|behoefte|verlangen|voorkeur|hoop)\b"
)
_LIVING = (
    *("leeft", "leven", "leefde", "leefden", "bestaat", "bestaan", "bestond", "bestonden", "heerst", "heerste"),
    *("overheerst", "overheerste", "klinkt", "klonk", "bleek", "was", "is", "groeit", "groeide"),
)
_LIVES = rf"(?:{'|'.join(_LIVING)})"
_MEMBERS = (  # after «onder» or «bij»
    r"(?:(?:de|het|een|vrijwel|alle|veel|vele|enkele|meeste|andere|Europese|merendeel van de) ){1,3}"
    r"(?:aanwezigen|ministers|bondgenoten|lidstaten|deelnemers|leiders|partners|landen|leden|delegaties|collega's"
    r"|ambtgenoten|regeringsleiders)"
)
_AMONG = re.compile(
    rf"(?:Ook )?(?:[Oo]nder|[Bb]ij) {_MEMBERS} {_LIVES}\b"
    rf"|[^,;:]*{_VIEW}(?: [\w-]+){{0,2}} {_LIVES}(?: [a-z]+){{0,2}} (?:onder|bij) {_MEMBERS}\b"
)
_ELSEWHERE = re.compile(
    rf"[^,;:]*{_VIEW}(?: [\w-]+){{0,6}} {_LIVES}(?: [a-z]+){{0,2}} (?:in|bij)"
    r" (?!(?:Nederland|Den Haag|Europa|Rusland|China)\b)[A-Z][\w-]+"
)
_PLACES = frozenset({"onder", "bij", "in"})


def view_of_group(sentence: Sentence) -> tuple[Holder, str] | None:
    """Return the holder among whom a view lives, and the words that say so; else None."""
    if sentence.words.isdisjoint(_LIVING) or _PLACES.isdisjoint(sentence.words):
        return None
    if match := _AMONG.match(sentence.text):
        return Holder.ALLIES, match.group()
    match = _ELSEWHERE.match(sentence.text)
    return (Holder.OTHER, match.group()) if match else None

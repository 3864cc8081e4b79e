"""Views of nobody in particular: of a meeting («Er bestond consensus»), its papers, a group or a capital."""

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
_OF_MEETING = re.compile(
    r"(?:Afgesproken|Overeengekomen) (?:is|werd) (?:\w+ )?(?:dat|om)\b"
    r"|Van (?:verschillende|meerdere|vele|veel|diverse|alle) (?:kanten|zijden) (?:is|werd|wordt|klonk)\b"
    r"|Er (?:bestond|bestaat|was|is|bleek|heerste|heerst) (?:\w+ ){0,2}"
    r"(?:consensus|overeenstemming|eensgezindheid|eenstemmigheid|bijval|draagvlak|instemming|steun)"
    r"\b(?! (?:van|bij|binnen|in) (?:het kabinet|de regering|Nederland|ons land|de Kamer)\b)"
    r"|De (?!(?:coalitie)?partijen|fracties|bewindspersonen|leden)[a-zë]+ (?:waren|zijn|werden) het"
    r" (?:er ?over )?(?:\w+ )?eens\b"
)
_OPENING = frozenset({"afgesproken", "overeengekomen", "van", "er", "eens"})
_PAPER = (
    r"(?:(?:[Rr]aadsconclusies|[Cc]onclusies van de (?:Europese )?Raad|(?:[a-zë]+ )?(?:slot|top)?[Vv]erklaring van"
    r" (?:de top|de leiders|de ministers|de bondgenoten|de staatshoofden)|slotverklaring|topverklaring|communiqué"
    r"|slotcommuniqué)|(?P<nato>(?:[a-zë]+ )?Strategisch Concept))"
)
_IN_PAPER = re.compile(
    rf"(?:In|Volgens) (?:de|het|die|dat) {_PAPER} (?!(?:van|voor|uit) )[a-zë]+\b"
    r"(?! (?:het kabinet|de regering|Nederland|ik|wij)\b)"
    rf"|(?:De|Het) {_PAPER.replace('?P<nato>', '?P<by_nato>')}"
    r" (?:noem(?:t|de|den|en)|stel(?:t|de|den|len)|benadruk(?:t|te|ken)|veroordeel(?:t|de)|veroordelen"
    r"|onderstreep(?:t|te)|onderstrepen|bevestig(?:t|de|en)|roep(?:t|en)|riep(?:en)?"
    r"|spreekt|spreken|sprak(?:en)?|erken(?:t|de|nen))\b"
)
_PAPERS = frozenset({"raadsconclusies", "conclusies", "verklaring", "slotverklaring", "topverklaring", "concept"}) | {
    *("communiqué", "slotcommuniqué"),
}
_IN_CAPITAL = re.compile(
    r"In (?!(?:Nederland|Den Haag|Europa|Rusland|China|Moskou|Peking|Beijing)\b)[A-Z]\w+ (?:(?:wordt|werd|is)"
    r" (?:[a-z]+ ){0,2}?(?:gevreesd|gehoopt|gevonden|betoogd|gewaarschuwd|aangedrongen|geklaagd|gepleit|bepleit"
    r"|gewezen)"
    r"|(?:vreest|hoopt|vindt|meent|wil|ziet|vreesde|hoopte|vond|meende|wilde|zag) men)\b"
)


def view_of_group(sentence: Sentence) -> tuple[Holder, str] | None:
    """Return the holder among whom a view lives, and the words that say so; else None."""
    if not _OPENING.isdisjoint(sentence.words) and (match := _OF_MEETING.match(sentence.text)):
        return Holder.ALLIES, match.group()
    if match := None if _PAPERS.isdisjoint(sentence.words) else _IN_PAPER.match(sentence.text):
        return Holder.NATO if match.group("nato") or match.group("by_nato") else Holder.ALLIES, match.group()
    if sentence.text.startswith("In ") and (match := _IN_CAPITAL.match(sentence.text)):
        return Holder.OTHER, match.group()
    if sentence.words.isdisjoint(_LIVING) or _PLACES.isdisjoint(sentence.words):
        return None
    if match := _AMONG.match(sentence.text):
        return Holder.ALLIES, match.group()
    match = _ELSEWHERE.match(sentence.text)
    return (Holder.OTHER, match.group()) if match else None

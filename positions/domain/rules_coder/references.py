"""References of a sentence to the ones before it: pronouns, «dit verdrag», «daarover», «dat land»."""

from __future__ import annotations

import re

from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.topic_context import Floor

_POINTING_BACK = frozenset(
    f"{here}{on}"
    for here in ("daar", "hier")
    for on in ("", "aan", "bij", "door", "in", "mee", "naar", "om", "op", "over", "toe", "tegen", "uit", "van", "voor")
) | {"daarmede", "hiermede", "daaronder", "hieronder"}
_ANAPHOR = re.compile(
    r"(?:^|(?<![,\w]) )(?:deze|dit|zulke?|zo'n|dergelijke|diezelfde|dezelfde|hetzelfde|genoemde|bedoelde) (?=[a-z])",
    re.IGNORECASE,
)
_DEMONSTRATIVES = frozenset(
    ["deze", "dit", "zulk", "zulke", "zo", "dergelijke", "diezelfde", "dezelfde", "hetzelfde", "genoemde", "bedoelde"]
)
_THAT_THING = re.compile(r"\b(?:die|dat) [a-z]{4}", re.IGNORECASE)
_BEFORE_IT = re.compile(
    r"(?:^|\b(?:van|aan|in|op|met|voor|over|door|bij|tot|uit|onder|tegen|naar|wil|wijst|acht|vindt|deelt) )\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 8  # characters
_THAT = frozenset({"die", "dat"})
_PRONOUN = re.compile(  # «het» before a verb; before a noun it is an article
    r"(?:zij|hij|het(?= (?:is|was|gaat|ging|heeft|had|kan|kon|moet|zal|zou|wordt|werd|blijft|bleef|betreft|betrof|geldt"
    r"|gold|komt|kwam|lijkt|hoort|staat|stond|past|vraagt|vergt|bevat|omvat|biedt|volgt|voorziet|ziet|wil|doet|acht)\b)"
    r"|men|dit|dat|deze|die|daar|hier|beide|geen van beide|haar|zijn|hun)\b",
    re.IGNORECASE,
)
_THAT_IS = re.compile(
    r"(?:Dat|Dit|Dat alles|Dit alles) "
    r"(?:is|was|blijft|vraagt|vergt|betekent|maakt|geldt|past|verdient|vereist|kan|mag|moet)\b"
)
_LAND = re.compile(
    r"\b(?:dit|dat|het|deze twee) (?:land|landen|regime|buurland|bewind)\b|\bdeze (?:buur|staat|staten)\b",
    re.IGNORECASE,
)
_LANDS = frozenset({"land", "landen", "regime", "buurland", "bewind", "buur", "staat", "staten"})


def references(sentence: Sentence) -> list[str]:
    """Return each kind of reference in the sentence."""
    found = []
    if sentence.opens_with("continuation", 1):
        found.append("connective")
    if _PRONOUN.match(sentence.text):
        found.append("pronoun")
    if sentence.search(_ANAPHOR, _DEMONSTRATIVES) or _that_thing(sentence):
        found.append("anaphor")
    if not _POINTING_BACK.isdisjoint(sentence.words):
        found.append("points back")
    if sentence.search(_LAND, _LANDS):
        found.append("that country")
    return found


def _that_thing(sentence: Sentence) -> bool:
    """True if «die» or «dat» stands before a noun and not for a clause: «van die stap», not «zegt dat Moskou»."""
    if _THAT.isdisjoint(sentence.words):
        return False
    text = sentence.text
    for match in _THAT_THING.finditer(text):
        if _BEFORE_IT.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start()):
            return True
    return False


def refers_to_it(sentence: Sentence, floor: Floor) -> bool:
    """True if the previous sentence is the subject: «Dat is verstandig»."""
    return floor.same_passage(sentence) and bool(_THAT_IS.match(sentence.text))

"""Positions that weigh both sides by the build of the sentence: «kan leven met …, mits …», «…, al mag …».

Neither half has to be a cue of its own: that one side is granted and the other kept is what the codebook calls weighed.
"""

from __future__ import annotations

import re

from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.sentences import Sentence

_BOUND = r"(?:mits|maar|zolang|tenzij|zij het|(?:onder|op) (?:de )?voorwaarde|alleen als|alleen wanneer|wel moet)\b"
_ACCEPTS = re.compile(  # a guarded yes, and its bound
    r"(?:\b(?:kan|kunnen)\b[^,;:]*\b(?:leven|uit de voeten|meegaan|instemmen)\b"
    r"|\b(?:sluit|sluiten|sloot|sloten)\b[^,;:]*\bniet (?:bij voorbaat )?uit\b"
    r"|\b(?:staat|staan|stond|stonden)\b[^,;:]*\bniet (?:afwijzend|onwelwillend)\b"
    r"|\b(?:is|zijn|was|waren)\b[^,;:]*\bniet (?:principieel |per se |bij voorbaat )?tegen\b)"
    rf"[^;:]*,? {_BOUND}",
    re.IGNORECASE,
)
_YES = frozenset({"leven", "voeten", "meegaan", "instemmen", "uit", "afwijzend", "onwelwillend", "tegen"})
_GRANTS = re.compile(  # what follows the main clause is granted: «…, al mogen bedrijven niet worden uitgesloten»
    r", (?:(?:hoewel|ofschoon) [^,;:]*?\b(?:erken|begrijp|besef|waardeer|onderken|inzie)\w*"
    r"|al (?:mogen|mag|moet|moeten|blijft|blijven|dient|dienen|hoort|horen)\b)"
)
_GRANTING = frozenset({"hoewel", "ofschoon", "al"})
_PARTNER_AND_RIVAL = re.compile(
    r"\bpartners?\b[^.;:]{0,60}\b(?:concurrent|mededinger)\w*[^.;:]{0,40}rivaal", re.IGNORECASE
)
_RIVALS = frozenset({"systeemrivaal", "rivaal", "stelselrivaal"})
_FIRST_AND_BESIDE = re.compile(  # the alliance first, and the Union beside it
    r"\b(?:NAVO|bondgenootschap|Alliantie)\b[^;:]*\b(?:basis|hoeksteen|fundament|grondslag)\b[^;:]*\b(?:EU|Unie)\b[^;:]*"
    r"\b(?:aanvulling|aanvullend|aanvult|vult|complementair)",
)
_BESIDE = frozenset({"aanvulling", "aanvullend", "aanvullende", "aanvult", "vult", "complementair"})

_BOTH = (
    r"(?:beide organisaties|de twee organisaties|(?:EU|Unie) en (?:de NAVO|het bondgenootschap|NAVO)"
    r"|(?:NAVO|bondgenootschap) en (?:de )?(?:EU|Unie))\b"
)
_TOGETHER = re.compile(
    rf"\b{_BOTH}[^;:]*?\b(?:elkaar|delen|uitwissel\w*|afstem\w*|over en weer|wederzijds\w*|samenwerk\w*)\b",
    re.IGNORECASE,
)
_MUTUAL = frozenset({"organisaties", "unie", "eu"})


def weighs_both(sentence: Sentence, topic: CodebookTopic) -> str | None:
    """Return the words by which a sentence grants one side and keeps the other, else None."""
    kinds = [(_ACCEPTS, _YES), (_GRANTS, _GRANTING)]
    kinds.append((_FIRST_AND_BESIDE, _BESIDE) if topic.carries == "argument" else (_PARTNER_AND_RIVAL, _RIVALS))
    for pattern, words in kinds:
        if match := sentence.search(pattern, words):
            return match.group()
    return None


def works_both_ways(sentence: Sentence, topic: CodebookTopic) -> str | None:
    """Return the words by which the two organisations are to help each other, of which «no double work» is the aim.

    «Beide organisaties moeten kennis delen, zodat dubbel werk achterwege blijft» wants more of it, not less.
    """
    if topic.carries != "argument" or sentence.of("opposition") or sentence.of("negation"):
        return None
    match = sentence.search(_TOGETHER, _MUTUAL)
    return match.group() if match else None

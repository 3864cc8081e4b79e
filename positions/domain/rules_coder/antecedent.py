"""The one for whom a pronoun stands: «De secretaris-generaal toonde cijfers. Hij vond die mager».

A person or body that a sentence names need not speak there to be the «Hij» of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from positions.domain.rules_coder.sentences import Sentence, covers
from positions.domain.rules_coder.speaker import NamedHolder, named_holders
from positions.domain.scale import Holder

_OPENS = re.compile(r"(?:Ook |Daarnaast |Voorts |Tevens )?(?P<who>[Hh]ij|[Zz]ij)\b(?! (?:aan zij|het))")
_HE, _THEY = "hij", "zij"
_PRONOUNS = frozenset({_HE, _THEY})
_CONCLUDES = re.compile(r"\b(?:slotsom|conclusie|gevolgtrekking|aanbeveling|oproep|voorstel)\b")
_PERSON = re.compile(r"generaal|SACEUR|bevelhebber|^SG|Stoltenberg|Rutte|Rasmussen|comité", re.IGNORECASE)
_MANY = re.compile(r"(?:en|s|[Dd]e Zes|bijval)$")
_SINGULAR_VERB = re.compile(
    r"\s+(?:\w+t|\w+[dt]e|wil|kan|zal|had|is|was|vond|zag|gaf|riep|wees|schreef|sprak|kwam|hield)\b"
)
_NO_PERSON = frozenset(
    {"kabinet", "kabinetsinzet", "Nederland", "ik", "wij", "we", "Ik", "Wij", "We", "bewindspersonen"}
)


def antecedent(sentence: Sentence, before: Sequence[Sentence]) -> NamedHolder | None:
    """Return the one named just before for whom the pronoun that opens the sentence stands, else None.

    That is the only one who can be meant, or the one who opens the sentence that names him.
    `before` are the sentences before it in its passage, the nearest first.
    """
    opening = None if _PRONOUNS.isdisjoint(sentence.words) else _OPENS.match(sentence.text)
    if not opening or not (sentence.of("speech") or sentence.of("stance") or _CONCLUDES.search(sentence.text)):
        return None
    one = opening.group("who").lower() == _HE or _SINGULAR_VERB.match(sentence.text, opening.end()) is not None
    for earlier in before:
        there = [name for name in named_holders(earlier) if _may_be(earlier, name, one=one)]
        if there:
            clear = earlier.opens_at(there[0].hit.start, 1) or len({name.holder for name in there}) == 1
            return there[0] if clear else None
    return None


def _may_be(sentence: Sentence, name: NamedHolder, *, one: bool) -> bool:
    """True if a pronoun in the singular, or in the plural, can stand for the name; a country is no «hij»."""
    words = name.hit.words
    if name.holder is Holder.CABINET:
        return one and words not in _NO_PERSON
    if any(covers(hit, name.hit) or covers(name.hit, hit) for hit in sentence.of("topic:terms")):
        return False
    many = name.holder is not Holder.NATO and _MANY.search(words) is not None
    if name.holder is Holder.NATO and not _PERSON.search(words):
        return False
    return many != one

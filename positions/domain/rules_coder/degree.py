"""Too much and too little: «te snel stijgen» wants less of what rises, «gaat niet ver genoeg» wants more of it.

Words of degree turn or keep the direction of what they are said of. Where the sentence names what there is too much of
by a cue, its direction counts; a topic that one argues about (money, a role) wants more of itself where there is too
little.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from positions.domain.codebook.matcher import Hit
from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.sentences import Sentence, words_between

_HIGH = (
    *("veel", "snel", "hoog", "hoge", "ver", "vergaand", "vergaande", "steil", "steile", "fors", "forse", "ruim"),
    *("ruime", "gretig", "haastig", "voortvarend", "ambitieus", "ambitieuze", "rigoureus", "hard", "harde", "streng"),
    *("strenge", "scherp", "scherpe", "fel", "felle", "zwaar", "zware", "star", "starre", "dwingend", "dwingende"),
)
_LOW = (
    *("weinig", "traag", "trage", "langzaam", "langzame", "laag", "lage", "mager", "magere", "karig", "karige", "krap"),
    *("krappe", "zuinig", "zuinige", "klein", "kleine", "bescheiden", "beperkt", "beperkte", "zelden", "gering"),
    *("geringe", "licht", "lichte", "slap", "slappe", "zwak", "zwakke", "zacht", "zachte", "mild", "milde", "soepel"),
    *("soepele", "toegeeflijk", "toegeeflijke", "inschikkelijk", "inschikkelijke", "vrijblijvend", "vrijblijvende"),
    *("halfslachtig", "halfslachtige", "aarzelend", "aarzelende", "terughoudend", "voorzichtig"),
)
_MANNER = frozenset(  # how another is dealt with: too soft wants more pressure, too harsh less
    ["hard", "harde", "streng", "strenge", "scherp", "scherpe", "fel", "felle", "slap", "slappe", "zwak", "zwakke"]
) | {"zacht", "zachte", "mild", "milde", "soepel", "soepele", "toegeeflijk", "toegeeflijke", "inschikkelijk"}
_DEGREE = re.compile(
    rf"\b(?:(?P<high>(?:veel |al |wat |iets |echt |aanzienlijk )?te (?:{'|'.join(_HIGH)})|overdreven|overtrokken"
    r"|buitensporig|disproportioneel|doorgeschoten|buiten (?:alle |elke |iedere )?(?:proportie|verhouding))"
    rf"|(?P<low>te (?:{'|'.join(_LOW)})|onvoldoende|ontoereikend|niet (?:ver |snel |hard |streng |veel )?genoeg"
    r"|schiet\w* (?:\w+ )?tekort))\b",
    re.IGNORECASE,
)
_GRADED = frozenset((*_HIGH, *_LOW))  # after «te»
_MARKS = frozenset(
    ["overdreven", "overtrokken", "buitensporig", "disproportioneel", "doorgeschoten", "buiten", "onvoldoende"]
) | {"ontoereikend", "genoeg", "tekort"}
_DENIED = re.compile(r"\b(?:niet|geenszins|geen|allerminst)(?: \w+)? $", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:]|\bmaar\b|\bterwijl\b|\bomdat\b|\bwant\b|\bom\b")
_FALLING = re.compile(
    r"\b(?:dal(?:en|ende|ing|t|de|den)|gedaald|krimp\w*|gekrompen|af(?:genomen|name|nemen|gebouwd)|bezuinig\w*|gekort|korten"
    r"|omlaag|verla(?:agd|gen|ging)|verminder\w*|inleveren|ingeleverd)\b",
    re.IGNORECASE,
)
_EXTRA = re.compile(  # an amount on top of what there is
    r"\b(?:\d[\d.,]*|een|twee|drie|vier|vijf|tien|honderd(?:en)?|enkele|tientallen) (?:miljoen|miljard)(?: euro)?"
    r" (?:extra|erbij)\b"
    r"|\bextra (?:€ ?)?(?:\d[\d.,]*|een|twee|drie|vier|vijf) (?:miljoen|miljard)\b",
    re.IGNORECASE,
)
_ON_TOP = frozenset({"extra", "erbij"})
_LOOPHOLES = re.compile(r"\b(?:mazen|achterdeur(?:en|tjes)?|sluiproutes?|uitzonderingen|ontheffingen)\b")
_LEAKS = frozenset(
    {"mazen", "achterdeuren", "achterdeurtjes", "sluiproute", "sluiproutes", "uitzonderingen", "ontheffingen"}
)
_NEAR = 6  # words
_BEFORE = 200  # characters: two words, however long


class Degree(NamedTuple):
    """The words of degree, and the direction that they give."""

    words: str
    side: int


def degree(sentence: Sentence, topic: CodebookTopic) -> Degree | None:
    """Return what words of degree say of the topic, or None where they are of something else, or denied."""
    words = sentence.words
    if _MARKS.isdisjoint(words) and ("te" not in words or _GRADED.isdisjoint(words)):
        return None
    for match in _DEGREE.finditer(sentence.text):
        if _DENIED.search(sentence.text, max(0, match.start() - _BEFORE), match.start()):
            continue
        wanted = _wanted(sentence, topic, match)
        if wanted:
            return Degree(match.group(), -wanted if match.group("high") else wanted)
    return None


def extra_money(sentence: Sentence, topic: CodebookTopic) -> Degree | None:
    """Return more of an argument's money, in the present: «40 miljoen extra»; not «was 40 miljoen extra uitgegeven»."""
    if topic.carries != "argument" or sentence.of("past"):
        return None
    match = sentence.search(_EXTRA, _ON_TOP)
    return Degree(match.group(), 1) if match and not _NO_MONEY.search(sentence.text) else None


_NO_MONEY = re.compile(r"\b(?:geen|niet|nooit|evenmin)\b", re.IGNORECASE)


def falls(sentence: Sentence, topic: CodebookTopic) -> bool:
    """True if the sentence is about less of what the topic argues about: «bezuiniging», «dalen»."""
    return topic.carries == "argument" and _FALLING.search(sentence.text) is not None


def _wanted(sentence: Sentence, topic: CodebookTopic, match: re.Match[str]) -> int:
    """Return the direction of what there is too much or too little of; 0 where the words are not about the topic."""
    names = (*sentence.topical("topic:terms", topic.slug), *sentence.topical("topic:weak", topic.slug))
    named = any(_beside(sentence, hit, match) for hit in names)
    if named and falls(sentence, topic):
        return -1
    if topic.carries != "argument" and sentence.search(_LOOPHOLES, _LEAKS):
        return -1
    beside = [hit for hit in sentence.topical("score", topic.slug) if _beside(sentence, hit, match)]
    turning = [hit for hit in beside if hit.cue.score and not hit.cue.steady and not _own(hit, match)]
    if turning:
        value = max(turning, key=_weight).cue.score or 0
        return (value > 0) - (value < 0)
    if not named:
        return 0
    return 1 if topic.carries == "argument" or match.group().rsplit(" ", 1)[-1].lower() in _MANNER else 0


def _weight(hit: Hit) -> int:
    return hit.cue.weight


def _own(hit: Hit, match: re.Match[str]) -> bool:
    """True if the cue is the degree itself («te laag») and not what it is said of."""
    return hit.start >= match.start() and hit.end <= match.end()


def _beside(sentence: Sentence, hit: Hit, match: re.Match[str]) -> bool:
    """True if the cue holds the words of degree, or stands near them in their clause."""
    if hit.start < match.end() and match.start() < hit.end:
        return True
    start, end = (hit.end, match.start()) if hit.end <= match.start() else (match.end(), hit.start)
    return words_between(sentence.text, start, end) <= _NEAR and not _CLAUSE_END.search(sentence.text, start, end)

"""Evidence of the verbs of a sentence, for fact or judgement: tense, passive, must and may, the first person."""

from __future__ import annotations

import re

from positions.domain.codebook.matcher import Hit
from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.speaker import WHERE

_PARTICIPLE = (
    r"\b(?:ge\w+(?:[dt]|en)|(?:ver|be|ont|her|over|aange|uitge|opge|toege|inge|voorge|afge)"
    r"(?!\w*(?:heid|heden|ing|ingen)\b)\w+(?:[dt]|en))\b"
)
_PERFECT = re.compile(rf"\b(?:heeft|hebben|had|hadden|heb|is|zijn|was|waren|ben)\b[^.;:]*?{_PARTICIPLE}")
_PASSIVE = re.compile(rf"\b(?:wordt|worden)\b[^.;:]*?{_PARTICIPLE}")
_TO_DO = re.compile(r"\bte \w+en\b")
_HAVE = frozenset(["heeft", "hebben", "had", "hadden", "heb", "is", "zijn", "was", "waren", "ben"])
_BECOME = frozenset({"wordt", "worden"})
_FIRST = frozenset({"ik", "wij", "we"})
_KINDS: dict[str, tuple[str, ...]] = {
    "modal": (
        *("moet", "moeten", "dient", "dienen", "hoort", "horen", "behoort", "behoren", "mag", "mogen"),
        *("hoeft", "hoeven"),
    ),
    "can": ("kan", "kunnen"),
    "will": ("zal", "zullen"),
    "being": ("is", "zijn", "blijft", "blijven", "vormt", "vormen", "betekent", "maakt", "vraagt", "verdient", "staat"),
    "emphasis": (
        *("zeer", "uiterst", "hoogst", "vooral", "slechts", "alleen", "nooit", "altijd", "steeds", "zelfs", "telkens"),
        *("eerst", "pas"),
    ),
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words}
_SO = ", zo "  # «…, zo liet hij weten, …» tells who says it, and no tense of what is said
_INTRODUCED = re.compile(rf"\b(?:dat|die|{WHERE}|welke|hetgeen|wat|of|hoe)\b")


def add_verbs(found: dict[str, str], sentence: Sentence) -> None:
    """Add each kind of evidence with its words."""
    there = _first_of_each_kind(sentence)
    past = [hit for hit in sentence.of("past") if not sentence.text.endswith(_SO, 0, hit.start)]
    if past:
        main = not subordinate(sentence, past[0])
        found["past, main verb" if main else "past"] = past[0].words
    perfect = sentence.search(_PERFECT, _HAVE)
    if perfect:
        found["perfect"] = perfect.group().split(" ", 1)[0]
    if match := sentence.search(_PASSIVE, _BECOME):
        found["passive"] = match.group().split(" ", 1)[0]
    if "modal" in there:
        found["modal"] = there["modal"]
    if "can" in there:
        found["can"] = ""
    if "will" in there:
        found["will"] = ""
    if not (past or perfect):
        found["present"] = ""
        if "being" in there:
            found["present being"] = ""
    if first := _first_person(sentence):
        found["first person"] = first
        if past or perfect:
            found["first person, past"] = ""
    if "emphasis" in there:
        found["emphasis"] = "nog altijd" if _still(sentence, there["emphasis"]) else there["emphasis"]
    if sentence.of("negation"):
        found["negation"] = sentence.of("negation")[0].words
    if "te" in sentence.words and _TO_DO.search(sentence.text):
        found["infinitive"] = ""


def _first_of_each_kind(sentence: Sentence) -> dict[str, str]:
    """Return the first word of each kind in the sentence, of those that stand there."""
    words = filter(_KIND.__contains__, sentence.parts[-2::-2])
    return {_KIND[word]: word for word in words}


def _first_person(sentence: Sentence) -> str | None:
    if _FIRST.isdisjoint(sentence.words):
        return None
    return next((word for word in sentence.parts[1::2] if word.lower() in _FIRST), None)


def _still(sentence: Sentence, emphasis: str) -> bool:
    """True if the word belongs to «nog altijd»."""
    if emphasis != "altijd":
        return False
    place = sentence.parts.index("altijd", 1)
    return sentence.parts[max(0, place - 2) : place] == ["nog", " "]


def in_perfect(sentence: Sentence) -> bool:
    return bool(sentence.search(_PERFECT, _HAVE))


def subordinate(sentence: Sentence, hit: Hit) -> bool:
    """True if the words are in a clause that «dat», «die», «of» and the like introduce."""
    clause = max(sentence.text.rfind(",", 0, hit.start), sentence.text.rfind(";", 0, hit.start)) + 1
    return bool(_INTRODUCED.search(sentence.text, clause, hit.start))

"""Evidence of the verbs of a sentence, for fact or judgement: tense, passive, must and may, the first person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from positions.domain.codebook.matcher import Hit
from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.speaker import WHERE

_PARTICIPLE = (
    r"\b(?:ge\w+(?:[dt]|en)|(?:ver|be|ont|her|over|aange|uitge|opge|toege|inge|voorge|afge)"
    r"(?!\w*(?:heid|heden|ing|ingen)\b)\w+(?:[dt]|en))\b"
)
_PERFECT = re.compile(rf"\b(?:heeft|hebben|had|hadden|heb|is|zijn|was|waren|ben)\b[^.;:]*?{_PARTICIPLE}")
_PASSIVE = re.compile(rf"\b(?:wordt|worden)\b[^.;:]*?{_PARTICIPLE}")
_MODAL = re.compile(r"\b(?:moet|moeten|dient|dienen|hoort|horen|behoort|behoren|mag|mogen|hoeft|hoeven)\b")
_CAN = re.compile(r"\b(?:kan|kunnen)\b")
_WILL = re.compile(r"\b(?:zal|zullen)\b")
_IS = re.compile(r"\b(?:is|zijn|blijft|blijven|vormt|vormen|betekent|maakt|vraagt|verdient|staat)\b")
_FIRST_PERSON = re.compile(r"\b(?:ik|wij|we)\b", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"\b(?:zeer|uiterst|hoogst|vooral|slechts|alleen|nooit|altijd|steeds|zelfs|nog altijd|telkens|eerst|pas)\b"
)
_TO_DO = re.compile(r"\b(?:te|om te) \w+en\b")
# The words that each of these patterns needs, to search it in few sentences only.
_HAVE = frozenset(["heeft", "hebben", "had", "hadden", "heb", "is", "zijn", "was", "waren", "ben"])
_BECOME = frozenset({"wordt", "worden"})
_MODALS = frozenset(
    ["moet", "moeten", "dient", "dienen", "hoort", "horen", "behoort", "behoren", "mag", "mogen", "hoeft", "hoeven"]
)
_CANS, _WILLS, _TO = frozenset({"kan", "kunnen"}), frozenset({"zal", "zullen"}), frozenset({"te"})
_ARE = frozenset(
    ["is", "zijn", "blijft", "blijven", "vormt", "vormen", "betekent", "maakt", "vraagt", "verdient", "staat"]
)
_FIRST = frozenset({"ik", "wij", "we"})
_EMPHATIC = frozenset({"zeer", "uiterst", "hoogst", "vooral", "slechts", "alleen", "nooit", "altijd", "steeds"}) | {
    *("zelfs", "nog", "telkens", "eerst", "pas"),
}
_INTRODUCED = re.compile(rf"\b(?:dat|die|{WHERE}|welke|hetgeen|wat|of|hoe)\b")


def of_verbs(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Yield each kind of evidence with its words."""
    past = sentence.of("past")
    if past:
        main = not subordinate(sentence, past[0])
        yield ("past, main verb" if main else "past"), past[0].words
    perfect = sentence.search(_PERFECT, _HAVE)
    if perfect:
        yield "perfect", perfect.group().split(" ", 1)[0]
    if match := sentence.search(_PASSIVE, _BECOME):
        yield "passive", match.group().split(" ", 1)[0]
    modal = sentence.search(_MODAL, _MODALS)
    if modal:
        yield "modal", modal.group()
    if sentence.search(_CAN, _CANS):
        yield "can", ""
    if sentence.search(_WILL, _WILLS):
        yield "will", ""
    if not (past or perfect):
        yield "present", ""
        if sentence.search(_IS, _ARE):
            yield "present being", ""
    if match := sentence.search(_FIRST_PERSON, _FIRST):
        yield "first person", match.group()
        if past or perfect:
            yield "first person, past", ""
    if match := sentence.search(_EMPHASIS, _EMPHATIC):
        yield "emphasis", match.group()
    if sentence.of("negation"):
        yield "negation", sentence.of("negation")[0].words
    if sentence.search(_TO_DO, _TO):
        yield "infinitive", ""


def in_perfect(sentence: Sentence) -> bool:
    return bool(sentence.search(_PERFECT, _HAVE))


def subordinate(sentence: Sentence, hit: Hit) -> bool:
    """True if the words are in a clause that «dat», «die», «of» and the like introduce."""
    clause = max(sentence.text.rfind(",", 0, hit.start), sentence.text.rfind(";", 0, hit.start)) + 1
    return bool(_INTRODUCED.search(sentence.text, clause, hit.start))

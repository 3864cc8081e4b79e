"""How another is to be dealt with: «een zachtere lijn», «strenger optreden». The adjective gives the direction.

A list of cues cannot hold each adjective of manner beside each noun of policy in each degree. Whoever holds the view,
harder is towards pressure and softer towards rapprochement; what is rejected or warned of is turned.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from positions.domain.codebook.matcher import Hit
from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.word_cache import WordCache

_HARD = (
    r"hard|streng|scherp|stevig|fel|ferm|krachtig|assertie[fv]|robuust|kritisch|confronterend|onverzoenlijk|kordaa?t"
)
_SOFT = (
    r"zacht|mild|soepel|gematigd|terughoudend|voorzichtig|behoedzaa?m|bedachtzaa?m|pragmatisch|vriendelijk|toegeeflijk"
    r"|inschikkelijk|verzoenend|toeschietelijk|coulant|lankmoedig|welwillend|meegaand"
)
_ENDING = "(?:l?e|l?ere?)?"
_MANNER = rf"(?P<too>te )?(?P<less>minder )?(?:(?P<hard>{_HARD})|(?P<soft>{_SOFT})){_ENDING}"
_ADJECTIVE = re.compile(f"(?:{_HARD}|{_SOFT}){_ENDING}", re.IGNORECASE)
_IS_ADJECTIVE = WordCache(lambda word: _ADJECTIVE.fullmatch(word) is not None)
_POLICIES = (
    *("lijn", "koers", "opstelling", "houding", "beleid", "aanpak", "benadering", "toon", "taal", "omgang", "politiek"),
    *("bejegening", "stellingname", "woorden", "bewoordingen", "formulering", "formuleringen"),
)
_POLICY = f"(?:{'|'.join(_POLICIES)})"
_DOING = r"(?:optreden|optreedt|opstellen|opstelt|op te (?:treden|stellen)|te werk (?:gaan|gaat)|bejegenen|aanpakken)"
_MATCH = re.compile(
    rf"\b{_MANNER}(?:(?: en [\w-]+)?(?: [\w-]+)? {_POLICY}|(?: [\w-]+){{0,3}}? {_DOING})\b", re.IGNORECASE
)
_DONE = ("optreden", "optreedt", "opstellen", "opstelt", "treden", "stellen", "werk", "bejegenen", "aanpakken")
_WORDS = frozenset((*_POLICIES, *_DONE))
_WARNED_OF = re.compile(
    r"\b(?:waarschuw\w*|beducht|huiverig|bang|vrees\w*|vrezen|verzet\w*|keer\w* zich|bezwa(?:ar|ren) tegen|afwijz\w*"
    r"|in plaats van|hoed\w* zich|moeite met|kritiek op|tegenstander\w*)\b",
    re.IGNORECASE,
)
_WANTS = 2  # lighter cues only describe
_DENIED = re.compile(r"\b(?:geen|niet|zonder|evenmin|nooit)(?: [\w-]+){0,2} $", re.IGNORECASE)


class Manner(NamedTuple):
    """The words of manner, and the direction that they give."""

    words: str
    side: int


def manner(sentence: Sentence, topic: CodebookTopic) -> Manner | None:
    """Return the direction of a harder or softer line on a country; None beside another cue that counts."""
    if topic.carries == "argument" or _WORDS.isdisjoint(sentence.words):
        return None
    if not any(map(_IS_ADJECTIVE.__getitem__, sentence.words)):
        return None
    match = _MATCH.search(sentence.text)
    if not match or any(_counts(hit, match) for hit in sentence.topical("score", topic.slug)):
        return None
    turned = bool(match.group("less")) != bool(match.group("too"))
    if not match.group("too"):
        turned ^= _rejected(sentence, match)
    return Manner(match.group(), (1 if match.group("hard") else -1) * (-1 if turned else 1))


def _counts(hit: Hit, match: re.Match[str]) -> bool:
    """True if the cue wants something that is not the manner itself."""
    return hit.cue.weight >= _WANTS and not (hit.start < match.end() and match.start() < hit.end)


def _rejected(sentence: Sentence, match: re.Match[str]) -> bool:
    """True if the manner is rejected, warned of or denied."""
    if sentence.of("opposition"):
        return True
    before = sentence.text[: match.start()]
    return bool(_WARNED_OF.search(before) or _DENIED.search(before))

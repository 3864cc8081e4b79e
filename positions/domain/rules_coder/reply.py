"""Replies to the sentence before: «Die zorg deel ik niet» turns its direction, «Die zorg deel ik» keeps it.

A reply says nothing of its own on the topic: it takes up a view that was just told, or rejects it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from positions.domain.rules_coder.sentences import Sentence, words_between

_VIEW = (
    r"(?:zorg(?:en)?|opvatting(?:en)?|mening(?:en)?|analyse|visie|oordeel|standpunt(?:en)?|lijn|inschatting|conclusies?"
    r"|wens(?:en)?|oproep|pleidooi|voorstel(?:len)?|suggesties?|aanbeveling(?:en)?|gedachten?(?:gang)?|kritiek|twijfels?"
    r"|vrees|scepsis|bezwa(?:ar|ren)|stelling(?:name)?|redenering|constatering|ambities?|benadering|voorkeur|zienswijze"
    r"|advies|idee|denkbeeld|aanname|veronderstelling|vaststelling|beeld|bedenking(?:en)?|waarschuwing|optimisme"
    r"|somberheid|keuze|streven|verlangen|eis|inzet|argument(?:en)?|tegenwerping|kanttekening(?:en)?|beoordeling"
    r"|appreciatie|diagnose|notie|overtuiging|teleurstelling|verontwaardiging)"
)
_THIS = r"\b(?:die|deze|dit|dat|zulke|dergelijke|een dergelijke?|zo'n)"
_THIS_VIEW = rf"{_THIS} (?:[\w-]+ ){{0,2}}?{_VIEW}\b(?! (?:dat|om|over|van(?! harte)|voor|tegen|inzake|uit)\b)"
_SHARE = (
    r"\b(?:deel(?:t|de|den)?|delen|gedeeld|onderschrijf|onderschrijft|onderschrijven|onderschreef|onderschreven"
    r"|(?:onder)?steun(?:t|de|den|en)?|gesteund|volg(?:t|de|en)?|beaam(?:t|de)?|beamen|omarm(?:t|de|en)?|herken(?:t|nen)?)\b"
)
_THERE = r"\b(?:daar|hier)"
_TAKES_UP = re.compile(
    rf"{_SHARE}(?: [\w-]+){{0,4}}? {_THIS_VIEW}"
    rf"|{_THIS_VIEW}(?: [\w-]+){{0,5}}? {_SHARE}"
    rf"|{_THERE}in\b(?: [\w-]+){{0,4}}? (?:vinden|volgen|mee)\b|\bvinden? (?:[\w-]+ ){{0,2}}?{_THERE}in\b"
    rf"|{_THERE}(?:mee)?\b(?: [\w-]+){{0,5}}? eens\b"
    rf"|\bsluit(?:en)? (?:[\w-]+ ){{1,3}}?{_THERE}bij aan\b|{_THERE}mee\b(?: [\w-]+){{0,2}}? in(?:stemmen)?\b"
    rf"|\bneem(?:t|en)?\b(?: [\w-]+){{0,3}}? (?:dat|dit|{_THIS_VIEW})(?: [\w-]+){{0,3}}? over\b"
    rf"|{_THERE}\b(?: [\w-]+){{0,4}}? (?:een )?(?:warm |groot )?voorstander(?: van)?\b"
    rf"|^{_THIS_VIEW} (?:is|zijn|acht\w*|vind\w*)\b[^,;:]*\b(?:terecht|gegrond|juist|verstandig)"
    rf"|^{_THIS_VIEW} snijdt hout\b",
    re.IGNORECASE,
)
_REJECTS = re.compile(
    r"\b(?:zie|ziet|zien|zag|zagen) (?:dat|dit)(?: [\w-]+){0,2} anders\b"
    rf"|{_THERE}\b(?: [\w-]+){{0,5}}? (?:anders (?:over|naar|tegenaan)|oneens)\b"
    r"|\bandere (?:mening|opvatting) toegedaan\b"
    rf"|{_THERE}\b(?: [\w-]+){{0,4}}? (?:niets|weinig|niet veel) (?:voor|in)\b"
    rf"|\b(?:wijst|wijzen|wees|wijs) (?:dat|dit|{_THIS_VIEW}) (?:[\w-]+ )*?(?:af|van de hand)\b"
    rf"|\bverwerp(?:t|en)? (?:dat|dit|{_THIS_VIEW})"
    rf"|^{_THIS_VIEW} (?:is|zijn|acht\w*|vind\w*|lijkt)\b[^,;:]*\b(?:ongegrond|onterecht|misplaatst|overdreven|onjuist)"
    rf"|^(?:dat|dit|{_THIS_VIEW}) gaat\b[^,;:]*\bte ver\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:niet|geen|geenszins|allerminst|nooit|evenmin|nauwelijks|onvoldoende|ongegrond)\b", re.IGNORECASE
)
_IN_PART = re.compile(
    r"\b(?:deels|ten dele|gedeeltelijk|slechts|alleen|deel van"
    r"|niet (?:geheel|helemaal|volledig|ten volle|zonder meer|zomaar|onverkort|altijd|in alle))\b",
    re.IGNORECASE,
)
_REASON = re.compile(r", (?:want|omdat|aangezien|daar)\b")
_REASONS = frozenset({"want", "omdat", "aangezien"})
_REST, _MOST = 4, 16  # words: what follows the reply, and all of it
_WORDS = frozenset(
    [
        *("deel", "deelt", "deelde", "deelden", "delen", "gedeeld", "onderschrijf", "onderschrijft", "onderschrijven"),
        *("onderschreef", "onderschreven", "steun", "steunt", "steunde", "steunden", "steunen", "ondersteunt"),
        *("gesteund", "ondersteunen", "ondersteun", "volg", "volgt", "volgde", "volgen", "beaam", "beaamt", "beamen"),
        *("omarmt", "omarm"),
        *("omarmen", "herken", "herkent", "herkennen", "vinden", "mee", "eens", "oneens", "aan", "in", "over"),
        *("instemmen", "voorstander", "terecht", "gegrond", "juist", "verstandig", "hout", "anders", "toegedaan", "af"),
        *("niets", "weinig", "veel", "hand", "verwerpt", "verwerpen", "verwerp", "ongegrond", "onterecht"),
        *("misplaatst", "overdreven", "onjuist", "ver", "vind"),
    ]
)
_POINTING = frozenset(
    ["die", "deze", "dit", "dat", "zulke", "dergelijke", "dergelijk", "daar", "hier", "daarin", "hierin", "daarmee"]
) | {"hiermee", "daarbij", "hierbij", "zo"}


class Reply(NamedTuple):
    """The words that take up what stands before, or reject it."""

    words: str
    agrees: bool
    end: int  # in the sentence, where a reason follows: «…, want»


def reply(sentence: Sentence) -> Reply | None:
    """Return the reply that the sentence is, found once and cached on it; None if it is none, or only in part."""
    if "reply" not in sentence.notes:
        sentence.notes["reply"] = _reply(sentence)
    known = sentence.notes["reply"]
    return known if isinstance(known, Reply) else None


def _reply(sentence: Sentence) -> Reply | None:
    words = sentence.words
    if (
        (len(sentence.parts) > 2 * _MOST + 1 and _REASONS.isdisjoint(words))
        or _POINTING.isdisjoint(words)
        or _WORDS.isdisjoint(words)
    ):
        return None
    if sentence.text.endswith("?"):
        return None
    rejects = _REJECTS.search(sentence.text)
    match = rejects or _TAKES_UP.search(sentence.text)
    if not match:
        return None
    if _IN_PART.search(sentence.text, 0, _end(sentence, match)) or not _is_bare(sentence, match):
        return None
    denied = not rejects and _NO.search(sentence.text, 0, _end(sentence, match)) is not None
    return Reply(match.group(), agrees=not rejects and not denied, end=_end(sentence, match))


def _end(sentence: Sentence, match: re.Match[str]) -> int:
    reason = _REASON.search(sentence.text, match.end())
    return reason.start() if reason else len(sentence.text)


def _is_bare(sentence: Sentence, match: re.Match[str]) -> bool:
    """True if the sentence says little else than a reply and its reason: «Dit advies volgen wij niet, want …»."""
    return words_between(sentence.text, match.end(), _end(sentence, match)) <= _REST

"""Institutions that say or judge something: «De Algemene Rekenkamer plaatste kanttekeningen», «Ook wees het CPB op …».

There is no list of institutions: one is known by the shape of its name («…raad», «…bureau», capitals) and by a verb of
judging beside it, in any tense and order of words. What it says is its own view and not the letter's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.word_cache import WordCache

_BODIES = (
    *("raad", "kamer", "bureau", "instituut", "college", "hof", "rechtbank", "ombudsman", "inspectie", "autoriteit"),
    *("toezichthouder", "academie", "denktank", "universiteit", "parlement", "congres", "senaat", "lagerhuis"),
    *("hogerhuis", "bondsdag", "doema", "rijksdag", "vakbeweging", "vereniging", "federatie"),
    *("stichting", "bank", "agentschap", "assemblee", "studiegroep", "panel", "expertgroep", "onderzoekers"),
    *("deskundigen", "wetenschappers", "hoogleraren", "economen", "huis van afgevaardigden"),
)
_SHORT = r"(?!NAVO\b|NATO\b)[A-Z]{3,6}\b"
_ABBREVIATION = re.compile(rf"\b(?:[Dd]e|[Hh]et) {_SHORT}")
_ARTICLES = frozenset({"de", "het"})
_PREPOSITION = r"(?:van|voor|in|op|met|aan|uit|door|dat|die) "
_NAME = (  # «de Algemene Rekenkamer», «het Amerikaanse Huis van Afgevaardigden», «de denktank Bruegel», «het CPB»
    rf"(?:[Dd]e|[Hh]et|[Ee]en) (?:(?:(?!{_PREPOSITION})[\w'-]+ ){{0,4}}?[\w-]*?(?i:{'|'.join(_BODIES)})"
    r"(?:(?: van| voor)?(?: [A-Z][\w-]+(?: en [A-Z][\w-]+)?)){0,2}|[A-Z]{3,6})"
)
_RESERVE = (
    r"(?:kritiek|bezwaar|bezwaren|bedenkingen|twijfels?|moeite|zorgen?|kanttekeningen?|vraagtekens?"
    r"|voorbehoud|waardering)"
)
_ATTITUDE = (
    r"(?:kritisch|bezorgd|ontevreden|tevreden|positief|negatief|sceptisch|teleurgesteld|verontrust|beducht|huiverig|somber"
    r"|verheugd|voorstander|tegenstander|van oordeel|van mening)"
)
_SAID = (
    r"(?:gewezen|gewaarschuwd|geconstateerd|geconcludeerd|geadviseerd|bepleit|aangedrongen|opgemerkt|aangetekend|gepleit"
    r"|opgeroepen|bekritiseerd|gehekeld|geoordeeld|benadrukt|onderstreept|betoogd|aanbevolen|aangeraden|geuit|geplaatst)"
)
_FAR = r"(?: [\w'-]+){0,6}? "
_VERBS = {  # a finite verb, with what has to follow for a judgement
    r"plaats(?:t|te|ten|en)|zet(?:te|ten)?|uit(?:te|ten)?|heeft|had|hebben|hadden": _FAR + rf"(?:{_RESERVE}|{_SAID})",
    r"(?:toon|beto)(?:t|de|den)": " zich" + _FAR + _ATTITUDE,
    r"is|was|zijn|waren|bleef|blijft": rf"(?: \w+){{0,2}} {_ATTITUDE}",
    r"(?:merk(?:t|te|ten)|wijst|wees|wezen)": r"(?: [\w'-]+){0,4} (?:er)?op",
    r"(?:teken(?:t|de|den)|raadt|raadde|raadden|drong|dringt)": r"(?: [\w'-]+){0,5} (?:aan|af)",
    r"(?:stel(?:t|de|den))": " (?:dat|voor|vast)",
    r"(?:maan(?:t|de|den)|maande)": r"(?: [\w'-]+){0,3} (?:tot|aan)",
    r"(?:spreekt|sprak|spraken)": r"(?: [\w'-]+){1,4} uit",
    r"(?:(?:constateer|signaleer|bekritiseer|adviseer|oordeel|noem|pleit|bepleit|waarschuw|betoog|benadruk|veroordeel"
    r"|betreur|hekel|twijfel|betwijfel|hamer|juich|keur|meen|acht|vrees|concludeer|eis)(?:t|te|ten|de|den)?"
    r"|vindt|vond|prees|prijst|beveelt|beval|roept|riep)": r"\b",
}
_VERB = "|".join(f"(?:{verb}){rest}" for verb, rest in _VERBS.items())
_INVERTED = "|".join(f"(?:{verb}) (?P<who{n}>{_NAME}){rest}" for n, (verb, rest) in enumerate(_VERBS.items()))
_OPENS = re.compile(rf"(?:Ook |Maar |Zelfs )?(?P<who>{_NAME})(?:,[^,]*,)? (?:{_VERB})")
_AGENT = re.compile(rf"(?:^D|(?<= )d)oor (?P<who>{_NAME})\b[^,;:]{{0,200}}? {_SAID}\b")
_VIEW_OF = re.compile(
    r"\b(?:[Vv]olgens|[Aa]ldus|[Nn]aar (?:het oordeel|de mening|het inzicht) van|[Ii]n de ogen van) "
    rf"(?P<who>{_NAME})"
)


class Institution(NamedTuple):
    """An institution at text[start:end] of its sentence."""

    start: int
    end: int


def institution(sentence: Sentence) -> Institution | None:
    """Return the institution whose view a sentence reports, or None; found once and cached on the sentence."""
    known = sentence.notes.get("institution", _UNKNOWN)
    if known is _UNKNOWN:
        known = sentence.notes["institution"] = _institution(sentence)
    return known if isinstance(known, Institution) else None


_UNKNOWN = object()


def _institution(sentence: Sentence) -> Institution | None:
    text = sentence.text
    if not (any(map(_IS_BODY.__getitem__, sentence.words)) or _abbreviated(sentence)):
        return None
    match = _OPENS.match(text) or _VIEW_OF.search(text) or _AGENT.search(text) or _follows().match(text)
    if not match:
        return None
    name = next(key for key, words in match.groupdict().items() if words)
    return Institution(*match.span(name))


@cache
def _follows() -> re.Pattern[str]:
    """Return the pattern of an inverted sentence. To compile it takes as long as a tenth of a process's start."""
    return re.compile(rf"[A-Z][\w'-]*(?: [\w'-]+){{0,8}}? (?:{_INVERTED})")


def _abbreviated(sentence: Sentence) -> bool:
    """True if the sentence names a body by capitals: «het CPB»."""
    if _ARTICLES.isdisjoint(sentence.words) or not any(map(_IS_ABBREVIATION.__getitem__, sentence.parts[1::2])):
        return False
    return _ABBREVIATION.search(sentence.text) is not None


def _is_body(word: str) -> bool:
    return word in _LAST_WORDS or (word.endswith(_BODIES) and word not in _BARE)


def _is_abbreviation(word: str) -> bool:
    return re.fullmatch(_SHORT, word) is not None


_IS_BODY, _IS_ABBREVIATION = WordCache(_is_body), WordCache(_is_abbreviation)
_LAST_WORDS = frozenset({"afgevaardigden", "state"})
_BARE = frozenset({"raad", "kamer", "parlement", "congres"})  # the Council and the Kamer have names in the codebook

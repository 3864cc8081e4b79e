"""Endings and limits: «de samenwerking afbouwen», «een eind aan de sancties», «verzet tegen een fonds».

Ties kept up are rapprochement and ties cut are pressure; with pressure it is the other way round. Of what one argues
about, a rise undone or a plan dropped wants less, a fall undone more. A list of cues cannot hold each verb of ending
beside each noun of policy: the verb gives the direction, and a denial or a rejection turns it once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from positions.domain.codebook.matcher import Hit
from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.sentences import Sentence, words_between
from positions.domain.rules_coder.word_cache import WordCache

_TIES = (
    r"(?:\w*dialo(?:og|gen)|gesprek(?:ken)?|overleg|contact(?:en)?|\w*samenwerking(?:sverband(?:en)?)?|\w*betrekkingen"
    r"|relaties?|\w*handel|handelsmissies?|\w*banden|partnerschap(?:pen)?|toenadering|\w*uitwisseling|\w*invoer"
    r"|\w*uitvoer|\w*import|\w*export|\w*leveranties|\w*aankoop|\w*aankopen|afname|consultaties|handelsverdrag)"
)
_PRESSURE = (
    r"(?:\w*sancties?|\w*sanctiepakket(?:ten)?|\w*sanctieregime|(?:straf|tegen|dwang)maatregelen|druk|afschrikking"
    r"|\w*embargo|\w*boycot|isolement|isolering|strafheffingen)"
)
_RISE = r"(?:\w*verhoging(?:en)?|\w*stijging(?:en)?|\w*groei|\w*groeipad|toename|\w*intensivering(?:en)?)"
_FALL = (
    r"(?:\w*verlaging(?:en)?|\w*daling(?:en)?|\w*krimp|afname|\w*bezuiniging(?:en)?|\w*korting(?:en)?|taakstelling"
    r"|ombuiging(?:en)?)"
)
_PLANS = (
    r"(?:\w*samenwerking|\w*integratie|\w*bundeling|hoofdkwartier|defensiefonds|krijgsmacht|leger|interventiemacht)"
)
# By topic: what wants less of its axis where it is ended, and what wants more.
_ENDED_LESS = {"country": _PRESSURE, "defence-spending": _RISE, "eu-cooperation": _PLANS}
_ENDED_MORE = {"country": _TIES, "defence-spending": _FALL}

_SPLIT = r"(?: te |ge|)"
_ENDED = (  # what is ended stands before these
    rf"(?:af{_SPLIT}(?:bouwen|bouwd|schaffen|schaft|remmen|remd|zien)|op{_SPLIT}(?:heffen|heven|schorten|schort|zeggen|zegd)"
    rf"|stop{_SPLIT}(?:zetten|zet)|terug{_SPLIT}(?:draaien|draaid|schroeven|schroefd|dringen|drongen)|ge?stop(?:pen|pt|t)"
    rf"|in{_SPLIT}(?:trekken|trokken|perken|perkt)|stil{_SPLIT}(?:leggen|legd)|verbr(?:eken|oken)|geschrapt|gestaakt"
    r"|ongedaan (?:te maken|maken|gemaakt)|versoepeld|beëindigd|ontmoedigd|verminderd|hersenschim)"
)
_TO_END = (  # what is ended stands before these, or after «van»
    r"(?:beëindigen|verlicht(?:en)?|versoepelen|schrappen|ontmoedigen|stoppen|beperk(?:en|t)|verminderen|staken"
    r"|verzachten)"
)
_ENDING = (  # what is ended stands after these
    r"(?:(?:beëindiging|opheffing|verlichting|versoepeling|afbouw|opschorting|stopzetting|intrekking|afschaffing"
    rf"|inperking|vermindering|beperking|ontmoediging|{_TO_END}|opheffen|afbouwen|opschorten|stopzetten|intrekken|afschaffen"
    r"|terugdraaien|inperken|afremmen|verbreken|stilleggen|terugdringen) van"
    r"|(?:beëindig|ontmoedig|versoepel|verminder|schrap|staak)(?:t|te|ten|de|den)?|ontraadt?|verbreekt"
    r"|stop(?:t|te|ten|pen)? met|afzien van|af te zien van|afgezien van|zie(?:t|n)? (?P<not>niet |geenszins )?af van"
    r"|(?:einde?|halt|rem|verbod) (?:maakt |maken |te maken |gemaakt |komt |komen )?(?:aan|op)|afscheid nemen van"
    r"|verzet(?:te|ten)?(?: zich)?(?P<no_longer> niet langer)? tegen|gekant tegen)"
)
_KEPT = (  # what is kept up or stepped up stands before or after these
    r"(?:aan(?: te |ge|)(?:moedigen|moedigd|halen|haald)|moedigt|voort(?: te |ge|)(?:zetten|zet)|uit"
    r"(?: te |ge|)(?:bouwen|bouwd|breiden|breid)|op(?: te |ge|)(?:voeren|voerd)|voortzetting|uitbreiding|verbreden"
    r"|verdiepen|intensiveren|hervatten)"
)
_ACTS = re.compile(
    rf"\b(?:(?P<before>{_ENDING})|(?P<after>{_ENDED})|(?P<either>{_TO_END})|(?P<kept>{_KEPT}))(?!\w)", re.IGNORECASE
)
_ENDING_WORD = re.compile(  # a word without which none of these can match
    r"(?:bouwen|schaffen|remmen|zien|ziet?|heffen|schorten|zeggen|zetten|draaien|schroeven|dringen|trekken|perken|leggen"
    r"|moedigen|halen|breiden|voeren|afzien|moedigt|eind|einde|halt|rem|verbod|afscheid|gekant|ongedaan"
    r"|(?:af|op|stop|terug|in|stil|aan|voort|uit)ge(?:bouwd|schaft|remd|zien|heven|schort|zegd|zet|draaid|schroefd"
    r"|drongen|trokken|perkt|legd|moedigd|haald|breid|voerd)"
    r"|(?:af|op|stop|terug|in|stil|voort|uit)(?:bouw|schaf|rem|hef|schort|zeg|zet|draai|schroev|dring|trek|perk|leg|breid"
    r"|voer)\w*|aanmoedigen|aanhalen"
    r"|(?:ge)?(?:stopp?|schrapp?|staak|stak)(?:en|t|te|ten)?|(?:verbr|versoepel|verlicht|beëindig|ontmoedig|beperk"
    r"|verminder|verzacht|ontra|hersenschim|verze|herva|verdiep|verbred|intensiver|intrek|inperk|opheff)\w*)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?P<which>van|op|aan|bij|in|voor|onder|door|met|tegen|naar|over|uit|tot)"
    r"(?: (?:de|het|een|\w+e)){0,3}\s*$"
)
_OWN_PREPOSITION = {"stop": "met", "afzi": "van", "af t": "van", "afge": "van"}  # «met de handel stoppen»
_CLAUSE_END = re.compile(r"[,;:]|\bmaar\b|\bterwijl\b|\bomdat\b|\bwant\b")
_DISCOURAGES = re.compile("ontmoedig", re.IGNORECASE)  # ties with a country, or the country itself
_WRONG = re.compile(r"\bverkeerde (?:weg|keuze|keus|stap|antwoord|signaal|moment|afslag)\b|\b(?:is|was|zou) een fout\b")
_DENIED = re.compile(r"\b(?:niet|geen|geenszins|nooit|evenmin|zonder|allerminst)(?: [\w-]+){0,2} $", re.IGNORECASE)
_WANTS = 2  # lighter cues only describe
_NEAR_BEFORE, _NEAR_AFTER = 9, 4  # words between what is ended and the verb
_LONGEST_GAP, _DENIAL, _CLOSE = 300, 200, 80  # characters: so many words take no more
_MOST = 40  # nouns, and words of ending, that are looked at in one sentence


class Reversal(NamedTuple):
    """The words of what is ended or kept up, and the direction that this gives."""

    words: str
    side: int


def reversal(sentence: Sentence, topic: CodebookTopic) -> Reversal | None:
    """Return the direction of what the sentence ends or keeps up; None where it does neither, or a cue says it."""
    there = _roles_in(sentence)
    discourages = "discourages" in there
    if not (discourages or {"ends", "noun"} <= there):
        return None
    nouns = [*islice(_nouns(sentence, topic), _MOST)]
    if not (nouns or discourages):
        return None
    for act in islice(_ACTS.finditer(sentence.text), _MOST):
        kept = act.lastgroup == "kept"
        if _told_by_cue(sentence, topic, act, kept=kept):
            continue
        for noun, side in nouns:
            if _is_object(sentence.text, noun, act):
                turned = kept != _denied(sentence, act)
                start, end = min(noun.start(), act.start()), max(noun.end(), act.end())
                return Reversal(sentence.text[start:end], -side if turned else side)
        if topic.carries != "argument" and _DISCOURAGES.match(act.group()):
            return Reversal(act.group(), -1 if _denied(sentence, act) else 1)
    return None


def _roles_in(sentence: Sentence) -> frozenset[str]:
    """Return whether words of ending, nouns of policy and words of discouraging stand in the sentence; found once."""
    known = sentence.notes.get("roles")
    if not isinstance(known, frozenset):
        known = sentence.notes["roles"] = frozenset(map(_ROLES.__getitem__, sentence.words))
    return known


def _role(word: str) -> str:
    if _DISCOURAGES.match(word):
        return "discourages"
    if _ENDING_WORD.fullmatch(word):
        return "ends"
    return "noun" if _ANY_NOUN.fullmatch(word) else ""


_ANY_NOUN = re.compile("|".join((*_ENDED_LESS.values(), *_ENDED_MORE.values())))
_ROLES = WordCache(_role)
_COUNTRY = "country"


def _is_one_of(nouns: str) -> WordCache[bool]:
    pattern = re.compile(nouns)
    return WordCache(lambda word: pattern.fullmatch(word) is not None)


_LESS = {kind: _is_one_of(nouns) for kind, nouns in _ENDED_LESS.items()}
_MORE = {kind: _is_one_of(nouns) for kind, nouns in _ENDED_MORE.items()}
_NAMES = re.compile(r"[\w-]+")


def _nouns(sentence: Sentence, topic: CodebookTopic) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the nouns of policy, each with the direction of ending it."""
    kind = topic.slug if topic.carries == "argument" else _COUNTRY
    for side, known in ((-1, _LESS.get(kind)), (1, _MORE.get(kind))):
        if known is not None and any(map(known.__getitem__, sentence.words)):
            yield from ((noun, side) for noun in _NAMES.finditer(sentence.text) if known[noun.group().lower()])


def _told_by_cue(sentence: Sentence, topic: CodebookTopic, act: re.Match[str], *, kept: bool) -> bool:
    """True if a cue or a rejection holds the words of ending; beside what is kept up any cue that counts is enough."""
    cues = sentence.topical("score", topic.slug)
    if kept:
        return any(map(_counts, cues))
    if sentence.of("disapproval"):  # «betreurt de opschorting van de dialoog» is not what the cue says
        cues = [hit for hit in cues if hit.cue.steady]
    told = cues if act.group("no_longer") else (*cues, *sentence.of("opposition"))
    return any(_counts(hit) and hit.start < act.end() and act.start() < hit.end for hit in told)


def _counts(hit: Hit) -> bool:
    return hit.cue.group == "opposition" or hit.cue.weight >= _WANTS


def _is_object(text: str, noun: re.Match[str], act: re.Match[str]) -> bool:
    """True if the noun is what is ended: it stands near on the right side, and belongs to no other noun."""
    kind = act.lastgroup
    of = text.startswith(" van ", act.end())
    if max(noun.start() - act.end(), act.start() - noun.end()) > _LONGEST_GAP:
        return False
    if noun.start() >= act.end():
        if kind == "after" or (kind == "either" and of):
            return False
        gap = text[act.end() : noun.start()]
        near = words_between(gap, 0, len(gap)) <= _NEAR_AFTER
        return near and not _CLAUSE_END.search(gap) and not (_PREPOSITION.search(gap) and kind != "kept")
    if noun.end() > act.start() or kind == "before" or (kind == "either" and of):
        return False
    gap = text[noun.end() : act.start()]
    if _CLAUSE_END.search(gap) or words_between(gap, 0, len(gap)) > _NEAR_BEFORE:
        return False
    preposition = _PREPOSITION.search(text, max(0, noun.start() - _CLOSE), noun.start())
    return not preposition or preposition.group("which") == _OWN_PREPOSITION.get(act.group()[:4].lower())


def _denied(sentence: Sentence, act: re.Match[str]) -> bool:
    """True if the ending is denied, or rejected: once, by whichever word."""
    denial = _DENIED.search(sentence.text, max(0, act.start() - _DENIAL), act.start())
    inside = act.group("not") or act.group("no_longer")
    rejected = [
        hit
        for hit in (*sentence.of("opposition"), *sentence.of("disapproval"))
        if not (denial and hit.start <= denial.start() < hit.end) and not (act.start() <= hit.start < act.end())
    ]
    return bool(denial or inside) != bool(rejected or _WRONG.search(sentence.text))

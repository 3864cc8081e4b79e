"""Position or mention: whether anybody takes a stand in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from positions.domain.attribution import Voice
from positions.domain.lexicon import Hit
from positions.domain.scale import Holder
from positions.domain.scoring import Verdict
from positions.domain.sentences import Sentence, covers

_PERFECT = re.compile(
    r"\b(heeft|hebben|had|hadden|werd|werden|is|zijn|was|waren)\b.*\b(ge\w+[dt]|ge\w+en|(?!\w*(?:heid|heden|ing)\b)(?:ver|be|ont|her|over|aange|uitge|opge|toege)\w+(?:[dt]|en))\b"
)
_VIEW = re.compile(
    r"\b(?:volgens|naar \w+ (?:mening|oordeel|opvatting|inzicht) van|in de (?:ogen|optiek) van|wat)"
    r" (?:het kabinet|de regering|Nederland)\b",
    re.IGNORECASE,
)
_IT_IS = re.compile(r"(?:het|ook|daarom|daarbij|tevens|hierbij)\b(?: \w+)? (?:is|blijft|was)\b|het is\b", re.IGNORECASE)
_PAST = re.compile(r"\b(was|waren|werd|werden|had|hadden|\w+(?:de|te|den|ten)|zag|zagen|schreef|koos|sprak|bestond)\b")


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether it is a position, and the words that show it."""

    position: bool
    cue: str
    certain: bool


def stand(sentence: Sentence, voice: Voice, verdict: Verdict | None) -> Stand:
    wanting = _wants(sentence, voice)
    pointing = sentence.of("pointing")
    if pointing:
        return Stand(False, f"«{pointing[0].words}» → vermelding (verwijzing)", True)
    past = sentence.of("comparison")
    if past and sentence.opens_with("comparison", 3) and _in_the_past(sentence):
        return Stand(False, f"«{past[0].words}» → vermelding (vroeger beleid)", True)
    agenda = sentence.of("agenda")
    if agenda and not wanting and not _opens_with_a_norm(sentence):
        return Stand(False, f"«{agenda[0].words}» → vermelding (agenda)", True)
    if wanting:
        return Stand(True, f"«{wanting}» → standpunt", True)
    procedure = sentence.plain("procedure")
    if procedure and not sentence.of("norm"):
        return Stand(False, f"«{procedure[0].words}» → vermelding (verwijzing)", True)
    if _bare_figure(sentence, verdict):
        return Stand(False, "cijfer zonder oordeel → vermelding", True)
    return _by_evaluation(sentence, voice, verdict)


def _by_evaluation(sentence: Sentence, voice: Voice, verdict: Verdict | None) -> Stand:
    for group in ("norm", "evaluation"):
        if sentence.of(group):
            return Stand(True, f"«{sentence.of(group)[0].words}» → standpunt", True)
    if voice.holder is Holder.OTHER and voice.explicit:
        return Stand(False, f"«{voice.cue}» → vermelding (daad van een ander)", True)
    if sentence.of("fact") and not voice.explicit:
        return Stand(False, f"«{sentence.of('fact')[0].words}» → vermelding (feit)", True)
    if verdict:
        return Stand(True, "oordelende woorden → standpunt", verdict.decisive)
    if sentence.of("bare-endorsement"):
        return Stand(True, f"«{sentence.of('bare-endorsement')[0].words}» → standpunt", True)
    if sentence.of("opposition"):
        return Stand(True, f"«{sentence.of('opposition')[0].words}» → standpunt", True)
    told = sentence.of("fact") or (not voice.explicit and _PERFECT.search(sentence.text))
    if told or voice.holder is not Holder.CABINET:
        return Stand(False, "geen oordeel → vermelding", False)
    return Stand(True, "stelling zonder oordelend woord → standpunt", False)


def _opens_with_a_norm(sentence: Sentence) -> bool:
    """«Het is van belang dat hierover wordt gesproken»: what should come up is no item of an agenda."""
    return bool(_IT_IS.match(sentence.text)) and sentence.opens_with("norm", 3)


def _in_the_past(sentence: Sentence) -> bool:
    return bool(_PAST.search(sentence.text))


def _wants(sentence: Sentence, voice: Voice) -> str | None:
    """The words by which the holder takes a stand: a stance verb with a named holder, or a stated wish."""
    if not voice.explicit:
        return None
    if voice.holder is Holder.CABINET and (view := _own_view(sentence)):
        return view
    loose = (*sentence.of("agenda"), *sentence.of("procedure"))
    for group in ("wish", "stance"):
        for hit in sentence.of(group):
            passing = not _is_phrase(hit) and any(covers(word, hit) for word in loose)
            if not passing:
                return hit.words
    return None


def _own_view(sentence: Sentence) -> str | None:
    """«volgens het kabinet», «naar het oordeel van het kabinet»: whatever follows is a view."""
    match = _VIEW.search(sentence.text)
    return match.group() if match else None


def _is_phrase(hit: Hit) -> bool:
    """«spraken hun zorg uit» is a stance though «spraken … over» around it is an agenda's."""
    return " " in hit.cue.pattern.term


def _bare_figure(sentence: Sentence, verdict: Verdict | None) -> bool:
    if not sentence.of("figure") and "%" not in sentence.text:
        return False
    return not (sentence.of("norm") or (verdict and verdict.decisive))

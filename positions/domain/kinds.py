"""Position or mention: whether anybody takes a stand in the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from positions.domain.attribution import Voice
from positions.domain.scale import Holder
from positions.domain.scoring import Verdict
from positions.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether it is a position, and the words that show it."""

    position: bool
    cue: str
    certain: bool


def stand(sentence: Sentence, voice: Voice, verdict: Verdict | None) -> Stand:
    wanting = _wants(sentence, voice)
    agenda = sentence.of("agenda")
    if agenda and not wanting:
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
    if verdict:
        return Stand(True, "oordelende woorden → standpunt", verdict.decisive)
    if sentence.of("bare-endorsement"):
        return Stand(True, f"«{sentence.of('bare-endorsement')[0].words}» → standpunt", True)
    return Stand(False, "geen oordeel → vermelding", False)


def _wants(sentence: Sentence, voice: Voice) -> str | None:
    """The words by which the holder takes a stand: a stance verb with a named holder, or a stated wish."""
    if not voice.explicit:
        return None
    for group in ("wish", "stance"):
        for hit in sentence.of(group):
            if not any(hit.start >= word.start and hit.end <= word.end for word in sentence.of("agenda")):
                return hit.words
    return None


def _bare_figure(sentence: Sentence, verdict: Verdict | None) -> bool:
    if not sentence.of("figure") and "%" not in sentence.text:
        return False
    return not (sentence.of("norm") or (verdict and verdict.decisive))

"""Position or mention: whether the sentence takes a position or states a fact.

Decided separately, by weighted evidence: main verb and tense, speaker, words that judge, norms, wishes, conditions;
against them agendas, procedure, dates and figures. A topical noun («dialoog», «sancties») is no judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from positions.domain.codebook.matcher import Hit
from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.attribution import Voice
from positions.domain.rules_coder.questions import somebody_asks
from positions.domain.rules_coder.scoring import Verdict
from positions.domain.rules_coder.sentences import Sentence, covers, words_between
from positions.domain.rules_coder.verbs import in_perfect, of_verbs, subordinate
from positions.domain.rules_coder.word_weights import JUDGEMENT, said_by_words
from positions.domain.scale import Holder

_DATE = re.compile(
    r"\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b"
    r"|\bjl\.|\b(?:19|20)\d\d\b"
)
_NUMBER = re.compile(r"\d")
_QUESTION = re.compile(
    r"(?:De (?:aan het woord zijnde )?leden|Deze leden|De fractie|Gevraagd|Ook vragen|Tot slot vragen|Zij vragen)\b"
)


@dataclass(frozen=True, slots=True)
class Stand:
    """True if it is a position, and the words that show it.

    `margin` is the sum of the evidence, in tenths of log odds; None where the codebook prescribes a mention.
    """

    position: bool
    cue: str
    margin: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """The sentences before and after in the same passage, or None."""

    before: Sentence | None
    after: Sentence | None


def stance_or_mention(
    sentence: Sentence, voice: Voice, verdict: Verdict | None, topic: CodebookTopic, around: Around
) -> Stand:
    another = voice.explicit and voice.holder is not Holder.CABINET
    if asks := voice.asks or (somebody_asks(sentence) if another else None):
        return Stand(False, f"«{asks}» → vermelding (vraag)")
    if told := _told(sentence, verdict):
        return told
    found = evidence(sentence, voice, verdict, topic, around)
    total = sum([WEIGHTS.get(kind, 0) for kind in found])
    total += round(_OF_WORDS * said_by_words(sentence, JUDGEMENT, topic.slug))
    position = total >= _LEAST
    return Stand(position, _reason(found, position), total)


_OF_WORDS = 20  # the weight of what the words say, in the tenths of the evidence
_LEAST = 2  # slightly above zero


def _told(sentence: Sentence, verdict: Verdict | None) -> Stand | None:
    """Return a mention where the codebook prescribes one regardless of other evidence, else None.

    Those are past policy, references and bare figures.
    """
    past = sentence.of("comparison")
    if past and sentence.opens_with("comparison", 3) and (sentence.of("past") or in_perfect(sentence)):
        return Stand(False, f"«{past[0].words}» → vermelding (vroeger beleid)")
    if sentence.opens_with("pointing", 3):
        return Stand(False, f"«{sentence.of('pointing')[0].words}» → vermelding (verwijzing)")
    figure = sentence.of("figure") or "%" in sentence.text
    decided = verdict is not None and verdict.decisive
    if figure and not decided and not any(sentence.of(group) for group in _ON_A_FIGURE):
        return Stand(False, "cijfer zonder oordeel → vermelding")
    return None


_ON_A_FIGURE = (
    *("norm", "judging", "evaluation", "stance", "wish", "own-view", "opposition", "disapproval"),
    *("bare-endorsement", "bound", "contrast", "negation", "reason"),
)


def _reason(found: dict[str, str], position: bool) -> str:
    """Describe the two strongest pieces of evidence that have words of their own."""
    side = 1 if position else -1
    telling = [kind for kind, words in found.items() if words and side * WEIGHTS.get(kind, 0) > 0]
    telling.sort(key=lambda kind: -side * WEIGHTS[kind])
    words = " en ".join(dict.fromkeys(f"«{found[kind]}»" for kind in telling[:2]))
    name = "standpunt" if position else "vermelding"
    return f"{words or 'geen woord dat beslist'} → {name}"


def evidence(
    sentence: Sentence, voice: Voice, verdict: Verdict | None, topic: CodebookTopic, around: Around
) -> dict[str, str]:
    """Return each kind of evidence in the sentence with its words, empty if it has none."""
    found = {"any": ""}
    found.update(_of_voice(sentence, voice))
    found.update(_of_cues(sentence, topic, verdict))
    found.update(_by_itself(sentence))
    found.update(_of_neighbours(around))
    return found


def _by_itself(sentence: Sentence) -> dict[str, str]:
    """Return the evidence that does not depend on topic or speaker, computed once and cached on the sentence."""
    known = sentence.notes.get("evidence")
    if not isinstance(known, dict):
        known = sentence.notes["evidence"] = {
            **dict(_of_judgement(sentence)), **dict(_of_telling(sentence)), **dict(of_verbs(sentence))
        }  # fmt: skip
    return known


def _of_voice(sentence: Sentence, voice: Voice) -> Iterator[tuple[str, str]]:
    how = "explicit" if voice.explicit else "carried" if voice.carried else "own"
    yield f"voice:{voice.holder.value}:{how}", ""
    if not voice.explicit:
        for group in ("stance", "wish"):
            if sentence.of(group):
                yield f"{group}, nobody named", sentence.of(group)[0].words
        return
    loose = (*sentence.of("agenda"), *sentence.of("procedure"))
    side = "cabinet" if voice.holder is Holder.CABINET else "another"
    for group in ("wish", "stance"):
        hits = [hit for hit in sentence.of(group) if _is_phrase(hit) or not any(covers(word, hit) for word in loose)]
        if hits:
            yield f"{group}:{side}", hits[0].words
        if len(hits) > 1:
            yield f"more {group}:{side}", hits[1].words
    if not sentence.of("stance") and not sentence.of("wish"):
        yield f"no stance:{side}", voice.cue or ""


def _of_judgement(sentence: Sentence) -> Iterator[tuple[str, str]]:
    groups = sentence.hits.by_group
    for group in _JUDGING:
        if group not in groups:
            continue
        hits = groups[group]
        yield group, hits[0].words
        if group in _SEVERAL and len(hits) > 1:
            yield f"more {group}", hits[1].words
        if group in ("norm", "judging") and not subordinate(sentence, hits[0]):
            yield f"{group} in the main clause", hits[0].words
    if sentence.opens_with("norm", 3) or sentence.opens_with("judging", 3):
        yield "opens with a judgement", sentence.text.split(" ", 3)[0]
    if sentence.opens_with("contrast", 2) or sentence.opens_with("reason", 1):
        yield "argues", sentence.text.split(" ", 1)[0]


_JUDGING = (
    *("judging", "own-view", "norm", "evaluation", "opposition", "disapproval", "bare-endorsement", "bound", "reason"),
    *("concession", "contrast"),
)
_SEVERAL = ("judging", "norm", "evaluation", "reason")
_TELLING = ("agenda", "pointing", "fact", "figure", "question", "logistics", "examination", "comparison")


def _of_cues(sentence: Sentence, topic: CodebookTopic, verdict: Verdict | None) -> Iterator[tuple[str, str]]:
    """Yield the evidence of the topic's cues: judging ones, and mere nouns."""
    scores = sentence.topical("score", topic.slug)
    judges = [hit for hit in scores if hit.cue.judges]
    nouns = [hit for hit in scores if not hit.cue.judges]
    if judges:
        yield "judging cue", judges[0].words
        if len(judges) > 1:
            yield "more judging cues", judges[1].words
        if max(hit.cue.weight for hit in judges) >= 3:
            yield "heavy judging cue", max(judges, key=lambda hit: hit.cue.weight).words
    if nouns:
        yield "topical cue", ""
        if max(hit.cue.weight for hit in nouns) >= 3:
            yield "heavy topical cue", ""
    if verdict and verdict.score == 2:
        yield "far out", ""
    if not scores:
        yield "no cue", ""
    elif verdict and verdict.decisive:
        yield "decisive", ""


def _of_telling(sentence: Sentence) -> Iterator[tuple[str, str]]:
    groups = sentence.hits.by_group
    for group in _TELLING:
        if group in groups:
            yield group, groups[group][0].words
    procedure = sentence.plain("procedure")
    if procedure:
        yield "procedure", procedure[0].words
        if words_between(sentence.text, 0, procedure[0].start) <= 6:
            yield "opens with procedure", procedure[0].words
    digits = len(_NUMBER.findall(sentence.text))
    if (digits or "jl" in sentence.words) and (match := _DATE.search(sentence.text)):
        yield "date", match.group()
    if digits >= 3:
        yield "numbers", ""
    if digits >= 8:
        yield "many numbers", ""
    if _QUESTION.match(sentence.text):
        yield "asks", sentence.text.split(",", 1)[0][:30]
    if "«" in sentence.text or "Kamerstuk" in sentence.text:
        yield "title", ""
    words = words_between(sentence.text, 0, len(sentence.text))
    yield ("short" if words <= 12 else "long" if words >= 28 else "middling"), ""


def _of_neighbours(around: Around) -> Iterator[tuple[str, str]]:
    for place, other in (("before", around.before), ("after", around.after)):
        for kind in _as_neighbour(other) if other else ("none",):
            yield f"{kind} {place}", ""


def _as_neighbour(sentence: Sentence) -> tuple[str, ...]:
    """Return what a sentence is to its neighbours, computed once and cached on it."""
    known = sentence.notes.get("as neighbour")
    if not isinstance(known, tuple):
        groups = sentence.hits.by_group
        signs = (
            ("judged", "judging" in groups or "own-view" in groups),
            ("norm", "norm" in groups),
            ("stance", "stance" in groups and "holder:cabinet" in groups),
            ("agenda", "agenda" in groups or "procedure" in groups),
            ("past", "past" in groups),
        )
        known = sentence.notes["as neighbour"] = tuple([kind for kind, there in signs if there])
    return known


def _is_phrase(hit: Hit) -> bool:
    """True if the term has several words.

    «spraken hun zorg uit» is a stance even within the agenda phrase «spraken … over».
    """
    return " " in hit.cue.pattern.term


WEIGHTS: dict[str, int] = {
    "agenda": -16,
    "agenda after": -5,
    "agenda before": -3,
    "any": -1,
    "argues": 3,
    "asks": -6,
    "bare-endorsement": 3,
    "bound": 4,
    "can": 7,
    "comparison": -7,
    "concession": -5,
    "contrast": 10,
    "date": -8,
    "decisive": 5,
    "disapproval": 7,
    "evaluation": 10,
    "examination": -1,
    "fact": -9,
    "far out": -3,
    "figure": -3,
    "first person, past": -2,
    "heavy judging cue": 4,
    "heavy topical cue": 5,
    "infinitive": 7,
    "judged after": -2,
    "judged before": -3,
    "judging": 10,
    "judging cue": 11,
    "judging in the main clause": 5,
    "logistics": 1,
    "long": -5,
    "many numbers": 2,
    "middling": -1,
    "modal": 1,
    "more evaluation": 2,
    "more judging": 2,
    "more judging cues": 10,
    "more norm": -2,
    "more reason": 1,
    "more stance:another": 9,
    "more stance:cabinet": 5,
    "more wish:cabinet": 1,
    "negation": 4,
    "no cue": -10,
    "no stance:another": -4,
    "no stance:cabinet": 1,
    "none after": 4,
    "none before": -4,
    "norm": 8,
    "norm after": 4,
    "norm before": 4,
    "norm in the main clause": 4,
    "numbers": -4,
    "opens with a judgement": 6,
    "opens with procedure": -3,
    "opposition": 8,
    "own-view": 9,
    "passive": -5,
    "past": -2,
    "past after": 1,
    "past, main verb": -5,
    "perfect": 1,
    "pointing": -14,
    "present": 4,
    "present being": 5,
    "procedure": -17,
    "question": -15,
    "reason": 6,
    "short": 5,
    "stance before": 5,
    "stance, nobody named": 5,
    "stance:another": 10,
    "stance:cabinet": 12,
    "title": 1,
    "topical cue": -1,
    "voice:adviser:carried": -2,
    "voice:adviser:explicit": 6,
    "voice:allies:explicit": 5,
    "voice:cabinet:explicit": 10,
    "voice:cabinet:own": -5,
    "voice:nato:carried": -1,
    "voice:nato:explicit": 1,
    "voice:other:carried": -8,
    "voice:other:explicit": -3,
    "will": -2,
    "wish:another": 3,
    "wish:cabinet": 4,
}

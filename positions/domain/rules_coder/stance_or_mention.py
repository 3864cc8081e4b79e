"""Position or mention: whether the sentence takes a position or states a fact.

Decided separately, by weighted evidence: main verb and tense, speaker, words that judge, norms, wishes, conditions;
against them agendas, procedure, dates and figures. A topical noun («dialoog», «sancties») is no judgement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import compress, repeat
from operator import itemgetter
from typing import NamedTuple

from positions.domain.codebook.matcher import Hit
from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.attribution import Voice
from positions.domain.rules_coder.degree import extra_money
from positions.domain.rules_coder.institutions import institution
from positions.domain.rules_coder.questions import somebody_asks
from positions.domain.rules_coder.reply import reply
from positions.domain.rules_coder.scoring import Verdict
from positions.domain.rules_coder.sentences import Sentence, covers, digits
from positions.domain.rules_coder.speaker import describes_itself
from positions.domain.rules_coder.verbs import add_verbs, in_perfect, subordinate
from positions.domain.rules_coder.word_weights import JUDGEMENT, said_by_words
from positions.domain.scale import Holder

_DATE = re.compile(
    r"\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b"
    r"|\bjl\.|\b(?:19|20)\d\d\b"
)
_QUESTION = re.compile(
    r"(?:De (?:aan het woord zijnde )?leden|Deze leden|De fractie|Gevraagd|Ook vragen|Tot slot vragen|Zij vragen)\b"
)


class Stand(NamedTuple):
    """True if it is a position, and the words that show it.

    `margin` is the sum of the evidence, in tenths of log odds; None where the codebook prescribes a mention.
    """

    position: bool
    cue: str
    margin: int | None = None


class Around(NamedTuple):
    """The sentences before and after in the same passage, or None."""

    before: Sentence | None
    after: Sentence | None


def stance_or_mention(
    sentence: Sentence, voice: Voice, verdict: Verdict | None, topic: CodebookTopic, around: Around
) -> Stand:
    another = voice.explicit and voice.holder is not Holder.CABINET
    if asks := voice.asks or (somebody_asks(sentence) if another else None):
        return Stand(False, f"«{asks}» → vermelding (vraag)")
    if another and (itself := describes_itself(sentence)):
        return Stand(False, f"«{itself}» → vermelding (zegt wat het zelf is)")
    announced = sentence.of("agenda") or sentence.of("procedure")
    if voice.holder is Holder.CABINET and not announced and (more := extra_money(sentence, topic)):
        return Stand(True, f"«{more.words}» → standpunt (stap omhoog)")
    if told := _told(sentence, verdict):
        return told
    found = evidence(sentence, voice, verdict, topic, around)
    total = sum(map(WEIGHTS.get, found, repeat(0)))
    total += round(_OF_WORDS * said_by_words(sentence, JUDGEMENT, topic.slug))
    position = total >= _LEAST
    return Stand(position, _reason(found, position), total)


_OF_WORDS = 20  # the weight of what the words say, in the tenths of the evidence
_LEAST = 5  # above zero: in doubt it is a mention


def _told(sentence: Sentence, verdict: Verdict | None) -> Stand | None:
    """Return a mention where the codebook prescribes one regardless of other evidence, else None.

    Those are past policy, references and bare figures.
    """
    groups = sentence.hits
    if sentence.opens_with("comparison", 3) and ("past" in groups or in_perfect(sentence)):
        return Stand(False, f"«{groups['comparison'][0].words}» → vermelding (vroeger beleid)")
    if sentence.opens_with("pointing", 3):
        return Stand(False, f"«{groups['pointing'][0].words}» → vermelding (verwijzing)")
    figure = "figure" in groups or "%" in sentence.text
    decided = verdict is not None and verdict.decisive
    if figure and not decided and _ON_A_FIGURE.isdisjoint(groups):
        return Stand(False, "cijfer zonder oordeel → vermelding")
    return None


_ON_A_FIGURE = frozenset(
    ["norm", "judging", "evaluation", "stance", "wish", "own-view", "opposition", "disapproval"]
) | {"bare-endorsement", "bound", "contrast", "negation", "reason"}


def _reason(found: dict[str, str], position: bool) -> str:
    """Describe the two strongest pieces of evidence that have words of their own."""
    side = 1 if position else -1
    telling = [
        (weight, words) for kind, words in found.items() if words and (weight := side * WEIGHTS.get(kind, 0)) > 0
    ]
    strongest = sorted(telling, key=itemgetter(0), reverse=True)[:2]
    words = " en ".join(dict.fromkeys([f"«{words}»" for _, words in strongest]))
    name = "standpunt" if position else "vermelding"
    return f"{words or 'geen woord dat beslist'} → {name}"


def evidence(
    sentence: Sentence, voice: Voice, verdict: Verdict | None, topic: CodebookTopic, around: Around
) -> dict[str, str]:
    """Return each kind of evidence in the sentence with its words, empty if it has none."""
    found = {"any": ""}
    _add_voice(found, sentence, voice)
    _add_cues(found, sentence, topic, verdict)
    found.update(_by_itself(sentence))
    _add_neighbours(found, around)
    if answer := reply(sentence):
        found["reply"] = answer.words
    return found


def _by_itself(sentence: Sentence) -> dict[str, str]:
    """Return the evidence that does not depend on topic or speaker, computed once and cached on the sentence."""
    known = sentence.notes.get("evidence")
    if not isinstance(known, dict):
        known = sentence.notes["evidence"] = {}
        _add_judgement(known, sentence)
        _add_telling(known, sentence)
        add_verbs(known, sentence)
    return known


def _add_voice(found: dict[str, str], sentence: Sentence, voice: Voice) -> None:
    how = "explicit" if voice.explicit else "carried" if voice.carried else "own"
    found[f"voice:{voice.holder}:{how}"] = ""
    stance, wish = sentence.of("stance"), sentence.of("wish")
    if not voice.explicit:
        if stance:
            found["stance, nobody named"] = stance[0].words
        if wish:
            found["wish, nobody named"] = wish[0].words
        return
    side = "cabinet" if voice.holder is Holder.CABINET else "another"
    loose = (*sentence.of("agenda"), *sentence.of("procedure"))
    for group, all_hits in (("wish", wish), ("stance", stance)):
        hits = [hit for hit in all_hits if _is_phrase(hit) or not _covered(hit, loose)] if loose else all_hits
        if hits:
            found[f"{group}:{side}"] = hits[0].words
        if len(hits) > 1:
            found[f"more {group}:{side}"] = hits[1].words
    if side == "another" and institution(sentence):
        found.setdefault("stance:another", voice.cue or "")
    elif not stance and not wish:
        found[f"no stance:{side}"] = voice.cue or ""


def _add_judgement(found: dict[str, str], sentence: Sentence) -> None:
    groups = sentence.hits
    for group in _JUDGING:
        if group not in groups:
            continue
        hits = groups[group]
        found[group] = hits[0].words
        if group in _SEVERAL and len(hits) > 1:
            found[f"more {group}"] = hits[1].words
        if group in ("norm", "judging") and not subordinate(sentence, hits[0]):
            found[f"{group} in the main clause"] = hits[0].words
    if sentence.opens_with("norm", 3) or sentence.opens_with("judging", 3):
        found["opens with a judgement"] = sentence.text.split(" ", 3)[0]
    if sentence.opens_with("contrast", 2) or sentence.opens_with("reason", 1):
        found["argues"] = sentence.text.split(" ", 1)[0]


_JUDGING = (
    *("judging", "own-view", "norm", "evaluation", "opposition", "disapproval", "bare-endorsement", "bound", "reason"),
    *("concession", "contrast"),
)
_SEVERAL = ("judging", "norm", "evaluation", "reason")
_TELLING = ("agenda", "pointing", "fact", "figure", "question", "logistics", "examination", "comparison")


def _add_cues(found: dict[str, str], sentence: Sentence, topic: CodebookTopic, verdict: Verdict | None) -> None:
    """Add the evidence of the topic's cues: judging ones, and mere nouns."""
    scores = sentence.topical("score", topic.slug)
    judges = [hit for hit in scores if hit.cue.judges]
    if judges:
        found["judging cue"] = judges[0].words
        if len(judges) > 1:
            found["more judging cues"] = judges[1].words
        heaviest = max(judges, key=_weight)
        if heaviest.cue.weight >= 3:
            found["heavy judging cue"] = heaviest.words
    if len(judges) < len(scores):
        found["topical cue"] = ""
        if max([hit.cue.weight for hit in scores if not hit.cue.judges]) >= 3:
            found["heavy topical cue"] = ""
    if verdict and verdict.score == 2:
        found["far out"] = ""
    if verdict and verdict.decisive:
        found["decisive"] = ""
    elif not scores:
        found["no cue"] = ""


def _weight(hit: Hit) -> int:
    return hit.cue.weight


def _add_telling(found: dict[str, str], sentence: Sentence) -> None:
    text, groups = sentence.text, sentence.hits
    for group in _TELLING:
        if group in groups:
            found[group] = groups[group][0].words
    procedure = sentence.plain("procedure")
    if procedure:
        found["procedure"] = procedure[0].words
        if sentence.opens_at(procedure[0].start, 6):
            found["opens with procedure"] = procedure[0].words
    figures = digits(sentence)
    if (figures or "jl" in sentence.words) and (match := _DATE.search(text)):
        found["date"] = match.group()
    if figures >= 3:
        found["numbers"] = ""
    if figures >= 8:
        found["many numbers"] = ""
    if _QUESTION.match(text):
        found["asks"] = text.split(",", 1)[0][:30]
    if "«" in text or "Kamerstuk" in text:
        found["title"] = ""
    words = len(sentence.parts) // 2
    found["short" if words <= 12 else "long" if words >= 28 else "middling"] = ""


def _add_neighbours(found: dict[str, str], around: Around) -> None:
    for place, other in (("before", around.before), ("after", around.after)):
        found.update(_neighbour(place, _as_neighbour(other) if other else ("none",)))


@cache
def _neighbour(place: str, kinds: tuple[str, ...]) -> dict[str, str]:
    return {f"{kind} {place}": "" for kind in kinds}


def _as_neighbour(sentence: Sentence) -> tuple[str, ...]:
    """Return what a sentence is to its neighbours, computed once and cached on it."""
    known = sentence.notes.get("as neighbour")
    if not isinstance(known, tuple):
        groups = sentence.hits
        signs = {
            "judged": "judging" in groups or "own-view" in groups,
            "norm": "norm" in groups,
            "stance": "stance" in groups and "holder:cabinet" in groups,
            "agenda": "agenda" in groups or "procedure" in groups,
            "past": "past" in groups,
        }
        known = sentence.notes["as neighbour"] = tuple(compress(signs, signs.values()))
    return known


def _covered(hit: Hit, words: Sequence[Hit]) -> bool:
    return any(covers(word, hit) for word in words)


def _is_phrase(hit: Hit) -> bool:
    """True if the term has several words.

    «spraken hun zorg uit» is a stance even within the agenda phrase «spraken … over».
    """
    return " " in hit.cue.pattern.term


WEIGHTS: dict[str, int] = {
    "agenda": -17,
    "agenda after": -6,
    "agenda before": -3,
    "any": -1,
    "argues": 2,
    "asks": -6,
    "bare-endorsement": 3,
    "bound": 2,
    "can": 7,
    "comparison": -8,
    "concession": -6,
    "contrast": 11,
    "date": -8,
    "decisive": 4,
    "disapproval": 6,
    "evaluation": 11,
    "examination": -2,
    "fact": -10,
    "far out": -3,
    "figure": -4,
    "first person": 1,
    "first person, past": -2,
    "heavy judging cue": 4,
    "heavy topical cue": 6,
    "infinitive": 6,
    "judged after": -3,
    "judged before": -3,
    "judging": 10,
    "judging cue": 10,
    "judging in the main clause": 5,
    "logistics": -1,
    "long": -5,
    "many numbers": 4,
    "middling": -1,
    "modal": 2,
    "more evaluation": 2,
    "more judging": 2,
    "more judging cues": 9,
    "more reason": 1,
    "more stance:another": 7,
    "more stance:cabinet": 5,
    "more wish:cabinet": 1,
    "negation": 6,
    "no cue": -8,
    "no stance:another": -2,
    "no stance:cabinet": 2,
    "none after": 3,
    "none before": -5,
    "norm": 9,
    "norm after": 4,
    "norm before": 3,
    "norm in the main clause": 5,
    "numbers": -4,
    "opens with a judgement": 7,
    "opens with procedure": -4,
    "opposition": 7,
    "own-view": 10,
    "passive": -2,
    "past": -1,
    "past before": -1,
    "past, main verb": -5,
    "perfect": 1,
    "pointing": -14,
    "present": 3,
    "present being": 4,
    "procedure": -16,
    "question": -15,
    "reason": 6,
    "reply": 2,
    "short": 5,
    "stance after": 1,
    "stance before": 4,
    "stance, nobody named": 5,
    "stance:another": 12,
    "stance:cabinet": 12,
    "title": 1,
    "topical cue": -2,
    "voice:adviser:carried": -1,
    "voice:adviser:explicit": 6,
    "voice:allies:explicit": 5,
    "voice:cabinet:explicit": 11,
    "voice:cabinet:own": -4,
    "voice:nato:explicit": 2,
    "voice:other:carried": -7,
    "voice:other:explicit": -2,
    "will": -3,
    "wish:another": 1,
    "wish:cabinet": 4,
}

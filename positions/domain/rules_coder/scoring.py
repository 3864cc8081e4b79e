"""Scoring on the topic's axis: weighted cues, reversed by negation, discounted by concession."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from positions.domain.codebook.matcher import Hit
from positions.domain.codebook.types import CodebookTopic
from positions.domain.rules_coder.degree import Degree, degree, extra_money, falls
from positions.domain.rules_coder.manner import Manner, manner
from positions.domain.rules_coder.reversal import Reversal, reversal
from positions.domain.rules_coder.sentences import Sentence, covers, words_between
from positions.domain.rules_coder.weighing import weighs_both, works_both_ways

_CLAUSE_END = re.compile(r"[,;:]|\bmaar\b|\becht er\b")
_NO_DENIAL = re.compile(r"\s*(alleen|enkel|slechts|uitsluitend|zonder|in de laatste|weg dat|te vergeten|minder)\b")
_NEGATIVE = re.compile(r"\b(niet|geen|geenszins|nooit|zonder|noch|niets|evenmin)\b")
_WORDS = re.compile(r"\w+")
_WORDS_OF_NO = frozenset({"tegen", "niet", "geen", "af", "niets", "uitgesloten", "onnodig", "overbodig", "onwenselijk"})
_GRANTED = re.compile(r"\bhoe \w+ [^,;:]*\book\b")
_HOWEVER = frozenset({"hoe", "ook"})
_BALANCED = 4
_WANTS = 2  # lighter cues only describe
_WEIGHING = re.compile(
    r"\b(?:zowel|enerzijds|anderzijds|alsook|alsmede|naast\b.*\book|maar (?:\w+ )?ook|en ook)\b", re.IGNORECASE
)
_JOINING = frozenset(["zowel", "enerzijds", "anderzijds", "alsook", "alsmede", "ook"])
_AT_ONCE = frozenset({"tegelijk", "tegelijkertijd", "tezelfdertijd"})
_ALSO = re.compile(r"maar (?:\w+ )?ook\b")
_MEANWHILE = re.compile(r"(?<!^)\b(?:tegelijk(?:ertijd)?|tezelfdertijd)\b")


@dataclass(slots=True)
class Weighed:
    """One cue in its sentence: its score after negation, its weight after concession."""

    hit: Hit
    score: int
    weight: int
    negated: bool


@dataclass(slots=True)
class Verdict:
    score: int
    cues: tuple[str, ...]
    decisive: bool
    disputed: bool
    weight: int = 2  # of the heaviest cue
    explicit: bool = False  # by a cue of the codebook that counts, that none contradicts and the sentence does not deny


def score(sentence: Sentence, topic: CodebookTopic, before: int | None = None) -> Verdict | None:
    """Combine the cues of the topic; None without any. `before` is the previous score."""
    groups, hits = sentence.hits, sentence.topical("score", topic.slug)
    if too := degree(sentence, topic):
        return _plain(too, decisive=True)
    if line := manner(sentence, topic):
        return _plain(line, decisive="agenda" not in groups)  # «spraken over een hardere lijn» chooses none
    if both := weighs_both(sentence, topic):
        return Verdict(0, (f"«{both}» → {signed(0)}",), decisive=True, disputed=False, weight=3, explicit=True)
    by_cues = _by_cues(sentence, topic, hits, before)
    if by_cues and by_cues.score == -1 and (mutual := works_both_ways(sentence, topic)):
        return Verdict(1, (f"«{mutual}» → {signed(1)}",), decisive=True, disputed=False, weight=3, explicit=True)
    if ended := reversal(sentence, topic):
        return _plain(ended, decisive=by_cues is not None and by_cues.decisive)
    if by_cues is None and (more := extra_money(sentence, topic)):
        return _plain(more, decisive=True)
    return by_cues


def _by_cues(sentence: Sentence, topic: CodebookTopic, hits: Sequence[Hit], before: int | None) -> Verdict | None:
    groups = sentence.hits
    if not hits and "opposition" not in groups:
        return None
    weighed = [_weigh(sentence, hit) for hit in _outermost(hits)]
    if "opposition" in groups:
        return _opposed(sentence, weighed, before, topic)
    if len(weighed) > 1 and (both := _weighing(sentence, weighed)):
        return both
    verdict = _weighed_up(weighed)
    wrong = sentence.of("disapproval")
    if wrong and verdict.score < 0 and not any(cue.hit.cue.steady for cue in weighed):
        return Verdict(1, (f"«{wrong[0].words}» → {signed(1)}",), decisive=True, disputed=False)
    return verdict


def _plain(found: Degree | Manner | Reversal, *, decisive: bool) -> Verdict:
    told = (f"«{found.words}» → {signed(found.side)}",)
    return Verdict(found.side, told, decisive=decisive, disputed=False, weight=3, explicit=True)


def _weighing(sentence: Sentence, weighed: list[Weighed]) -> Verdict | None:
    """Return a balanced verdict if the sentence explicitly joins two directions: «zowel … als», «naast … ook»."""
    if not _both_sides({cue.score for cue in weighed}):
        return None
    joined = sentence.search(_WEIGHING, _JOINING)
    least = 1 if joined else 2 if sentence.search(_MEANWHILE, _AT_ONCE) else 0
    low = [cue for cue in weighed if cue.score < 0 and cue.weight >= least]
    high = [cue for cue in weighed if cue.score > 0 and cue.weight >= least]
    if not (least and low and high):
        return None
    first, last = min(low[0].hit, high[0].hit, key=_place), max(low[-1].hit, high[-1].hit, key=_place)
    return Verdict(
        0, (f"«{first.words}» en «{last.words}» → {signed(0)}",), decisive=True, disputed=False, explicit=True
    )


def _place(hit: Hit) -> int:
    return hit.start


def _opposed(sentence: Sentence, weighed: list[Weighed], before: int | None, topic: CodebookTopic) -> Verdict:
    """Return the reverse of what is rejected: «acht het niet nodig». Opposing a threat is no restraint."""
    word = sentence.of("opposition")[0].words
    weighed = [cue for cue in weighed if cue.hit.cue.steady or not _says_no(sentence, cue.hit)]
    steady = [cue for cue in weighed if cue.hit.cue.steady and cue.weight]
    if stands := steady or [cue for cue in weighed if cue.weight >= _WANTS and _holds_rejection(sentence, cue.hit)]:
        return _weighed_up(stands)
    content = _weighed_up(weighed) if weighed else None
    if content and content.score > 0 and max(cue.weight for cue in weighed) == 1:
        return content
    if content and content.score == 0 and max(cue.weight for cue in weighed) >= _BALANCED:
        return content
    turned_down = content.score if content else -1 if falls(sentence, topic) else before or 1
    value = 1 if turned_down < 0 else -turned_down if topic.mirrors and turned_down else -1
    weight = 3 if content and max(cue.weight for cue in weighed) >= _WANTS else 2
    told = (f"«{word}» → {signed(value)}",)
    return Verdict(value, told, decisive=content is not None, disputed=False, weight=weight)


def _says_no(sentence: Sentence, hit: Hit) -> bool:
    """True if the cue is itself the word of rejection («terughoudend tegenover»), and not the thing rejected."""
    words = hit.words.lower()
    return any(covers(no, hit) and words in no.cue.pattern.term for no in sentence.of("opposition"))


def _holds_rejection(sentence: Sentence, hit: Hit) -> bool:
    """True if the cue names the rejection with what is rejected, and so has its score: «tegen een Europees leger»."""
    words = _WORDS_OF_NO.intersection(_WORDS.findall(hit.cue.pattern.term.lower()))
    return any(
        no.start < hit.end and hit.start < no.end and not words.isdisjoint(_WORDS.findall(no.words.lower()))
        for no in sentence.of("opposition")
    )


def _weighed_up(weighed: list[Weighed]) -> Verdict:
    heaviest = max([cue.weight for cue in weighed])
    leading = [cue for cue in weighed if cue.weight == heaviest]
    scores = {cue.score for cue in leading}
    value = _together(leading) if len(scores) > 1 else leading[0].score
    disputed = heaviest < _BALANCED and _both_sides({cue.score for cue in weighed if cue.weight or not heaviest})
    torn = _both_sides(scores)
    return Verdict(
        value,
        tuple(dict.fromkeys([f"«{cue.hit.words}» → {signed(value)}" for cue in leading])),
        decisive=heaviest >= 2 and len(scores) == 1,
        disputed=disputed,
        weight=heaviest,
        explicit=heaviest >= _WANTS and not (disputed or torn or any(cue.negated for cue in leading)),
    )


def _both_sides(scores: set[int]) -> bool:
    return len(scores) > 1 and min(scores) < 0 < max(scores)


def _together(leading: list[Weighed]) -> int:
    scores = [cue.score for cue in leading]
    if 0 in scores and leading[0].weight >= _BALANCED and {*scores} <= {0, 1, -1} and len({*scores}) > 1:
        return _later(leading)
    if min(scores) < 0 < max(scores):
        return 0
    values = [value for value in scores if value]
    return max(values, key=abs) if values else 0


def _later(leading: list[Weighed]) -> int:
    nonzero = [cue for cue in leading if cue.score]
    return nonzero[-1].score if len(nonzero) > len(leading) / 2 else 0


def _outermost(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Drop hits within a longer phrase of at least the same weight, which is more specific."""
    if not any([following.start < hit.end for hit, following in pairwise(hits)]):  # noqa: C419, half the time
        return hits
    return [hit for hit in hits if not _is_part(hit, hits)]


def _is_part(hit: Hit, hits: Sequence[Hit]) -> bool:
    for other in hits:
        longer = other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
        if longer and other.cue.weight >= hit.cue.weight:
            return True
    return False


def _weigh(sentence: Sentence, hit: Hit) -> Weighed:
    groups, cue = sentence.hits, hit.cue
    value, weight = cue.score or 0, cue.weight
    negated = "negation" in groups and not cue.steady and _negated(sentence, hit)
    if negated:
        value = -1 if value > 0 else 1 if value < 0 else 0
    if ("concession" in groups or sentence.words >= _HOWEVER) and _conceded(sentence, hit):
        weight = 0
    elif "contrast" in groups and _overruled(sentence, hit):
        weight = max(0, weight - 3)
    return Weighed(hit, value, weight, negated)


def _negated(sentence: Sentence, hit: Hit) -> bool:
    """True if the cue is negated by «niet» or «geen», in its gap or up to three words before it in the clause."""
    others = sentence.topical("score", hit.cue.topic or "")
    for word in sentence.of("negation"):
        if hit.start <= word.start < hit.end:
            return not _negative(hit) and not _NO_DENIAL.match(sentence.text[word.end :])
        if any(covers(other, word) and other.end <= hit.start for other in (*others, *sentence.of("opposition"))):
            continue
        gap = sentence.text[word.end : hit.start]
        if word.end <= hit.start and words_between(gap, 0, len(gap)) <= 3 and not _CLAUSE_END.search(gap):
            return not _NO_DENIAL.match(sentence.text[word.end :])
    return False


def _negative(hit: Hit) -> bool:
    """True if the term itself is negative, as «(dialoog) ... niet mogelijk» is.

    A negation in the gap of another term is not the term's own.
    """
    return bool(_NEGATIVE.search(hit.cue.pattern.term))


def _conceded(sentence: Sentence, hit: Hit) -> bool:
    """True if the cue is in a concessive clause: «hoewel …,», «ondanks …,», «hoe begrijpelijk … ook»."""
    for granted in _GRANTED.finditer(sentence.text) if sentence.words >= _HOWEVER else ():
        if granted.start() <= hit.start < granted.end():
            return True
    for word in sentence.of("concession"):
        if hit.start <= word.start < hit.end or hit.start < word.start:
            continue
        if not _CLAUSE_END.search(sentence.text[word.end : hit.start]):
            return True
    return False


def _overruled(sentence: Sentence, hit: Hit) -> bool:
    """True if a «maar» follows the cue, which gives way to the text after it."""
    for word in sentence.of("contrast"):
        if word.start > hit.end and word.words.lower() == "maar" and not _ALSO.match(sentence.text, word.start):
            return True
    return False


@cache
def signed(value: int) -> str:
    return f"{value:+d}".replace("-", "−") if value else "0"

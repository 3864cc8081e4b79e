"""The rules coder: a parsed letter and a codebook in, proposed stances out, each with its quote and its reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letters.domain.parsed import ParsedLetter
from positions.domain.attribution import Voice, voices
from positions.domain.entries import Codebook, Topic
from positions.domain.kinds import Stand, stand
from positions.domain.scale import Confidence, Holder
from positions.domain.scoring import Verdict, score, signed
from positions.domain.sentences import Sentence, coded_sentences
from positions.domain.topics import Subject, points_back, subjects

CODER = "rules"
VERSION = "3"
_REACH = 3  # sentences
_WELCOME = re.compile(
    r"\b(?:steun(?:t|de|en)|verwelkom(?:t|de|en)|juich(?:t|te)|waardeer(?:t|de)|toegejuicht)\b", re.IGNORECASE
)

_TURN = re.compile(
    r"(?:\w+ ){0,3}(?:niettemin|desalniettemin|desondanks|evenwel|echter|daarentegen|tegelijk|tegelijkertijd"
    r"|tezelfdertijd|toch|wel|anderzijds)\b"
    r"|(?:dat|dit) (?:neemt niet weg|laat onverlet|betekent (?:echter |nog )?niet|wil niet zeggen|doet (?:er )?niet af)"
    r"|daar staat tegenover|aan de andere kant",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stance as the machine sees it. `quote` is letter.text[start:end]; `score` is None for a mention."""

    start: int
    end: int
    quote: str
    topic: str
    holder: Holder
    score: int | None
    cues: tuple[str, ...]
    confidence: Confidence


def propose(letter: ParsedLetter, codebook: Codebook) -> tuple[Proposal, ...]:
    """Every stance that the rules find, in the order of the text."""
    sentences = coded_sentences(letter, codebook)
    about = subjects(sentences, codebook, letter.subject or "")
    found: list[Proposal] = []
    drift = _Drift()
    for index, (sentence, voice) in enumerate(zip(sentences, voices(sentences), strict=True)):
        for slug, subject in about[index].items():
            seen = _Seen(sentence, codebook.topic(slug), subject, voice, drift.at(slug, voice.holder, index))
            found.append(_proposal(seen, codebook))
            drift.note(found[-1], index)
    return tuple(found)


@dataclass(slots=True)
class _Before:
    """What was said last on the topic, at most three sentences back: by anybody, by the same holder, by another.

    `twice` says that the same holder went the same way in the sentence before that one too.
    """

    anybody: int | None = None
    holder: int | None = None
    another: int | None = None
    twice: bool = False


class _Drift:
    """Which way the text went on each topic: what a sentence without a direction of its own goes along with."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, Holder | None], tuple[int, int]] = {}
        self._last_holder: dict[str, Holder] = {}
        self._twice: dict[tuple[str, Holder], bool] = {}

    def at(self, topic: str, holder: Holder, index: int) -> _Before:
        anybody, same = self._recent((topic, None), index), self._recent((topic, holder), index)
        others = self._last_holder.get(topic) is not holder
        return _Before(anybody, same, anybody if others else None, self._twice.get((topic, holder), False))

    def _recent(self, key: tuple[str, Holder | None], index: int) -> int | None:
        place, value = self._last.get(key, (-9, 0))
        return value if index - place <= _REACH else None

    def note(self, proposal: Proposal, index: int) -> None:
        if proposal.score is None:
            # What is endorsed next is this, which has no score, and nothing before it.
            self._last.pop((proposal.topic, None), None)
        else:
            before = self._recent((proposal.topic, proposal.holder), index)
            self._twice[proposal.topic, proposal.holder] = before is not None and before * proposal.score > 0
            self._last_holder[proposal.topic] = proposal.holder
            self._last[proposal.topic, None] = index, proposal.score
            self._last[proposal.topic, proposal.holder] = index, proposal.score


@dataclass(slots=True)
class _Seen:
    """One sentence and one of its topics, with all that is known of them before the score."""

    sentence: Sentence
    topic: Topic
    subject: Subject
    voice: Voice
    before: _Before


def _proposal(seen: _Seen, codebook: Codebook) -> Proposal:
    verdict = score(seen.sentence, seen.topic, seen.before.another)
    taken = stand(seen.sentence, seen.voice, verdict)
    value, reasons = _score(seen, taken, verdict)
    return Proposal(
        start=seen.sentence.start,
        end=seen.sentence.end,
        quote=seen.sentence.text,
        topic=seen.topic.slug,
        holder=seen.voice.holder,
        score=value,
        cues=(_why_topic(seen.topic, seen.subject), _why_holder(seen.voice, codebook), taken.cue, *reasons),
        confidence=_confidence(seen, taken, verdict),
    )


def _score(seen: _Seen, taken: Stand, verdict: Verdict | None) -> tuple[int | None, tuple[str, ...]]:
    if not taken.position:
        return None, ()
    if verdict:
        return verdict.score, verdict.cues
    turned = _turned(seen)
    if turned is not None:
        return turned, (f"keert zich tegen wat ervoor staat → {signed(turned)}",)
    carried = _carried(seen)
    if carried is not None:
        return carried, (f"neemt de score over van wat ervoor staat → {signed(carried)}",)
    return seen.topic.unmarked, (f"geen teken van richting → {signed(seen.topic.unmarked)}",)


def _turned(seen: _Seen) -> int | None:
    """«Wel …», «Dat neemt niet weg …»: it sets itself against the sentence before, and has no direction of its own."""
    before = seen.before.anybody if seen.before.holder is None else seen.before.holder
    if not before or not _TURN.match(seen.sentence.text):
        return None
    return -1 if before > 0 else 1


def _carried(seen: _Seen) -> int | None:
    """A bare endorsement takes the score whole, whoever it was of; anything else the direction of its own holder."""
    if seen.sentence.of("bare-endorsement") or seen.sentence.item:
        return seen.before.anybody
    if seen.topic.carries == "argument" and seen.voice.explicit and _favours(seen.sentence):
        return None
    holder = seen.before.holder
    if holder is None or (holder < 0 and not seen.before.twice and not points_back(seen.sentence)):
        return None
    return max(-1, min(1, holder))


def _favours(sentence: Sentence) -> bool:
    """Who wants or welcomes something does not go along with what was held against it before."""
    return bool(sentence.of("wish")) or bool(_WELCOME.search(sentence.text))


def _why_topic(topic: Topic, subject: Subject) -> str:
    if subject.named:
        return f"«{subject.named[0].words}» → {topic.name.nl}"
    if subject.primacy:
        return f"«{subject.primacy.words}» in een passage over de EU → {topic.name.nl}"
    if subject.heading:
        return f"kop «{subject.heading}» → {topic.name.nl}"
    return f"gaat door over {topic.name.nl}"


def _why_holder(voice: Voice, codebook: Codebook) -> str:
    name = next(holder.name.nl for holder in codebook.holders if holder.holder is voice.holder)
    if voice.explicit:
        return f"«{voice.cue}» → {name}"
    return f"heeft nog het woord → {name}" if voice.carried else f"eigen stem van de brief → {name}"


def _confidence(seen: _Seen, taken: Stand, verdict: Verdict | None) -> Confidence:
    """High where name, holder and score each have words of their own; low where two of them are guesses."""
    doubts = [
        not seen.subject.named and not seen.subject.heading,
        not seen.voice.explicit,
        not taken.certain,
        taken.position and (verdict is None or not verdict.decisive),
        taken.position and verdict is not None and verdict.disputed,
    ]
    return (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)[min(2, sum(doubts))]

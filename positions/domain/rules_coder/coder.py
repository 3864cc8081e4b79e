"""Rules coder: proposes stances from a parsed letter and a codebook, each with its quote and reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letters.parser.parsed_letter import ParsedLetter
from positions.domain.codebook.types import Codebook, CodebookTopic
from positions.domain.confidence_levels import Confidence
from positions.domain.rules_coder.abbreviations import add_abbreviations
from positions.domain.rules_coder.attribution import Voice, voices
from positions.domain.rules_coder.confidence import Evidence, level_of, probability
from positions.domain.rules_coder.reply import reply
from positions.domain.rules_coder.scoring import Verdict, score, signed
from positions.domain.rules_coder.sentence_topics import Subject, subjects
from positions.domain.rules_coder.sentences import Sentence, coded_sentences
from positions.domain.rules_coder.stance_or_mention import Around, Stand, stance_or_mention
from positions.domain.rules_coder.word_direction import BY_CONTEXT, trust_of, weighed_with_words
from positions.domain.rules_coder.word_weights import DIRECTION, said_by_words
from positions.domain.scale import Holder

CODER = "rules"
VERSION = "9"
_REACH = 3  # sentences
_WANTS = 2  # lighter cues only describe
_TURN = re.compile(
    r"(?:\w+ ){0,3}(?:niettemin|desalniettemin|desondanks|evenwel|echter|daarentegen|tegelijk|tegelijkertijd"
    r"|tezelfdertijd|toch|wel|anderzijds)\b"
    r"|(?:dat|dit) (?:neemt niet weg|laat onverlet|betekent (?:echter |nog )?niet|wil niet zeggen|doet (?:er )?niet af)"
    r"|daar staat tegenover|aan de andere kant",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed stance. `quote` is letter.text[start:end]; `score` is None for a mention.

    `probability` is the coder's raw number, 0 to 1, that all of it is right, None if it gives none; `confidence` the
    level that the shipped calibration gives it.
    """

    start: int
    end: int
    quote: str
    topic: str
    holder: Holder
    score: int | None
    cues: tuple[str, ...]
    confidence: Confidence
    probability: float | None


def propose(letter: ParsedLetter, codebook: Codebook) -> tuple[Proposal, ...]:
    """Return every stance that the rules find, in the order of the text."""
    sentences = coded_sentences(letter, codebook)
    add_abbreviations(sentences)
    about = subjects(sentences, codebook, letter.subject or "")
    topics = {topic.slug: topic for topic in codebook.topics}
    names = {holder.holder: holder.name.nl for holder in codebook.holders}
    found: list[Proposal] = []
    drift = _Drift()
    on_topic = [index for index, there in enumerate(about) if there]
    spoken = voices(sentences, letter.subject or "", frozenset(on_topic))
    for index in on_topic:
        voice = spoken[index]
        around, place = _around(sentences, index), index / len(sentences)
        for slug, subject in about[index].items():
            before = drift.at(slug, voice.holder, index)
            seen = _Seen(sentences[index], topics[slug], subject, voice, before, around, place, len(about[index]))
            found.append(_proposal(seen, names[voice.holder]))
            drift.note(found[-1], index)
    return tuple(found)


@dataclass(slots=True)
class _Before:
    """The last score on the topic, at most three sentences back: of any holder, of the same one, of another."""

    anybody: int | None = None
    holder: int | None = None
    another: int | None = None


class _Drift:
    """The current direction of the text per topic, for sentences that endorse or turn against what was said."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, Holder | None], tuple[int, int]] = {}
        self._last_holder: dict[str, Holder] = {}

    def at(self, topic: str, holder: Holder, index: int) -> _Before:
        anybody, same = self._recent((topic, None), index), self._recent((topic, holder), index)
        others = self._last_holder.get(topic) is not holder
        return _Before(anybody, same, anybody if others else None)

    def _recent(self, key: tuple[str, Holder | None], index: int) -> int | None:
        place, value = self._last.get(key, (-9, 0))
        return value if index - place <= _REACH else None

    def note(self, proposal: Proposal, index: int) -> None:
        if proposal.score is None:
            # A following endorsement refers to this mention, which has no score, and not to anything earlier.
            self._last.pop((proposal.topic, None), None)
        else:
            self._last_holder[proposal.topic] = proposal.holder
            self._last[proposal.topic, None] = index, proposal.score
            self._last[proposal.topic, proposal.holder] = index, proposal.score


@dataclass(slots=True)
class _Seen:
    """One sentence and one of its topics, with all that is known before scoring."""

    sentence: Sentence
    topic: CodebookTopic
    subject: Subject
    voice: Voice
    before: _Before
    around: Around
    place: float  # share of the coded sentences that come before it
    topics: int


def _around(sentences: list[Sentence], index: int) -> Around:
    """Return the neighbours of a sentence in its own passage."""
    here = sentences[index].passage
    before = sentences[index - 1] if index and sentences[index - 1].passage == here else None
    after = sentences[index + 1] if index + 1 < len(sentences) and sentences[index + 1].passage == here else None
    return Around(before, after)


def _proposal(seen: _Seen, holder: str) -> Proposal:
    verdict = score(seen.sentence, seen.topic, seen.before.another)
    taken = stance_or_mention(seen.sentence, seen.voice, verdict, seen.topic, seen.around)
    value, how, reasons = _score(seen, taken, verdict)
    raw = probability(_evidence(seen, taken, verdict, value, how))
    return Proposal(
        start=seen.sentence.start,
        end=seen.sentence.end,
        quote=seen.sentence.text,
        topic=seen.topic.slug,
        holder=seen.voice.holder,
        score=value,
        cues=(_why_topic(seen.topic, seen.subject), _why_holder(seen.voice, holder), taken.cue, *reasons),
        confidence=level_of(raw),
        probability=raw,
    )


def _score(seen: _Seen, taken: Stand, verdict: Verdict | None) -> tuple[int | None, str, tuple[str, ...]]:
    """Return the score, how it was found, and its reasons."""
    if not taken.position:
        return None, "mention", ()
    if answered := _answered(seen):
        return answered
    value, how, reasons, trust = _by_cues(seen, verdict)
    explicit = verdict is not None and verdict.explicit
    found, told = weighed_with_words(seen.sentence, seen.topic.slug, value, reasons, trust, explicit=explicit)
    return found, how, told


def _answered(seen: _Seen) -> tuple[int, str, tuple[str, ...]] | None:
    """Return the score of a bare reply, which is that of the sentence before or its opposite; None if it says more."""
    before, answer = seen.before.anybody, reply(seen.sentence)
    if before is None or answer is None or not (before or answer.agrees) or _says_more(seen, answer.end):
        return None
    if answer.agrees:
        return before, "carried", (f"«{answer.words}» neemt over wat ervoor staat → {signed(before)}",)
    turned = -1 if before > 0 else 1
    return turned, "turned", (f"«{answer.words}» wijst af wat ervoor staat → {signed(turned)}",)


def _says_more(seen: _Seen, end: int) -> bool:
    """True if a reply has a cue of its own, beside the words of agreement or rejection and before its reason."""
    cues = seen.sentence.topical("score", seen.topic.slug)
    return any(hit.cue.weight >= _WANTS and " " in hit.words for hit in cues if hit.start < end)


def _by_cues(seen: _Seen, verdict: Verdict | None) -> tuple[int, str, tuple[str, ...], float]:
    """Return the score by cues and context, how it was found, its reasons, and how far to trust it beside the words."""
    if verdict:
        return verdict.score, "cue", verdict.cues, trust_of(verdict)
    turned = _turned(seen)
    if turned is not None:
        return turned, "turned", (f"keert zich tegen wat ervoor staat → {signed(turned)}",), BY_CONTEXT
    before = seen.before.anybody
    if before is not None and _endorses(seen):
        return before, "carried", (f"neemt de score over van wat ervoor staat → {signed(before)}",), BY_CONTEXT
    unmarked = seen.topic.unmarked
    return unmarked, "unmarked", (f"geen teken van richting → {signed(unmarked)}",), 0


def _endorses(seen: _Seen) -> bool:
    return bool(seen.sentence.of("bare-endorsement")) or seen.sentence.item


def _turned(seen: _Seen) -> int | None:
    """Return the opposite direction for a sentence that only contrasts with the previous one, else None.

    Such as «Wel …», «Dat neemt niet weg …».
    """
    before = seen.before.anybody if seen.before.holder is None else seen.before.holder
    if not before or not _TURN.match(seen.sentence.text):
        return None
    return -1 if before > 0 else 1


def _why_topic(topic: CodebookTopic, subject: Subject) -> str:
    if subject.named:
        return f"«{subject.named[0].words}» → {topic.name.nl}"
    if subject.primacy:
        return f"«{subject.primacy.words}» in een passage over de EU → {topic.name.nl}"
    if subject.heading:
        return f"kop «{subject.heading}» → {topic.name.nl}"
    return f"gaat door over {topic.name.nl}"


def _why_holder(voice: Voice, name: str) -> str:
    if voice.explicit:
        return f"«{voice.cue}» → {name}"
    return f"heeft nog het woord → {name}" if voice.carried else f"eigen stem van de brief → {name}"


def _evidence(seen: _Seen, taken: Stand, verdict: Verdict | None, value: int | None, how: str) -> Evidence:
    """Collect what the steps found, for the confidence."""
    subject, voice = seen.subject, seen.voice
    found = "named" if subject.named else "primacy" if subject.primacy else "heading" if subject.heading else "carried"
    return Evidence(
        topic=seen.topic.slug,
        found=found,
        names=len(subject.named),
        carried=subject.margin,
        holder=voice.holder,
        voice="explicit" if voice.explicit else "carried" if voice.carried else "own",
        margin=taken.margin,
        score=value,
        how=how,
        cues=len(seen.sentence.topical("score", seen.topic.slug)),
        decisive=verdict is not None and verdict.decisive,
        disputed=verdict is not None and verdict.disputed,
        direction=(1 if value > 0 else -1) * said_by_words(seen.sentence, DIRECTION, seen.topic.slug) if value else 0.0,
        words=len(seen.sentence.text.split()),
        place=seen.place,
        topics=seen.topics,
    )

"""The codebook as data: topics with their axes, the words that name them, and the cues by which a sentence is coded.

What `codebook.load` returns is made of these, fully checked: nobody needs to check it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from positions.domain.lexicon import Cue, Lexicon
from positions.domain.patterns import compile_term
from positions.domain.scale import Holder

# What a general cue can be a sign of. The coder knows these and no others; a file must have each of them.
GENERAL_GROUPS = (
    "stance",  # verbs by which a holder takes a position
    "speech",  # verbs of saying: what follows is the speaker's
    "claim",  # what a country that is a topic itself must say or do to be heard as a speaker
    "verb",  # verbs that make a name before or after them the subject
    "no-subject",  # words before a name that keep it from being the subject
    "by-preposition",  # «volgens», «naar de mening van»: the name after it has the floor
    "view-of",  # «de aanbeveling van»: the name after it has the floor unless the cabinet answers
    "trailing",  # «zo stelt», «aldus»: the name after it had the floor all along
    "own-voice",  # «ons», «onze»: the letter speaks for itself
    "norm",
    "evaluation",
    "wish",
    "agenda",
    "procedure",
    "pointing",  # «zet uiteen»: the sentence only says where something is treated
    "figure",
    "fact",  # what happened, is laid down or is arranged: told, not judged
    "negation",
    "opposition",
    "disapproval",  # «onaanvaardbaar»: what is named before or after it is wrong
    "bare-endorsement",
    "concession",
    "contrast",
    "comparison",
    "continuation",
    "aside",  # «mede gezien», «zoals»: what follows is named in passing
    "examination",  # «in kaart brengen», «bezien»: looked into, with no view taken
    "other-subject",  # themes and countries outside every topic
)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Dutch and English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic is about, and the words that show it.

    `terms` name the topic anywhere; `context` belongs to it only where the passage is about it already; `excluded` are
    longer phrases in which a term means something else; `weak` terms count only beside one of `firmly_beside`, or of
    `beside` where no other theme is in sight.
    `unmarked` is the score of a position that no cue decides.
    """

    slug: str
    name: Text
    definition: Text
    excludes: Text
    low_pole: Text
    high_pole: Text
    anchors: Mapping[int, Text]
    terms: tuple[str, ...]
    context: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    firmly_beside: tuple[str, ...] = ()
    agenda_only: tuple[str, ...] = ()
    primacy: tuple[str, ...] = ()
    carries: str = "passage"
    unmarked: int = 1
    mirrors: bool = False  # to turn a step down counts as far the other way, not as restraint (−1)


@dataclass(frozen=True, slots=True)
class ScoreCue:
    """Terms that place a sentence at `score` on the axis of `topic`: the heavier cue wins.

    A `steady` cue says no of itself («geen duplicatie»): negation, rejection and disapproval do not turn it.
    """

    topic: str
    score: int
    terms: tuple[str, ...]
    weight: int = 1
    steady: bool = False


@dataclass(frozen=True, slots=True)
class HolderCues:
    holder: Holder
    name: Text
    terms: tuple[str, ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    version: str
    topics: tuple[Topic, ...]
    cues: tuple[ScoreCue, ...]
    holders: tuple[HolderCues, ...]
    general: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon = field(compare=False, repr=False)

    def topic(self, slug: str) -> Topic:
        return next(topic for topic in self.topics if topic.slug == slug)


TOPIC_LISTS = ("terms", "context", "excluded", "weak", "beside", "firmly_beside", "agenda_only", "primacy")


def _topic_cue(topic: Topic, name: str, term: str) -> Cue:
    rival = topic.carries == "passage" and name == "terms"
    return Cue(f"topic:{name}", compile_term(term), topic.slug, rival=rival)


def _score_cue(cue: ScoreCue, term: str) -> Cue:
    return Cue("score", compile_term(term), cue.topic, cue.score, cue.weight, steady=cue.steady)


def compiled(
    topics: tuple[Topic, ...],
    cues: tuple[ScoreCue, ...],
    holders: tuple[HolderCues, ...],
    general: Mapping[str, tuple[str, ...]],
) -> Lexicon:
    """All terms, each in its role, in one index. Raises BadTerm, which `load` turns into an error with its line."""
    found: list[Cue] = []
    for topic in topics:
        for name in TOPIC_LISTS:
            found += (_topic_cue(topic, name, term) for term in getattr(topic, name))
    for cue in cues:
        found += (_score_cue(cue, term) for term in cue.terms)
    for holder in holders:
        found += (Cue(f"holder:{holder.holder}", compile_term(term)) for term in holder.terms)
        found += (Cue(f"holder:{holder.holder}:excluded", compile_term(term)) for term in holder.excluded)
    for group, terms in general.items():
        found += (Cue(group, compile_term(term)) for term in terms)
    return Lexicon(found)

"""The codebook as data: topics with their axes, the words that name them, and the cues by which a sentence is coded.

Returned by `domain.codebook.loading.load`, fully validated: no further checks are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from positions.domain.codebook.matcher import Cue, Lexicon
from positions.domain.codebook.terms import compile_term
from positions.domain.scale import Holder

# Kinds of general cues. The coder knows these and no others; a file must have each of them.
GENERAL_GROUPS = (
    "stance",  # verbs by which a holder takes a position
    "speech",  # verbs of saying: what follows is the speaker's
    "claim",  # words or acts by which a country that is itself a topic counts as a speaker
    "verb",  # verbs that make a name before or after them the subject
    "no-subject",  # words before a name that keep it from being the subject
    "by-preposition",  # «volgens», «naar de mening van»: the name after it speaks
    "view-of",  # «de aanbeveling van»: the name after it speaks, unless the cabinet responds
    "trailing",  # «zo stelt», «aldus»: the name after it is the speaker
    "own-voice",  # «ons», «onze»: the letter speaks for itself
    "norm",
    "evaluation",
    "wish",
    "agenda",
    "procedure",
    "pointing",  # «zet uiteen»: only refers to where something is treated
    "figure",
    "fact",  # events, rules and arrangements: stated, not judged
    "negation",
    "opposition",
    "disapproval",  # «onaanvaardbaar»: the thing named before or after it is wrong
    "bare-endorsement",
    "concession",
    "contrast",
    "comparison",
    "continuation",
    "examination",  # «in kaart brengen», «bezien»: examined, without a view
    "other-subject",  # themes and countries outside every topic
)
# Groups of some versions only: "aside" until version 3, the others since version 4.
OPTIONAL_GROUPS = (
    "aside",  # «mede gezien», «zoals»: introduces a name in passing
    "judging",  # words that judge anything they apply to: «roekeloos», «helaas»
    "own-view",  # «naar mijn oordeel», «wat het kabinet betreft»: mark a view
    "reason",  # «want», «daarom»: mark an argument
    "bound",  # «mits», «zolang»: something is wanted on a condition
    "past",  # verbs of meetings, acts and reports in the past tense
    "question",  # «vragen of», «gevraagd wordt»: a question is no view
    "logistics",  # journeys, staff, telephones and buildings: circumstances of a subject
)

# The questions that a coder answers of a sentence, which versions since 6 have instructions on.
QUESTIONS = ("topic", "holder", "kind", "score")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Dutch and English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class CodebookTopic:
    """A topic: its definition, axis, and the terms that indicate it.

    `terms` name the topic anywhere; `context` belongs to it only in a passage about it; `excluded` are longer phrases
    in which a term means something else; `weak` terms count only beside one of `firmly_beside`, or of `beside` if no
    other theme is present. If a heading or the title has one of `setting`, the letter is in the topic's domain, and
    weak and context words may carry the topic.

    `unmarked` is the score of a position without a decisive cue.
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
    setting: tuple[str, ...] = ()
    carries: str = "passage"
    unmarked: int = 1
    mirrors: bool = False  # rejecting a step counts as equally far the other way, not as restraint (−1)


@dataclass(frozen=True, slots=True)
class ScoreCue:
    """Terms that place a sentence at `score` on the axis of `topic`: the heavier cue wins.

    A `steady` cue is negative itself («geen duplicatie»): negation, rejection and disapproval do not reverse it. One
    that marks `topic` («dialoog», «sancties») shows the direction of a position, not that there is one; one that
    `judges` shows both.
    """

    topic: str
    score: int
    terms: tuple[str, ...]
    weight: int = 1
    steady: bool = False
    marks: str = "judges"


@dataclass(frozen=True, slots=True)
class HolderCues:
    holder: Holder
    name: Text
    terms: tuple[str, ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """`instructions` has the rules of coding as text, one for each of `QUESTIONS`; empty before version 6."""

    version: str
    topics: tuple[CodebookTopic, ...]
    cues: tuple[ScoreCue, ...]
    holders: tuple[HolderCues, ...]
    general: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon = field(compare=False, repr=False)
    instructions: Mapping[str, Text] = field(default_factory=dict)

    def topic(self, slug: str) -> CodebookTopic:
        return next(topic for topic in self.topics if topic.slug == slug)


TOPIC_LISTS = ("terms", "context", "excluded", "weak", "beside", "firmly_beside", "agenda_only", "primacy", "setting")


def _topic_cue(topic: CodebookTopic, name: str, term: str) -> Cue:
    rival = topic.carries == "passage" and name == "terms"
    return Cue(f"topic:{name}", compile_term(term), topic.slug, rival=rival)


def _score_cue(cue: ScoreCue, term: str) -> Cue:
    return Cue(
        "score", compile_term(term), cue.topic, cue.score, cue.weight, steady=cue.steady, judges=cue.marks == "judges"
    )


def compiled(
    topics: tuple[CodebookTopic, ...],
    cues: tuple[ScoreCue, ...],
    holders: tuple[HolderCues, ...],
    general: Mapping[str, tuple[str, ...]],
) -> Lexicon:
    """Index all terms by role. Raises BadTerm, which `load` turns into an error with its line."""
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

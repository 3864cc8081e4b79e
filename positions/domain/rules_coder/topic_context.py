"""Place of a sentence in relation to a topic: its headings, and its distance from where the topic was named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from positions.domain.codebook.matcher import Hit
from positions.domain.rules_coder.cohesion import Cohesion
from positions.domain.rules_coder.sentences import Sentence

REACH = 6  # sentences: the maximum distance from the last name without a heading
_NEVER = -99


@dataclass(frozen=True, slots=True)
class Place:
    """The headings above a passage and the letter's title, in relation to one topic."""

    heading: str | None = None  # the innermost heading with the topic, unless a nearer one names another
    innermost: bool = False
    titled: bool = False
    setting: bool = False  # a heading or the title names the domain of the topic
    other: bool = False  # the innermost heading names another topic
    other_argument: bool = False  # it names only money or institutions: a section in a letter on a country

    in_sight: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "in_sight", bool(self.heading) or self.titled or self.setting)


class Floor:
    """Distance to a topic, updated sentence by sentence; those that cannot have the topic are left out."""

    def __init__(self, sentences: list[Sentence], names: list[Sequence[Hit]], cohesion: Cohesion) -> None:
        self._sentences, self.names, self._cohesion = sentences, names, cohesion
        self._told_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._passages = {sentence.passage for sentence, hits in zip(sentences, names, strict=True) if hits}
        self._named = _NEVER  # index of the last sentence that names it
        self.before = self.before_that = False  # whether the last sentence, and the one before it, carry it
        self._passage = -1
        self.opened = False  # the last sentence that names it opens with the name
        self.in_passing = False  # it is about another subject too
        self.named_here = 0  # sentences of this passage that name it
        self._headings: tuple[str, ...] = ()
        self.displaced = -1  # a passage that opened with another topic, and has not named this one since
        self.index = 0
        self.distance = 0  # from the last sentence that names it
        self.named_next = False
        self.share = sum(1 for hits in names if hits) / max(1, len(names))

    def arrive(self, index: int) -> None:
        """Go to a sentence; what lies between it and the last one does not have the topic."""
        if skipped := index - self.index:
            self.before, self.before_that = False, skipped == 1 and self.before
            self._leave(self._sentences[index - 1])
        self.index = index
        self.distance = index - self._named
        self.named_next = index + 1 < len(self.names) and bool(self.names[index + 1])

    def _leave(self, sentence: Sentence) -> None:
        self._headings = sentence.headings
        if sentence.passage != self._passage:
            self._passage, self.named_here = sentence.passage, 0

    def near(self, sentence: Sentence) -> bool:
        return self.distance <= REACH and (self._headings == sentence.headings or self.before)

    def in_passage(self, sentence: Sentence) -> bool:
        """True if the passage names the topic, before or after the sentence."""
        return sentence.passage in self._passages

    def following(self, distance: int = 1) -> Sentence | None:
        """Return the sentence so many further on, in the same section; None if there is none."""
        place = self.index + distance
        if place >= len(self._sentences):
            return None
        found = self._sentences[place]
        return found if found.headings == self._sentences[self.index].headings else None

    def named_soon(self) -> bool:
        """True if one of the two sentences after the next names it, in the same section."""
        if not any(self.names[self.index + 2 : self.index + 4]):
            return False
        return any(self.following(n) and self.names[self.index + n] for n in (2, 3))

    def answers(self, sentence: Sentence) -> bool:
        """True if the sentence follows a question on the topic and is none itself."""
        asked = self.before and self.index > 0 and self._sentences[self.index - 1].text.endswith("?")
        return asked and not sentence.text.endswith("?")

    def shared_with_previous(self) -> int:
        """Count the uncommon words shared with the previous sentence of the passage."""
        here, previous = self.index, self.index - 1
        if previous < 0 or self._sentences[previous].passage != self._sentences[here].passage:
            return 0
        return self._cohesion.shared(here, self._cohesion.rare[previous])

    def shared_with_named(self) -> int:
        """Count the uncommon words shared with the sentences of the section that name the topic."""
        if not self._told_of:
            named = defaultdict(list)
            for place, hits in enumerate(self.names):
                if hits:
                    named[self._sentences[place].headings].append(place)
            self._told_of = {headings: self._cohesion.of_all(places) for headings, places in named.items()}
        return self._cohesion.shared(self.index, self._told_of.get(self._sentences[self.index].headings, frozenset()))

    def shared_with_heading(self, sentence: Sentence) -> int:
        if not sentence.headings:
            return 0
        return self._cohesion.shared(self.index, self._cohesion.of_heading(sentence.headings[-1]))

    def same_section(self, sentence: Sentence) -> bool:
        return self._headings == sentence.headings

    def same_passage(self, sentence: Sentence) -> bool:
        return self._passage == sentence.passage

    def note(self, sentence: Sentence, carried: bool, named: bool) -> None:
        self._leave(sentence)
        if named:
            self.displaced = -1
            self._named = self.index
            self.named_here += 1
            self.opened = sentence.opens_at(self.names[self.index][0].start, 1)
            self.in_passing = bool(sentence.of("other-subject"))
        self.before, self.before_that = carried, self.before
        self.index += 1

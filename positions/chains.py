"""A wording as people read it: its sentences over time, each with what changed since the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString

from letters.differing import by_word, gone
from letters.models import Letter
from positions import sayings
from positions.models import Topic, Wording, WordingSentence
from positions.models.stances import StanceQuerySet
from positions.sayings import Said


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand: in which letter, in which paragraph, and what is said of them there."""

    letter: Letter
    passage: int
    said: Sequence[Said]

    @property
    def address(self) -> str:
        return f"{self.letter.get_absolute_url()}#p{self.passage}"


@dataclass(frozen=True, slots=True)
class Step:
    """The same words in one letter or in several on end, and those `before` them ("" for the first)."""

    text: str
    language: str
    places: list[Place]
    before: str = ""

    @property
    def html(self) -> SafeString:
        """The words, with those marked that the ones before do not have."""
        return by_word(self.before, self.text)[1] if self.before else escape(self.text)

    @property
    def gone(self) -> list[str]:
        return gone(self.before, self.text) if self.before else []

    @property
    def day(self) -> date | None:
        return self.places[0].letter.document_date

    @property
    def last_day(self) -> date | None:
        return max((p.letter.document_date for p in self.places if p.letter.document_date), default=None)


@dataclass(frozen=True, slots=True)
class Chain:
    wording: Wording
    steps: list[Step]

    @property
    def ends(self) -> tuple[SafeString, SafeString]:
        """The first and the last words with what differs marked, as far as letters have dates."""
        return by_word(self.steps[0].text, self.last.text)

    @property
    def last(self) -> Step:
        return next((step for step in reversed(self.steps) if step.day), self.steps[-1])

    @property
    def said(self) -> list[Said]:
        return sayings.once(said for step in self.steps for place in step.places for said in place.said)

    @property
    def topics(self) -> list[Topic]:
        return list({said.stance.topic_id: said.stance.topic for said in self.said}.values())


def chains(wordings: Sequence[Wording], stances: StanceQuerySet) -> list[Chain]:
    """These wordings with their sentences in letters that may be shown; as many queries for ten as for one."""
    sentences = WordingSentence.objects.shown().filter(wording__in=wordings)
    rows = list(sentences.select_related("revision").defer("bands", "revision__text", "revision__sentence_digests"))
    letters = Letter.objects.named().in_bulk({row.revision.letter_id for row in rows})
    said = sayings.by_place(stances, {row.revision_id for row in rows})
    of = defaultdict[int | None, list[WordingSentence]](list)
    for row in sorted(rows, key=lambda row: in_time(letters[row.revision.letter_id], row)):
        of[row.wording_id].append(row)
    return [Chain(wording, steps(of[wording.pk], letters, said)) for wording in wordings]


def in_time(letter: Letter, row: WordingSentence) -> tuple[bool, date, int, int]:
    """By the date of the letter; those without one come last."""
    return letter.document_date is None, letter.document_date or date.min, letter.pk, row.start


def steps(
    rows: Sequence[WordingSentence],
    letters: Mapping[int, Letter],
    said: Mapping[tuple[int, int], Sequence[Said]],
) -> list[Step]:
    found: list[Step] = []
    for quote, same in groupby(rows, key=lambda row: row.quote):
        group = list(same)
        places = [
            Place(letters[row.revision.letter_id], row.passage, said.get((row.revision_id, row.start), ()))
            for row in group
        ]
        found.append(Step(quote, group[0].language, places, found[-1].text if found else ""))
    return found

"""History of a wording: its sentences over time, each with its diff from the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString

from letters.many_ids import any_of
from letters.models import Letter
from letters.models.revisions import heavy_columns
from letters.rendering.diff import by_word, removed_words
from positions.models import Topic, Wording, WordingSentence
from positions.models.stances import StanceQuerySet
from positions.stances.current import StanceLabel, distinct, labels_by_sentence


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An occurrence of the words: letter, paragraph, and the stances there."""

    letter: Letter
    passage: int
    said: Sequence[StanceLabel]

    @property
    def address(self) -> str:
        return f"{self.letter.get_absolute_url()}#p{self.passage}"


@dataclass(frozen=True, slots=True)
class WordingStep:
    """Equal words in one or several consecutive letters; `before` are the previous words ("" for the first)."""

    text: str
    language: str
    places: list[Occurrence]
    before: str = ""

    @property
    def html(self) -> SafeString:
        """The words, with insertions since the previous ones marked."""
        return by_word(self.before, self.text)[1] if self.before else escape(self.text)

    @property
    def gone(self) -> list[str]:
        return removed_words(self.before, self.text) if self.before else []

    @property
    def day(self) -> date | None:
        return self.places[0].letter.document_date

    @property
    def last_day(self) -> date | None:
        return max((p.letter.document_date for p in self.places if p.letter.document_date), default=None)


@dataclass(frozen=True, slots=True)
class WordingHistory:
    wording: Wording
    steps: list[WordingStep]

    @property
    def ends(self) -> tuple[SafeString, SafeString]:
        """The first and the last words with their diff marked; undated letters count only if all are."""
        return by_word(self.steps[0].text, self.last.text)

    @property
    def last(self) -> WordingStep:
        return next((step for step in reversed(self.steps) if step.day), self.steps[-1])

    @property
    def said(self) -> list[StanceLabel]:
        return distinct(said for step in self.steps for place in step.places for said in place.said)

    @property
    def proposed(self) -> bool:
        """True if any of its stances is an open proposal."""
        return any(said.proposed for said in self.said)

    @property
    def topics(self) -> list[Topic]:
        return list({said.stance.topic_id: said.stance.topic for said in self.said}.values())


def chains(wordings: Sequence[Wording], stances: StanceQuerySet) -> list[WordingHistory]:
    """Return the histories over letters that may be shown; the number of queries is constant."""
    sentences = WordingSentence.objects.shown().filter(wording__in=wordings)
    rows = list(sentences.select_related("revision").defer("bands", "revision__text", *heavy_columns("revision")))
    letters = Letter.objects.named().in_bulk({row.revision.letter_id for row in rows})
    there = stances.filter(any_of("start", {row.start for row in rows}))  # not all that is said in these letters
    said = labels_by_sentence(there, {row.revision_id for row in rows})
    of = defaultdict[int | None, list[WordingSentence]](list)
    for row in sorted(rows, key=lambda row: in_time(letters[row.revision.letter_id], row)):
        of[row.wording_id].append(row)
    return [WordingHistory(wording, steps(of[wording.pk], letters, said)) for wording in wordings]


def in_time(letter: Letter, row: WordingSentence) -> tuple[bool, date, int, int]:
    """Sort key: by the letter's date, undated last."""
    return letter.document_date is None, letter.document_date or date.min, letter.pk, row.start


def steps(
    rows: Sequence[WordingSentence],
    letters: Mapping[int, Letter],
    said: Mapping[tuple[int, int], Sequence[StanceLabel]],
) -> list[WordingStep]:
    found: list[WordingStep] = []
    for quote, same in groupby(rows, key=lambda row: row.quote):
        group = list(same)
        places = [
            Occurrence(letters[row.revision.letter_id], row.passage, said.get((row.revision_id, row.start), ()))
            for row in group
        ]
        found.append(WordingStep(quote, group[0].language, places, found[-1].text if found else ""))
    return found

"""Topics across years and cabinets: what the comparison page and its downloads show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from letters.context import showing_examples
from letters.models import Cabinet
from positions.domain.periods import Cell, SlotOf, cabinet_of, row, shares, year_of
from positions.domain.scale import Holder
from positions.domain.series import LetterRef, letter_saliences
from positions.models import Stance, Topic
from positions.timelines import Reading

YEAR, CABINET = "year", "cabinet"
COLUMNS = ("topic", "period", "position", "letters", "sentences", "salience")
SLOT_OF: dict[str, SlotOf] = {YEAR: year_of, CABINET: cabinet_of}


@dataclass(frozen=True, slots=True)
class Row:
    topic: Topic
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`slots` are the periods in order, those without a position among them left blank."""

    by: str
    slots: list[str]
    rows: list[Row]

    def cell(self, topic: Topic, slot: str) -> Cell | None:
        if slot not in self.slots:
            return None
        place = self.slots.index(slot)
        return next(row.cells[place] for row in self.rows if row.topic == topic)

    @property
    def filled(self) -> list[str]:
        """The periods in which anything was said on any topic."""
        return [slot for n, slot in enumerate(self.slots) if any(row.cells[n].mean is not None for row in self.rows)]


def compared(reading: Reading, topics: Sequence[Topic], by: str, holder: Holder) -> Comparison:
    """One query for the order of cabinets; none for years."""
    slot_of = SLOT_OF[by]
    letters = accepted_letters(reading)
    slots = slots_of(by, letters)
    rows = []
    for topic in topics:
        share = shares(letter_saliences(reading.sayings.get(topic.slug, [])), letters, slot_of)
        rows.append(Row(topic, row(reading.series(topic.slug, holder), slots, slot_of, share)))
    return Comparison(by, slots, rows)


def accepted_letters(reading: Reading) -> list[LetterRef]:
    """Letters with accepted stances of anybody on any topic, each once."""
    said = (saying for sayings in reading.sayings.values() for saying in sayings if saying.accepted)
    return list({saying.letter.pk: saying.letter for saying in said}.values())


def slots_of(by: str, letters: Iterable[LetterRef]) -> list[str]:
    """All periods from the first letter's to the last letter's."""
    if by == YEAR:
        years = [letter.day.year for letter in letters if letter.day]
        return [str(year) for year in range(min(years), max(years) + 1)] if years else []
    there = {letter.cabinet for letter in letters if letter.cabinet}
    names = list(cabinets().values_list("name", flat=True))
    places = [place for place, name in enumerate(names) if name in there]
    return names[min(places) : max(places) + 1] if places else []


def cabinets() -> QuerySet[Cabinet]:
    """Those of the world that is shown: real ones, or the invented ones while only examples are there."""
    return Cabinet.objects.filter(is_example=showing_examples()).order_by("start")


def records(found: Comparison) -> Iterator[dict[str, Any]]:
    """For machines: numbers with a point, None where nothing was said."""
    for line in found.rows:
        for slot, cell in zip(found.slots, line.cells, strict=True):
            yield {
                "topic": line.topic.slug,
                "period": slot,
                "position": None if cell.mean is None else round(float(cell.mean), 4),
                "letters": cell.letters,
                "sentences": cell.sentences,
                "salience": None if cell.salience is None else round(float(cell.salience), 4),
            }


def quotes(ids: Iterable[int]) -> dict[int, Stance]:
    """These stances with their letter, for quoting; two queries."""
    wanted = Stance.objects.filter(pk__in=list(ids)).select_related("revision__letter", "topic")
    found = wanted.defer("revision__text", "revision__sentence_digests", "cues")
    return {stance.pk: stance for stance in found.prefetch_related("revision__letter__signatories")}

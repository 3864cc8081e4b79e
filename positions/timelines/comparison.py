"""Topics compared over years and cabinets, for the comparison page and its downloads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from letters.models.revisions import heavy_columns
from positions.domain.scale import Holder
from positions.domain.timeline import RULES
from positions.domain.timeline.gaps import Gap, Held, gap
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.periods import Cell, Slot, by_cabinet, period_of_sums, row, shares, years
from positions.domain.timeline.series import letter_saliences
from positions.models import Stance, Topic
from positions.timelines.period_sums import PeriodSum, TopicPeriods
from positions.timelines.query import TimelineData

YEAR, CABINET = "year", "cabinet"
COLUMNS = (
    "topic", "period", "cabinet", "position", "letters", "sentences", "counts", "singly", "thin", "salience",
    "letters_held", "letters_read", "gap", "rules",
)  # fmt: skip
SLOTS = {YEAR: years, CABINET: by_cabinet}


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    topic: Topic
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class PeriodComparison:
    """`slots` are the periods in order; a period without a position has a gap that gives the reason.

    The gap is None where the reader's filter hides positions: on few sentences, or of other coders.
    """

    by: str
    slots: list[Slot]
    rows: list[ComparisonRow]

    def cell(self, topic: Topic, slot: Slot) -> Cell:
        place = self.slots.index(slot)
        return next(row.cells[place] for row in self.rows if row.topic == topic)

    @property
    def filled(self) -> list[Slot]:
        """The periods with a position on any topic."""
        return [slot for n, slot in enumerate(self.slots) if any(row.cells[n].position for row in self.rows)]

    def named(self, name: str | None) -> Slot | None:
        """Return the period of a query parameter; for a year alone the last with a position. None if there is none."""
        exact = next((slot for slot in self.slots if slot_name(slot) == name), None)
        of_year = [slot for slot in self.filled if slot.year is not None and str(slot.year) == name]
        return exact or (of_year[-1] if of_year else None)


def slot_name(slot: Slot) -> str:
    """Return a period as a query parameter: "2021 Rutte III", "Rutte III"; "2021" if the cabinet is unknown."""
    return " ".join(str(part) for part in (slot.year, slot.cabinet) if part is not None)


def compared(
    reading: TimelineData,
    topics: Sequence[Topic],
    by: str,
    holder: Holder,
    held: Holdings,
    *,
    summed: Mapping[Topic, TopicPeriods] = MappingProxyType({}),
) -> PeriodComparison:
    """Compare the topics without a query, from data read earlier: by letter, or `summed` up."""
    slots = SLOTS[by](held, reading.cabinets)
    of_slots = [slot.held(held) for slot in slots] if summed else []
    rows = (
        _summed_cells(summed[topic], slots, of_slots)
        if topic in summed
        else _cells(reading, topic, holder, slots, held)
        for topic in topics
    )
    return PeriodComparison(by, slots, list(map(ComparisonRow, topics, rows)))


def _summed_cells(found: TopicPeriods, slots: Sequence[Slot], held: Sequence[Held]) -> list[Cell]:
    return list(map(_summed_cell, map(found.of, slots), held))


def _summed_cell(inside: PeriodSum, held: Held) -> Cell:
    position = period_of_sums(inside.sizes)
    why = gap(held, position.letters if position else 0, came_up=inside.mentioned)
    share = Fraction(inside.carrying, held.sentences) if held.sentences else None
    cell = Cell(position, why, held, share)
    return replace(cell, gap=None) if _untold(cell, inside.thinner) else cell


def _cells(reading: TimelineData, topic: Topic, holder: Holder, slots: Sequence[Slot], held: Holdings) -> list[Cell]:
    sayings, series = reading.sayings.get(topic.slug, []), reading.series(topic.slug, holder)
    mentioned = list({each.letter.pk: each.letter for each in sayings if each.accepted}.values())
    share = shares(letter_saliences(sayings), mentioned, slots, held)
    left_out = [letter for letter in mentioned if letter.pk in series.left_out]
    cells = row(series.dots, mentioned, slots, holdings=held, shares=share, names=reading.names(topic.slug))
    return [
        replace(cell, gap=None) if _untold(cell, series.one_coder or any(map(slot.holds, left_out))) else cell
        for slot, cell in zip(slots, cells, strict=True)
    ]


def _untold(cell: Cell, partial: bool) -> bool:
    return partial and cell.gap is not Gap.NO_LETTERS


def records(found: PeriodComparison) -> Iterator[dict[str, Any]]:
    """Yield one record per topic and period, with plain numbers, None if there is no position."""
    for line in found.rows:
        for slot, cell in zip(found.slots, line.cells, strict=True):
            yield {"topic": line.topic.slug, **_period(slot), **_position(cell), **_letters(cell), "rules": RULES}


def _period(slot: Slot) -> dict[str, Any]:
    return {"period": slot.cabinet if slot.year is None else str(slot.year), "cabinet": slot.cabinet}


def _position(cell: Cell) -> dict[str, Any]:
    found = cell.position
    return {
        "position": round(float(found.mean), 4) if found else None,
        "letters": found.letters if found else 0,
        "sentences": found.sentences.sentences if found else 0,
        "counts": " ".join(map(str, found.sentences.counts)) if found else None,
        "singly": found.sentences.singly if found else None,
        "thin": found.thin if found else None,
    }


def _letters(cell: Cell) -> dict[str, Any]:
    return {
        "salience": None if cell.salience is None else round(float(cell.salience), 4),
        "letters_held": cell.held.dated,
        "letters_read": cell.held.read,
        "gap": cell.gap and cell.gap.value,
    }


def quotes(ids: Iterable[int]) -> dict[int, Stance]:
    """Return these stances with their letters, for quotes; two queries."""
    wanted = Stance.objects.filter(pk__in=list(ids)).select_related("revision__letter", "topic")
    found = wanted.defer("revision__text", *heavy_columns("revision"), "cues")
    return {stance.pk: stance for stance in found.prefetch_related("revision__letter__signatories")}

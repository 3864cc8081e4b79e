"""Table beside a chart: the same letters, sorted by the query string, and as rows to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.line_gaps import LineGap
from positions.domain.timeline.series import Dot, Series, letter_saliences
from positions.domain.timeline.timeline_letter import LetterRef, Saying
from positions.labels import summaries
from positions.labels.position_words import (
    basis_words,
    gap_words,
    no_position_words,
    provisional_words,
    share_words,
    stand_words,
    step_words,
)

PER_PAGE = 100
DATE, LETTER, WHO, POSITION, CHANGE, SHARE = "date", "letter", "who", "position", "change", "share"
NEWEST = f"-{DATE}"
HEADS = {
    DATE: gettext_lazy("Datum"),
    LETTER: gettext_lazy("Brief"),
    WHO: gettext_lazy("Wie"),
    POSITION: gettext_lazy("Standpunt"),
    CHANGE: gettext_lazy("Stap"),
    SHARE: gettext_lazy("Aandeel"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One letter's position of one holder; texts are computed on access, since a page shows few of many rows."""

    dot: Dot
    line: Series
    axis: CodebookTopic

    @property
    def letter(self) -> LetterRef:
        return self.dot.letter

    @property
    def salience(self) -> Fraction | None:
        return self.dot.salience

    @property
    def who(self) -> str:
        return summaries.holder_words(self.line)

    @property
    def stand(self) -> str:
        return stand_words(self.dot.position, self.axis)

    @property
    def basis(self) -> str:
        return basis_words(self.dot.position, accepted=self.dot.accepted)

    @property
    def step(self) -> str:
        return step_words(self.dot.step, self.axis) if self.dot.step else ""

    @property
    def provisional(self) -> str:
        return provisional_words(self.dot.step) if self.dot.step else ""

    @property
    def share(self) -> str:
        return share_words(self.dot.salience)

    @property
    def state(self) -> str:
        return summaries.state_words(self.dot)


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A letter that is read and takes no position of the cabinet. `came_up`: it mentions the topic."""

    letter: LetterRef
    salience: Fraction
    came_up: bool

    @property
    def words(self) -> str:
        return no_position_words(came_up=self.came_up)

    @property
    def share(self) -> str:
        return share_words(self.salience)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    label: str
    address: str
    sort: str  # value of aria-sort; "" if the table is not sorted by this column


def rows(
    lines: Iterable[Series], axis: CodebookTopic, order: str = NEWEST, silent: Iterable[SilentRow] = ()
) -> list[TableRow | SilentRow]:
    """Return the rows in that order; letters without a position come last where the order is that of positions."""
    found: list[TableRow | SilentRow] = [
        TableRow(dot, line, axis) for line in lines for dot in (*line.dots, *line.hollow)
    ]
    name, backwards = order.lstrip("-"), order.startswith("-")
    among = [*found, *silent] if name in OF_ALL else found
    ordered = sorted(sorted(among, key=KEYS[DATE], reverse=True), key=KEYS[name], reverse=backwards)
    return ordered if name in OF_ALL else [*ordered, *sorted(silent, key=KEYS[DATE], reverse=True)]


def silent_rows(letters: Iterable[LetterRef], sayings: Sequence[Saying]) -> list[SilentRow]:
    """Return the rows of read letters without a position. `sayings`: those of all holders on the topic."""
    saliences = letter_saliences(sayings)
    mentioned = {saying.letter.pk for saying in sayings if saying.accepted}
    return [SilentRow(each, saliences.get(each.pk, Fraction(0)), each.pk in mentioned) for each in letters]


def undated(lines: Iterable[Series], axis: CodebookTopic) -> list[TableRow]:
    return [TableRow(dot, line, axis) for line in lines for dot in sorted(line.undated, key=lambda dot: dot.letter.key)]


OF_ALL = (DATE, LETTER, SHARE)  # columns that letters without a position have too
KEYS: dict[str, Callable[[Any], Any]] = {
    DATE: lambda row: (row.letter.day or date.min, row.letter.key),
    LETTER: lambda row: row.letter.name.casefold(),
    WHO: lambda row: list(Holder).index(row.line.holder),
    POSITION: lambda row: row.dot.position.mean,
    CHANGE: lambda row: abs(row.dot.step.difference.value) if row.dot.step and row.dot.step.difference else 0,
    SHARE: lambda row: -1 if row.salience is None else row.salience,
}


def order_of(data: QueryDict) -> tuple[str, list[str]]:
    """Return the requested order and the messages about an invalid one."""
    asked = data.get("order", "")
    if not asked or (asked.removeprefix("-") in KEYS and asked.count("-") <= 1):
        return asked or NEWEST, []
    return NEWEST, [_("Volgorde: “%(order)s” is hier geen keuze.") % {"order": asked[:40]}]


def heads(data: QueryDict, order: str, names: Sequence[str]) -> list[ColumnHead]:
    """Return the column heads; each links to the table sorted by it, and again to the reverse order."""
    found = []
    for name in names:
        sort = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        changed = data.copy()
        changed.pop("page", None)
        changed["order"] = name if sort == "descending" else f"-{name}" if sort else _first(name)
        found.append(ColumnHead(str(HEADS[name]), f"?{changed.urlencode()}#tabel", sort))
    return found


def _first(name: str) -> str:
    return name if name in (LETTER, WHO) else f"-{name}"


def gap_records(gaps: Iterable[LineGap]) -> list[dict[str, Any]]:
    """Return the gaps in the cabinet's line for downloads; `gap` is null where the reader's filter hides positions."""
    return [
        {
            "start": each.start.isoformat(),
            "end": each.end.isoformat(),
            "gap": each.gap and each.gap.value,
            "letters_held": each.held.dated,
            "letters_read": each.held.read,
            "words": gap_words(each.gap, each.held),
        }
        for each in gaps
    ]

"""The table beside a chart: the same letters, sorted by what the address says, and as rows to save."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions import spoken
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.domain.series import Dot, Series
from positions.phrases import change_words, moved_words, share_words

PER_PAGE = 100
DATE, LETTER, WHO, POSITION, CHANGE, SHARE = "date", "letter", "who", "position", "change", "share"
NEWEST = f"-{DATE}"
HEADS = {
    DATE: gettext_lazy("Datum"),
    LETTER: gettext_lazy("Brief"),
    WHO: gettext_lazy("Wie"),
    POSITION: gettext_lazy("Standpunt"),
    CHANGE: gettext_lazy("Verandering"),
    SHARE: gettext_lazy("Aandeel"),
}
COLUMNS = (
    "letter", "name", "date", "holder", "state", "position", "sentences", "lowest", "highest", "salience", "change",
    "moved", "cabinet", "demissionary", "quote", "quote_score", "stance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One letter's position of one holder; its words are found when they are shown, for a page shows few of many."""

    dot: Dot
    line: Series
    axis: Axis

    @property
    def who(self) -> str:
        return spoken.holder_words(self.line)

    @property
    def stand(self) -> str:
        return spoken.stand_words(self.dot, self.axis)

    @property
    def basis(self) -> str:
        return spoken.basis_words(self.dot)

    @property
    def change(self) -> str:
        words = change_words(self.dot.change) if self.dot.change else ""
        return f"{words} ({moved_words(self.dot.moved)})" if self.dot.moved else words

    @property
    def share(self) -> str:
        return share_words(self.dot.salience)

    @property
    def state(self) -> str:
        return spoken.state_words(self.dot)


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    address: str
    sort: str  # as aria-sort has it, "" where the table is not sorted by this


def rows(lines: Iterable[Series], axis: Axis, order: str = NEWEST) -> list[Row]:
    found = [Row(dot, line, axis) for line in lines for dot in (*line.dots, *line.hollow)]
    name, backwards = order.lstrip("-"), order.startswith("-")
    return sorted(sorted(found, key=KEYS[DATE], reverse=True), key=KEYS[name], reverse=backwards)


def undated(lines: Iterable[Series], axis: Axis) -> list[Row]:
    return [Row(dot, line, axis) for line in lines for dot in line.undated]


KEYS: dict[str, Callable[[Row], Any]] = {
    DATE: lambda row: (row.dot.letter.day or date.min, row.dot.letter.key),
    LETTER: lambda row: row.dot.letter.name.casefold(),
    WHO: lambda row: list(Holder).index(row.line.holder),
    POSITION: lambda row: row.dot.position.mean,
    CHANGE: lambda row: abs(row.dot.moved or 0),
    SHARE: lambda row: row.dot.salience,
}


def order_of(data: QueryDict) -> tuple[str, list[str]]:
    """The order that the address asks for, and what is wrong with it in words."""
    asked = data.get("order", "")
    if not asked or (asked.removeprefix("-") in KEYS and asked.count("-") <= 1):
        return asked or NEWEST, []
    return NEWEST, [_("Volgorde: “%(order)s” is hier geen keuze.") % {"order": asked[:40]}]


def heads(data: QueryDict, order: str, names: Sequence[str]) -> list[Head]:
    """The columns' heads; each leads to the table sorted by it, and once more turned around."""
    found = []
    for name in names:
        sort = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        changed = data.copy()
        changed.pop("page", None)
        changed["order"] = name if sort == "descending" else f"-{name}" if sort else _first(name)
        found.append(Head(str(HEADS[name]), f"?{changed.urlencode()}#tabel", sort))
    return found


def _first(name: str) -> str:
    return name if name in (LETTER, WHO) else f"-{name}"


def records(lines: Iterable[Series]) -> Iterator[dict[str, Any]]:
    """Plain values for files: dates in ISO, numbers with a point, empty where nothing is known."""
    for line in lines:
        for dot in (*line.dots, *line.hollow, *line.undated):
            yield record(dot, line.holder)


def record(dot: Dot, holder: Holder) -> dict[str, Any]:
    letter, position = dot.letter, dot.position
    return {
        "letter": letter.key,
        "name": letter.name,
        "date": letter.day.isoformat() if letter.day else None,
        "holder": holder.value,
        "state": "accepted" if dot.accepted else "proposed",
        "position": round(float(position.mean), 4),
        "sentences": position.sentences,
        "lowest": position.lowest,
        "highest": position.highest,
        "salience": round(float(dot.salience), 4),
        "change": dot.change.value if dot.change else None,
        "moved": round(float(dot.moved), 4) if dot.moved is not None else None,
        "cabinet": letter.cabinet,
        "demissionary": letter.demissionary,
        "quote": dot.typical.words,
        "quote_score": dot.typical.score,
        "stance": dot.typical.stance,
    }

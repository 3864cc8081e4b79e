"""Kinds of `WorkCount` and the rows that each counts: the registry, to which other applications add, and the check.

The triggers that keep the counts say the same once more, in SQL; `differing` compares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Value

from letters.models import AnnouncedFile, HarvestJob, Ingestion, Letter, PossibleDuplicate, WorkCount

# Both sides are read in one statement, of which the snapshot holds a row and its count, or neither.
_DIFFERENT = """
SELECT kind, is_example, SUM(number) FROM (
    {counted}
    UNION ALL SELECT kind, is_example, -change FROM letters_workcount
) each GROUP BY kind, is_example HAVING SUM(number) <> 0 ORDER BY kind, is_example
"""


@dataclass(frozen=True, slots=True)
class KeptCount:
    """A kind of `WorkCount`; `counted` returns a query for (is_example, number)."""

    kind: str
    counted: Callable[[], QuerySet[Any, Any]]


@dataclass(slots=True)
class KeptCounts:
    kinds: dict[str, KeptCount] = field(default_factory=dict)
    _statement: tuple[str, list[Any]] | None = None

    def register(self, *kinds: KeptCount) -> None:
        self.kinds |= {each.kind: each for each in kinds}
        self._statement = None

    def differing(self) -> dict[tuple[str, bool], int]:
        """Return by how much the rows are more than what is kept, by kind and `is_example`; empty if all is well.

        One statement, which reads all that waits. It is right while others write.
        """
        if self._statement is None:
            self._statement = self._made()
        with connection.cursor() as cursor:
            cursor.execute(*self._statement)
            return {(kind, is_example): int(number) for kind, is_example, number in cursor.fetchall()}

    def mend(self) -> None:
        """Add what is missing from the counts."""
        found = self.differing().items()
        WorkCount.objects.bulk_create(WorkCount(kind=kind, is_example=own, change=more) for (kind, own), more in found)

    def _made(self) -> tuple[str, list[Any]]:
        parts, given = [], []
        for each in self.kinds.values():
            sql, values = each.counted().query.sql_with_params()
            parts.append(f"SELECT %s AS kind, is_example, number FROM ({sql}) counted (is_example, number)")
            given += [each.kind, *values]
        return _DIFFERENT.format(counted=" UNION ALL ".join(parts)), given


def _rows(found: QuerySet[Any, Any], is_example: str = "is_example") -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = found.order_by().values_list(is_example).annotate(number=Count("pk"))
    return counted


KEPT_COUNTS = KeptCounts()
KEPT_COUNTS.register(
    KeptCount("unfinished", lambda: _rows(Ingestion.objects.unfinished())),
    KeptCount("failures", lambda: _rows(Ingestion.objects.failures_to_see())),
    KeptCount("missing", lambda: _rows(AnnouncedFile.objects.missing().annotate(own=Value(False)), "own")),
    KeptCount("asking", lambda: _rows(Letter.objects.standing().needing_attention())),
    KeptCount("pairs", lambda: _rows(PossibleDuplicate.objects.open(), "earlier__is_example")),
    KeptCount("failing-jobs", lambda: _rows(HarvestJob.objects.failing().annotate(own=Value(False)), "own")),
)

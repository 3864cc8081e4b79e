from __future__ import annotations

from django.db import connection, models
from django.db.models import Exists, Q, Sum

from letters.models.letters import Letter

# Rows that others have not committed yet are not seen and stay; no writer is waited for, and none waits.
_FOLD = """
WITH many AS (SELECT kind, is_example FROM letters_workcount GROUP BY kind, is_example HAVING COUNT(*) > 1),
folded AS (
    DELETE FROM letters_workcount w USING many WHERE (w.kind, w.is_example) = (many.kind, many.is_example)
    RETURNING w.kind, w.is_example, w.change
)
INSERT INTO letters_workcount (kind, is_example, change)
SELECT kind, is_example, SUM(change) FROM folded GROUP BY kind, is_example HAVING SUM(change) <> 0
"""


class WorkCountQuerySet(models.QuerySet["WorkCount"]):
    def in_world(self) -> WorkCountQuerySet:
        """As LetterQuerySet.in_world: once there are real letters, examples are not counted."""
        return self.filter(Q(is_example=False) | ~Exists(Letter.objects.real()))

    def total(self, *kinds: str) -> int:
        """Return how many of these kinds there are now; one query, of few rows."""
        counted = self.in_world().filter(kind__in=kinds).aggregate(total=Sum("change", default=0))
        return int(counted["total"])

    @staticmethod
    def fold() -> None:
        """Replace the rows of each kind by one with their sum."""
        with connection.cursor() as cursor:
            cursor.execute(_FOLD)


class WorkCount(models.Model):
    """A change of how many rows of a kind wait for a person: the sum of all changes is their number.

    Written by triggers alone (`letters.migrations._work_counts`), one row for each statement that changes a number, in
    its transaction: the sum is exact for whoever sees that transaction, and two writers never wait for each other. A
    task folds the rows. What is counted of each kind stands in `letters.pages.kept_counts`.
    """

    kind = models.CharField(max_length=20)
    is_example = models.BooleanField()
    change = models.IntegerField()

    objects = WorkCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "aantal dat wacht"
        verbose_name_plural = "aantallen die wachten"

    def __str__(self) -> str:
        return f"{self.kind}: {self.change:+}"

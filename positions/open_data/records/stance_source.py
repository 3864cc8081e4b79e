"""The rows of stances as a source of lines that the database writes: the columns that the `sql` of the fields names.

Python's rules are not told again in SQL. Where a value follows from few others (a coder's name, what a calibration
makes of a raw number), Python works it out for each of those, and the query looks it up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, QuerySet, TextField, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from letters.records.database_lines import Source
from letters.records.fields import ANYBODY, Reader
from positions.domain.reliability.calibration import Beside
from positions.models import Calibration, CodebookVersion, Coder, Review, Stance
from positions.models.stances import DECIDED, StanceQuerySet, end_of, kept, latest_reviews, without_review
from positions.open_data.record_urls import path_of
from positions.open_data.records.stance import CALIBRATED, STANCE, in_file_order

COLUMNS = (
    "pk", "revision_id", "created_at", "revision__letter__key", "revision__letter__document_date",
    "revision__number", "revision__annex_bounds", "topic__slug", "codebook_id", "coder_id", "quote",
    "start", "end", "holder", "score", "confidence", "probability", "said_beside",
)  # fmt: skip
OF_DECISION = {"decided_by": "coder", "decided_at": "at", "in_bulk": "bulk"}
ROWS = """
FROM ({stances}) stance
LEFT JOIN LATERAL ({review}) review ON true
CROSS JOIN (
    SELECT %s::jsonb AS names, %s::jsonb AS codebooks, %s::jsonb AS calibrated, %s AS before_number, %s AS after_number
) told
CROSS JOIN LATERAL (
    SELECT told.calibrated -> concat_ws(' ', stance.coder_id, stance.probability, stance.said_beside) AS by_number
) calibrated
"""


def source(
    stances: StanceQuerySet, reader: Reader, day: date | None = None, order: Sequence[str] = ()
) -> Source | None:
    """Return the stances as of the day, by text or in another order; None if there can be none."""
    found = in_file_order(stances, day, order).annotate(without_review=without_review())
    shown = found.values_list(*COLUMNS, "without_review", *STANCE.columns())
    try:
        statement, params = shown.query.sql_with_params()
    except EmptyResultSet:
        return None
    names = {coder.pk: reader.coder_name(coder) for coder in Coder.objects.all()}
    before, _number, after = reader.address(path_of(Stance(pk=0))).rpartition("0")
    codebooks = dict(CodebookVersion.objects.values_list("pk", "number"))
    told = (*map(json.dumps, (names, codebooks, dict(calibrated(day)))), before, after)
    review, of_review = _last_review(day).query.sql_with_params()
    return Source(ROWS.format(stances=statement, review=review), [*params, *of_review, *told])


def _last_review(day: date | None) -> QuerySet[Review, Any]:
    """Return the state as by `with_state` and the decision as by `with_decision`, from one look-up a row."""
    decision = {name: Case(When(state__in=DECIDED, then=kept(field))) for name, field in OF_DECISION.items()}
    latest = latest_reviews(RawSQL("stance.pk", ()), end_of(day) if day else None)
    return latest.annotate(**decision).values_list("state", *decision)[:1]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A raw number under a calibration, as much of a stance as `CALIBRATED` asks for."""

    probability: float
    calibration: Mapping[str, Any]
    said_beside: str | None
    confidence: str = ""

    share = Stance.share
    level = Stance.level


def calibrated(day: date | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the calibrations as of the day say of each raw number of their coders, by coder, number and what other
    machines say. Machines give numbers of four decimals, so that there are not many.
    """
    calibrations = Calibration.objects.told_by_coder(end_of(day) if day else None)
    with_number = Stance.objects.filter(coder__in=calibrations, probability__isnull=False).order_by()
    written = Cast("probability", TextField())
    for coder, number, text in with_number.values_list("coder", "probability", written).distinct():
        for beside in _that_count(calibrations.values()):
            row = Numbered(number, calibrations[coder], beside)
            yield " ".join(filter(None, (str(coder), text, beside))), CALIBRATED.values(row, ANYBODY)


def _that_count(calibrations: Iterable[Mapping[str, Any]]) -> Sequence[str | None]:
    """Return what other machines may say: nothing is looked up unless a calibration weighs it (`with_calibration`)."""
    weighs = any(told[beside] for told in calibrations for beside in Beside)
    return (None, *Beside) if weighs else (None,)

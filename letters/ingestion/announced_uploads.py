"""Uploads of many files: what a browser announces, what arrived of it, and what did not."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from letters.ingestion.store import clean_name, store
from letters.models import AnnouncedFile, Ingestion

# Time without a file arriving after which those that are missing are no longer counted as on their way.
ON_ITS_WAY = timedelta(seconds=60)
# The newest missing file, and again and again the newest of a batch that is not among those before.
_INCOMPLETE = """
WITH RECURSIVE newest AS (
    (SELECT id, batch, ARRAY[batch] AS known FROM letters_announcedfile
        WHERE ingestion_id IS NULL AND seen_at IS NULL ORDER BY id DESC LIMIT 1)
    UNION ALL
    SELECT next.id, next.batch, known || next.batch FROM newest, LATERAL (
        SELECT f.id, f.batch FROM letters_announcedfile f
        WHERE ingestion_id IS NULL AND seen_at IS NULL AND f.id < newest.id AND f.batch <> ALL(newest.known)
        ORDER BY f.id DESC LIMIT 1
    ) next WHERE cardinality(known) < %s
)
SELECT batch FROM newest
"""


def announce(batch: uuid.UUID, files: Iterable[tuple[int, str, int]], user: Any) -> None:
    """Note files by number, name and size before they are sent; numbers that are known already stay as they are."""
    rows = [
        AnnouncedFile(batch=batch, number=n, name=clean_name(name), size=size, user=user) for n, name, size in files
    ]
    AnnouncedFile.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def receive(
    data: bytes, *, batch: uuid.UUID, number: int, name: str, size: int, user: Any, **options: Any
) -> Ingestion:
    """Store a file of an upload, once however often it is sent.

    `size` is that of the whole file, of which `data` may be the beginning. Another file under a known number is stored
    beside the first.
    """
    announce(batch, [(number, name, size)], user)
    known = AnnouncedFile.objects.select_for_update().get(batch=batch, number=number)
    announced = (known.name, known.size) == (clean_name(name), size)
    if announced and known.ingestion and holds(known.ingestion, data):
        return known.ingestion
    ingestion = store(data, name=name, batch=batch, user=user, size=size, **options)
    if announced and known.ingestion is None:
        known.ingestion = ingestion
        known.save(update_fields=["ingestion"])
    return ingestion


def holds(ingestion: Ingestion, data: bytes) -> bool:
    """Return whether the ingestion is of these bytes; of a file that was too large to keep, size and name must do."""
    return ingestion.document is None or ingestion.document.sha256 == hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class IncompleteBatch:
    """A batch of which files did not arrive. `newest_at` is when one was last announced or came in."""

    batch: uuid.UUID
    missing: int
    announced: int
    newest_at: datetime

    def still_arrives(self, now: datetime) -> bool:
        return now - self.newest_at < ON_ITS_WAY


def incomplete_batches(most: int) -> list[IncompleteBatch]:
    """Return the batches with missing files that were announced last; three queries, which read those batches alone."""
    with connection.cursor() as cursor:
        cursor.execute(_INCOMPLETE, [most])
        batches = [batch for (batch,) in cursor.fetchall()]
    files, arrived = AnnouncedFile.objects.filter(batch__in=batches), Ingestion.objects.filter(batch__in=batches)
    last = dict(arrived.order_by().values_list("batch").annotate(last=Max("created_at")))
    waits = Count("pk", filter=Q(ingestion=None, seen_at=None))
    known = files.order_by().values("batch").annotate(missing=waits, announced=Count("pk"), newest_at=Max("created_at"))
    for row in known:
        row["newest_at"] = max(row["newest_at"], last.get(row["batch"], row["newest_at"]))
    return sorted((IncompleteBatch(**row) for row in known), key=lambda each: each.newest_at, reverse=True)


def see(batch: uuid.UUID, user: Any) -> int:
    """Mark what is missing of the batch as seen: it is waited for no longer. Return how many files there were."""
    missing = AnnouncedFile.objects.filter(batch=batch).missing()
    return missing.update(seen_at=timezone.now(), seen_by=user)


def put_back(batch: uuid.UUID) -> int:
    """Undo: what did not arrive is waited for again. Return how many files there were."""
    return AnnouncedFile.objects.filter(batch=batch).seen_missing().update(seen_at=None, seen_by=None)

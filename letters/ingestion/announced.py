"""Uploads of many files: what a browser announces, what arrived of it, and what did not."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from letters.ingestion.store import clean_name, store
from letters.models import AnnouncedFile, Ingestion


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


def missing(batch: uuid.UUID) -> QuerySet[AnnouncedFile]:
    return AnnouncedFile.objects.filter(batch=batch, ingestion=None)

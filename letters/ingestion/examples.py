"""The invented letters that come with Standpunt: taken in like any other, removed by one action."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.db import transaction

from letters.ingestion import steps, storing
from letters.models import (
    Cabinet,
    Citation,
    Document,
    Dossier,
    ExampleRemoval,
    Ingestion,
    Letter,
    Minister,
)

FILES = Path(__file__).resolve().parent.parent / "examples" / "files"


def wanted() -> bool:
    """Only on a first start: not when they are there, not when an editor removed them, not beside real letters."""
    return not (ExampleRemoval.objects.exists() or Letter.objects.exists())


def load() -> int:
    """Take every example file in, in this process. Returns how many."""
    batch = uuid.uuid4()
    paths = sorted(FILES.iterdir())
    for path in paths:
        ingestion = storing.store(
            path.read_bytes(),
            name=path.name,
            channel=Ingestion.Channel.EXAMPLE,
            batch=batch,
            is_example=True,
            enqueue=False,
        )
        steps.advance(ingestion.pk)
    return len(paths)


@transaction.atomic
def remove(*, user: Any) -> int:
    """Delete all that is invented. Returns how many letters went."""
    examples = Letter.objects.filter(is_example=True)
    removed = examples.count()
    documents = list(Ingestion.objects.filter(is_example=True).values_list("document", flat=True))
    Citation.objects.filter(target_letter__is_example=True).update(target_letter=None)
    examples.update(joined_into=None)
    Ingestion.objects.filter(is_example=True).delete()
    examples.delete()
    Document.objects.filter(pk__in=documents, ingestions=None, revisions=None).delete()
    for model in (Cabinet, Minister, Dossier):
        model._default_manager.filter(is_example=True).delete()
    ExampleRemoval.objects.create(user=user)
    return removed

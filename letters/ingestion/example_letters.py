"""The fictional example letters shipped with Standpunt: ingested like any other, removed by one action."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.db import transaction

from letters.ingestion import steps
from letters.ingestion.store import store
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


def are_wanted() -> bool:
    """True if to load the examples: only without any letters, and never after an editor removed them."""
    return not (ExampleRemoval.objects.exists() or Letter.objects.exists())


def load() -> int:
    """Ingest every example file, in this process. Return their number."""
    batch = uuid.uuid4()
    paths = sorted(FILES.iterdir())
    for path in paths:
        ingestion = store(
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
    """Delete everything fictional. Return the number of letters deleted."""
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

"""Reassignment of letters after an editor changed the dates of a cabinet."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from letters.ingestion import letter_fields
from letters.ingestion.open_questions import open_questions
from letters.models import Cabinet, Letter


@transaction.atomic
def save_cabinet(cabinet: Cabinet) -> int:
    """Save the cabinet and recompute which letters are its own. Return the number of letters that changed.

    The question to an editor may also change on letters whose cabinet remains unknown.
    """
    cabinet.save()
    changed = 0
    for letter in Letter.objects.filter(is_example=cabinet.is_example, document_date__isnull=False):
        before = known_of(letter)
        letter_fields.set_cabinet(letter)
        if before != known_of(letter):
            letter_fields.settle(letter)
            changed += 1
        elif letter.cabinet_id is None and open_questions(letter) != letter.attention:
            letter_fields.settle(letter)
    return changed


def known_of(letter: Letter) -> tuple[Any, ...]:
    return letter.cabinet_id, letter.demissionary, letter.edited

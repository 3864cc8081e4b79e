"""Cabinets whose dates an editor changed: the letters of those days get the right one."""

from __future__ import annotations

from django.db import transaction

from letters.ingestion import facts
from letters.models import Cabinet, Letter


@transaction.atomic
def save_cabinet(cabinet: Cabinet) -> int:
    """Save the cabinet and work out again which letters are its own. Returns how many letters changed."""
    cabinet.save()
    changed = 0
    for letter in Letter.objects.filter(is_example=cabinet.is_example, document_date__isnull=False):
        before = (letter.cabinet_id, letter.demissionary)
        facts.set_cabinet(letter)
        if before != (letter.cabinet_id, letter.demissionary):
            facts.settle(letter)
            changed += 1
    return changed

"""Take a letter off every page, figure, feed and export, and put it back. It is never deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import facts
from letters.models import Letter


@transaction.atomic
def withdraw(letter: Letter, *, user: Any, reason: str) -> None:
    """`reason` must say something (a constraint holds it)."""
    letter.withdrawn_at, letter.withdrawn_by, letter.withdrawn_reason = timezone.now(), user, reason.strip()
    letter.save()
    facts.note(letter, "withdrawn", "", "ingetrokken", reason=reason, user=user)


@transaction.atomic
def put_back(letter: Letter, *, user: Any, reason: str = "") -> None:
    letter.withdrawn_at, letter.withdrawn_by, letter.withdrawn_reason = None, None, ""
    letter.save()
    facts.note(letter, "withdrawn", "ingetrokken", "teruggezet", reason=reason, user=user)

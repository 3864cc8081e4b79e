"""Withdrawal of a letter from every page, figure, feed and export, and its reversal. It is never deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import letter_fields
from letters.models import Letter


@transaction.atomic
def withdraw(letter: Letter, *, user: Any, reason: str) -> None:
    """Withdraw the letter. `reason` may not be empty (database constraint)."""
    letter.withdrawn_at, letter.withdrawn_by, letter.withdrawn_reason = timezone.now(), user, reason.strip()
    letter.save()
    letter_fields.record_edit(letter, "withdrawn", "", "ingetrokken", reason=reason, user=user)


@transaction.atomic
def put_back(letter: Letter, *, user: Any, reason: str = "") -> None:
    letter.withdrawn_at, letter.withdrawn_by, letter.withdrawn_reason = None, None, ""
    letter.save()
    letter_fields.record_edit(letter, "withdrawn", "ingetrokken", "teruggezet", reason=reason, user=user)

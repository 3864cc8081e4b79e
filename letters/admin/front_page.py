"""Open work counts for the index page of the admin."""

from __future__ import annotations

from typing import Any

from letters.models import Ingestion, Letter, PossibleDuplicate
from letters.pages.next_steps import NEXT_STEPS


def counts(user: Any) -> dict[str, Any]:
    if not user.has_perm("letters.view_letter"):
        return {}
    letters = Letter.objects.in_world().filter(joined_into=None)
    ingestions = Ingestion.objects.in_world()
    return {
        "attention_count": letters.filter(withdrawn_at=None).needing_attention().count(),
        "held_count": ingestions.filter(state=Ingestion.State.HELD).count(),
        "failed_count": ingestions.filter(state=Ingestion.State.FAILED).exclude(problem="discarded").count(),
        "next_steps": NEXT_STEPS.totals(user),
        "busy_count": ingestions.filter(state__in=[*Ingestion.READY, *Ingestion.WORKING]).count(),
        "question_count": open_questions().count(),
        "has_examples": Letter.objects.filter(is_example=True).exists(),
        "newest_letters": letters.prefetch_related("signatories").order_by("-created_at")[:6],
    }


def open_questions() -> Any:
    """Return the open possible duplicates among the letters shown (real, or examples)."""
    shown = Letter.objects.in_world().values("pk")
    return PossibleDuplicate.objects.filter(state=PossibleDuplicate.State.OPEN, earlier__in=shown)

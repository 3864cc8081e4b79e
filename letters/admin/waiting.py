"""What waits for an editor, for the front page of the admin."""

from __future__ import annotations

from typing import Any

from letters.models import Ingestion, Letter, Resemblance


def counts(user: Any) -> dict[str, Any]:
    if not user.has_perm("letters.view_letter"):
        return {}
    letters = Letter.objects.in_world().filter(joined_into=None)
    ingestions = Ingestion.objects.in_world()
    return {
        "attention_count": letters.filter(withdrawn_at=None).needing_attention().count(),
        "held_count": ingestions.filter(state=Ingestion.State.HELD).count(),
        "failed_count": ingestions.filter(state=Ingestion.State.FAILED).exclude(problem="discarded").count(),
        "busy_count": ingestions.filter(state__in=[*Ingestion.READY, *Ingestion.WORKING]).count(),
        "question_count": open_questions().count(),
        "has_examples": Letter.objects.filter(is_example=True).exists(),
        "newest_letters": letters.prefetch_related("signatories").order_by("-created_at")[:6],
    }


def open_questions() -> Any:
    """The questions "the same letter?" that are open, of the world that is shown."""
    shown = Letter.objects.in_world().values("pk")
    return Resemblance.objects.filter(state=Resemblance.State.OPEN, earlier__in=shown)

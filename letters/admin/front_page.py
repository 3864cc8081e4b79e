"""The home of the admin: what waits for this user, list by list, and what they did today."""

from __future__ import annotations

from typing import Any

from letters.models import Letter
from letters.pages.work_lists import WORK_LISTS


def work(user: Any) -> dict[str, Any]:
    """Return the context of the page. A constant number of queries, on those lists that the user may work through."""
    may_remove = user.has_perm("letters.change_letter")
    return {
        "work_lists": WORK_LISTS.seen_by(user),
        "done_today": WORK_LISTS.done_today(user),
        "has_examples": may_remove and Letter.objects.filter(is_example=True).exists(),
    }

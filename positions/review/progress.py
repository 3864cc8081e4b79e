"""How far the review queue is: by the counts that are kept by letter and topic, else on one letter or the first ones.

`queue.progress` is the definition; over the whole queue it reads every proposal that there ever was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from letters.many_ids import any_of
from positions.models.stances import StanceQuerySet
from positions.review import queue
from positions.review.bulk_acceptance import differed_on
from positions.review.filters import ProposalFilter, QueueFilter
from positions.summary_table.reading import Decisions, decisions, waiting_texts

MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """Decisions that wait, where those that were taken are not counted.

    Only on the newest `letters` on which anything waits, if that is not None.
    """

    left: int
    letters: int | None
    total: None = None


def progress(filters: QueueFilter) -> queue.ReviewProgress | Waiting:
    """Count the queue. One query; two with a filter for which no counts are kept, or while letters are due."""
    chosen = filters.chosen
    if chosen.get("letter"):
        return queue.progress(filters.qs)
    if chosen.get("coder") or chosen.get("confidence"):
        first, letters = _first(filters.qs)
        return Waiting(first.open().order_by().values("revision", "topic", "start").distinct().count(), letters)
    counted = _counted(filters.user, chosen)
    return queue.ReviewProgress(decided=counted.proposed - counted.waiting, total=counted.proposed)


def differing(filters: ProposalFilter, user: Any) -> Waiting:
    """Count the decisions that wait and on which coders differ, in the same way."""
    chosen = filters.chosen
    if chosen.get("letter"):
        return Waiting(differed_on(filters.qs), None)
    if chosen.get("coder") or chosen.get("confidence"):
        first, letters = _first(filters.qs)
        return Waiting(differed_on(first), letters)
    return Waiting(_counted(user, chosen).differing, None)


def _counted(user: Any, chosen: dict[str, Any]) -> Decisions:
    return decisions(user, chosen["topic"].pk if chosen.get("topic") else None)


def _first(asked: StanceQuerySet) -> tuple[StanceQuerySet, int | None]:
    """Return the proposals on the newest texts on which anything waits; and of how many, None if those are all."""
    texts = list(waiting_texts(most=MOST_LETTERS + 1).values_list("revision", flat=True))
    return asked.filter(any_of("revision", texts[:MOST_LETTERS])), MOST_LETTERS if len(texts) > MOST_LETTERS else None

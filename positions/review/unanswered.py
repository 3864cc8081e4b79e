"""Sentences that a language model was asked about and gave no answer on that could be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from letters.models import Passage
from positions.domain.reliability.units import Place
from positions.models import ModelWindow
from positions.review.spans import CODED_KINDS


def unanswered(coders: Iterable[int], revisions: Collection[int]) -> dict[int, set[Place]]:
    """Return by coder the sentences of these texts that a language model gave no answer on that could be taken.

    There its silence is unknown, not "no stance". Two queries.
    """
    without = ModelWindow.objects.exclude(state=ModelWindow.State.ANSWERED).filter(round__coder__in=list(coders))
    rows = without.filter(round__revision__in=revisions)
    windows = list(rows.values_list("round__coder", "round__revision", "first", "last"))
    passages = Passage.objects.filter(revision__in={text for _, text, *_ in windows}, kind__in=CODED_KINDS)
    starts: dict[int, list[int]] = defaultdict(list)
    for revision, bounds in passages.order_by("revision", "position").values_list("revision", "sentence_bounds"):
        starts[revision] += bounds[::2]
    found: dict[int, set[Place]] = defaultdict(set)
    for coder, text, first, last in windows:
        found[coder].update((text, start) for start in starts[text][first - 1 : last])
    return dict(found)

"""Places of the sentences that are coded: those of body and annexes, not headings and signatures."""

from __future__ import annotations

from collections.abc import Iterable

from letters.models import Passage, Revision

CODED_KINDS = ("body", "annex")
Place = tuple[int, int]


def coded_places(text: Revision) -> list[Place]:
    """Return the places in the order of the text."""
    bounds = Passage.objects.filter(revision=text, kind__in=CODED_KINDS).order_by("position")
    return pairs(bounds.values_list("sentence_bounds", flat=True))


def pairs(bounds: Iterable[list[int]]) -> list[Place]:
    return [pair for each in bounds for pair in zip(each[::2], each[1::2], strict=True)]

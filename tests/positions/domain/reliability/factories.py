"""Codings for tests: sentences that a coder went through, and the values given there."""

from __future__ import annotations

from collections.abc import Iterable

from positions.domain.reliability.units import CodedValue, CoderData, Place

ONE, TWO, THREE, FOUR = ((1, 0), (1, 10), (1, 20), (2, 0))


def coding(sentences: Iterable[Place], **said: list[tuple[Place, str, int | None]]) -> CoderData:
    """Return a coding; `said` lists (sentence, holder, score) by topic."""
    return CoderData(
        set(sentences), {(s, topic): CodedValue(h, score) for topic, all_ in said.items() for s, h, score in all_}
    )

"""Comparison of two coders over the sentences that both went through: alphas, and accuracy by the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from positions.domain.reliability.evaluation import Evaluation, evaluate
from positions.domain.reliability.units import Alphas, CoderData, Units, alphas, units


@dataclass(frozen=True, slots=True)
class CoderComparison:
    alphas: Alphas
    evaluation: Evaluation

    @property
    def sentences(self) -> int:
        return self.evaluation.sentences


def compare(
    first: CoderData, second: CoderData, topics: tuple[str, ...], measure: Callable[[Units], Alphas] = alphas
) -> CoderComparison:
    """Compare two coders on these topics. `measure` replaces `alphas`, for callers that cache earlier results."""
    return CoderComparison(measure(units([first, second], topics)), evaluate(first, second, topics))

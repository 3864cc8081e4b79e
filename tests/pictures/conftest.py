from __future__ import annotations

from collections.abc import Callable

import pytest

from letters.models import Letter
from positions import codebooks, reviews
from positions.domain.scale import Holder
from positions.models import Coder, Stance, Topic
from tests.stances.conftest import anna, bram, codebook, proposed, recorded

__all__ = ["anna", "bram", "codebook", "proposed", "recorded"]


@pytest.fixture
def accept(codebook, anna: Coder) -> Callable[..., Stance]:
    """Have anna say something of a sentence; what she says counts at once."""

    def say(letter: Letter, quote: str, topic: str = "russia", score: int | None = 1, **how) -> Stance:
        text = letter.revisions.get(is_current=True)
        start = text.text.index(quote)
        span = reviews.Span(text.pk, start, start + len(quote), quote)
        coding = reviews.Coding(Topic.objects.get(slug=topic), how.get("holder", Holder.CABINET), score)
        reviews.code_sentence(span, how.get("coder", anna), codebooks.newest(), coding)
        return Stance.objects.accepted().get(revision=text, start=start, topic__slug=topic)

    return say

from __future__ import annotations

from collections.abc import Callable

import pytest

from letters.models import Letter
from positions import codebooks, reviews
from positions.domain.scale import Holder
from positions.models import Coder, Stance, Topic
from tests.stances.conftest import anna, bram, codebook, proposed, recorded
from tests.wording import letter

__all__ = ["anna", "bram", "codebook", "proposed", "recorded"]


@pytest.fixture
def accept(codebook, anna: Coder) -> Callable[..., Stance]:
    """Have a person (anna) say something of a sentence; what she says counts at once."""

    def say(
        text: Letter, quote: str, score: int | None = 1, *, topic: str = "russia", holder: str = "cabinet", **who: Coder
    ) -> Stance:
        revision = text.revisions.get(is_current=True)
        start = revision.text.index(quote)
        span = reviews.Span(revision.pk, start, start + len(quote), quote)
        coding = reviews.Coding(Topic.objects.get(slug=topic), Holder(holder), score)
        reviews.code_sentence(span, who.get("coder", anna), codebooks.newest(), coding)
        return Stance.objects.accepted().get(revision=revision, start=start, topic__slug=topic)

    return say


@pytest.fixture
def letter_of(codebook, take_in) -> Callable[..., Letter]:
    """Take in an invented letter with these sentences, dated as it is written ("3 maart 2019")."""

    def take(number: int, date: str | None, *sentences: str, **more: object) -> Letter:
        return take_in(letter(number=str(number), date=date, sentences=sentences, **more)).letter  # type: ignore[arg-type]

    return take

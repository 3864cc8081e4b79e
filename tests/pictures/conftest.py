from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command

from letters.models import Letter
from positions import codebooks, reviews
from positions.domain.scale import Holder
from positions.models import Coder, Stance, Topic
from tests.wording import letter


@pytest.fixture
def codebook(db) -> None:
    call_command("load_codebook")


@pytest.fixture
def anna(django_user_model) -> Coder:
    return reviews.coder_of(django_user_model.objects.create_user("anna"))


@pytest.fixture
def accept(codebook, anna) -> Callable[..., Stance]:
    """Have a person accept a stance on a sentence of a letter."""

    def code(text: Letter, quote: str, score: int | None, *, topic: str = "russia", holder: str = "cabinet") -> Stance:
        revision = text.revisions.get(is_current=True)
        start = revision.text.index(quote)
        span = reviews.Span(revision.pk, start, start + len(quote), quote)
        coding = reviews.Coding(Topic.objects.get(slug=topic), Holder(holder), score)
        reviews.code_sentence(span, anna, codebooks.newest(), coding)
        return Stance.objects.accepted().get(revision=revision, start=start, topic__slug=topic)

    return code


@pytest.fixture
def letter_of(codebook, take_in) -> Callable[..., Letter]:
    """Take in an invented letter with these sentences, dated as it is written ("3 maart 2019")."""

    def take(number: int, date: str | None, *sentences: str, **more: object) -> Letter:
        return take_in(letter(number=str(number), date=date, sentences=sentences, **more)).letter  # type: ignore[arg-type]

    return take

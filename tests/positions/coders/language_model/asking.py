"""Asking the test server's model from a test, and what was asked and kept."""

from __future__ import annotations

import io
from typing import Any

from django.core.management import call_command

from positions.models import ModelWindow
from tests.positions.coders.language_model.model_server import (
    Answer,
    first_sentence,
)


def propose(**options: Any) -> str:
    out = io.StringIO()
    call_command("propose", coder="language-model", stderr=out, **options)
    return out.getvalue()


def states() -> list[str]:
    return list(ModelWindow.objects.order_by("pk").values_list("state", flat=True))


def asked_of(model) -> list[list[int]]:
    return [question.numbers for question in model.questions]


def wrong_on_the_first(wrong: Answer) -> Any:
    return lambda question: wrong if question.numbers[0] == 1 else first_sentence(question)

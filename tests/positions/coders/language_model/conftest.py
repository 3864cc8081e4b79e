from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command

from letters.models import Letter
from positions.coders.language_model import chat_completions
from positions.models import Stance
from tests.positions.coders.language_model.model_server import Answer, Answering, ModelServer, Question, completion

KEY = "sk-geheim-4711"


@pytest.fixture
def ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make no second request within a call, which would wait."""
    monkeypatch.setattr(chat_completions, "ATTEMPTS", 1)


@pytest.fixture
def serve() -> Iterator[Callable[..., ModelServer]]:
    """Return a function that starts a server with these answers."""
    started: list[ModelServer] = []

    def start(*answers: Answer | Answering) -> ModelServer:
        started.append(ModelServer(*answers))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def model(serve, settings) -> ModelServer:
    """Set a language model that finds Russia in the first sentence of each window of two sentences."""
    server = serve()
    settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL_NAME = server.url, "testmodel:1b"
    settings.LANGUAGE_MODEL_KEY, settings.LANGUAGE_MODEL_WINDOW = KEY, "2"
    return server


@pytest.fixture
def echo(model) -> Callable[..., None]:
    """Return a function that runs both coders over all letters. The model says what the rules say, and otherwise on
    Russia: `shift` is added to the score, `change` takes the place of what it names; of `silent` it says nothing.
    """

    def run(shift: int = 0, silent: tuple[str, ...] = (), **change: Any) -> None:
        call_command("propose")
        lines = defaultdict[str, dict[str, dict[str, Any]]](dict)  # by sentence and topic: letters may say the same
        for said in Stance.objects.filter(coder__name="rules").exclude(topic__slug__in=silent).select_related("topic"):
            lines[" ".join(said.quote.split())][said.topic.slug] = _line(said, shift, change)
        model.answers(lambda question: _answered(question, lines))
        call_command("propose", coder="language-model")

    return run


@pytest.fixture
def echoing(recorded: Letter, echo: Callable[..., None]) -> Callable[..., None]:
    """Return `echo` for the one letter on Russia, defence spending and the EU."""
    return echo


def _line(said: Stance, shift: int, change: dict[str, Any]) -> dict[str, Any]:
    line = {"topic": said.topic.slug, "holder": said.holder, "score": said.score, "reason": "zo staat het er"}
    if said.topic.slug == "russia":
        line |= {"score": said.score if said.score is None else said.score + shift, **change}
    return {**line, "kind": "mention" if line["score"] is None else "position"}


def _answered(question: Question, lines: dict[str, dict[str, dict[str, Any]]]) -> Answer:
    asked = re.findall(r"^\[(\d+)\] (.*)$", question.asked, re.MULTILINE)
    found = [{"sentence": int(number), **line} for number, words in asked for line in lines[words].values()]
    return completion(json.dumps({"stances": found}))

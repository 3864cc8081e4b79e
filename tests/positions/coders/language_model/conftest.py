from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.positions.coders.language_model.model_server import Answer, Answering, ModelServer

KEY = "sk-geheim-4711"


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

"""One request for one window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.coders.language_model.config import ModelConfig
from positions.coders.language_model.faults import EndpointError, Fault
from positions.domain.codebook.types import Codebook
from positions.domain.language_model import prompt
from positions.domain.language_model.answer import schema
from positions.domain.language_model.windows import Window

if TYPE_CHECKING:
    from positions.coders.language_model.chat_completions import ModelClient, Reply

MOST_ATTEMPTS = 2  # answers on a window
SPARE_TOKENS, TOKENS_A_SENTENCE = 256, 120  # room for an answer: two stances with reasons on each sentence
SIGNS_A_TOKEN = 3  # characters of Dutch and English; a low estimate, so that what fits by it fits


def ask_window(
    client: ModelClient, config: ModelConfig, window: Window, codebook: Codebook, *, subject: str | None, complaint: str
) -> Reply:
    """Return the reply on a window. Raises EndpointError; without asking where it cannot fit the context."""
    messages = prompt.messages(window, codebook, subject=subject, complaint=complaint)
    room = SPARE_TOKENS + TOKENS_A_SENTENCE * len(window.sentences)
    needed = room + sum(len(message["content"]) for message in messages) // SIGNS_A_TOKEN
    if config.context is not None and needed > config.context:
        raise EndpointError(Fault.TOO_LONG, f"geschat {needed} tokens, er passen er {config.context}")
    return client.ask(messages, schema(window, codebook), room)

"""One request for one window, and what its reply says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from positions.coders.language_model.config import ModelConfig
from positions.coders.language_model.faults import EndpointError, Fault
from positions.domain.codebook.types import Codebook
from positions.domain.language_model import prompt
from positions.domain.language_model.answer import ModelCoding, Refused, read, schema
from positions.domain.language_model.windows import Window

if TYPE_CHECKING:
    from positions.coders.language_model.chat_completions import ModelClient, Reply

MOST_ATTEMPTS = 2  # answers on a window
SPARE_TOKENS, TOKENS_A_SENTENCE = 256, 120  # room for an answer: two stances with reasons on each sentence
SIGNS_A_TOKEN = 3  # characters of Dutch and English; a low estimate, so that what fits by it fits
MOST_SIGNS_A_TOKEN = 6  # a high estimate: where a server read less of a question, it cut the question off
CUT = (
    "De server las {tokens} tokens van een vraag van {signs} tekens: het begin, met de opdracht, is afgekapt. "
    "Zet de context van de server hoger (bij Ollama OLLAMA_CONTEXT_LENGTH), of LANGUAGE_MODEL_WINDOW lager."
)


def ask_window(
    client: ModelClient, config: ModelConfig, window: Window, codebook: Codebook, *, subject: str | None, complaint: str
) -> Reply:
    """Return the reply on a window. Raises EndpointError; without asking where it cannot fit the context."""
    messages = prompt.messages(window, codebook, subject=subject, complaint=complaint)
    room = SPARE_TOKENS + TOKENS_A_SENTENCE * len(window.sentences)
    needed = room + _signs(messages) // SIGNS_A_TOKEN
    if config.context is not None and needed > config.context:
        raise EndpointError(Fault.TOO_LONG, f"geschat {needed} tokens, er passen er {config.context}")
    return replace(client.ask(messages, schema(window, codebook), room), signs=_signs(messages))


def codings_of(reply: Reply, window: Window, codebook: Codebook) -> list[ModelCoding]:
    """Return the codings of a reply. Raises Refused where its answer is wrong, or is to a question that was cut off."""
    if reply.tokens_in is not None and reply.tokens_in * MOST_SIGNS_A_TOKEN < reply.signs:
        raise Refused(CUT.format(tokens=reply.tokens_in, signs=reply.signs), "", for_good=True)
    return read(reply.content, reply.finish_reason, window, codebook)


def _signs(messages: Iterable[Mapping[str, str]]) -> int:
    return sum(len(message["content"]) for message in messages)

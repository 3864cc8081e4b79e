"""The language model as the registry knows it, and as a coder without a database (bench/model.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from letters.parser.parsed_letter import ParsedLetter
from positions.coders.language_model.ask import MOST_ATTEMPTS, ask_window, codings_of
from positions.coders.language_model.config import ModelConfig
from positions.domain.codebook.types import Codebook
from positions.domain.language_model import prompt
from positions.domain.language_model.answer import ModelCoding, Refused, proposals
from positions.domain.language_model.windows import Window, numbered_sentences, windows_of
from positions.domain.rules_coder.coder import Proposal
from positions.models.coders import LANGUAGE_MODEL

if TYPE_CHECKING:
    from positions.coders.language_model.chat_completions import ModelClient

NAME = LANGUAGE_MODEL


def version_of(config: ModelConfig, codebook: Codebook) -> str:
    """Return the version: the model, and a digest of all that it is told. Another one is another coder."""
    return f"{config.model} {prompt.digest(codebook, config.window)}"


@dataclass(slots=True)
class Usage:
    """Counts of the requests so far; tokens are those that the server told of."""

    windows: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


class LanguageModelCoder:
    """A MachineCoder, though not a deterministic one: a server may answer the same question differently."""

    name = NAME
    calibration = None

    def __init__(self, config: ModelConfig, codebook: Codebook) -> None:
        self._config = config
        self.version = version_of(config, codebook)
        self.usage = Usage()

    def propose(self, letter: ParsedLetter, codebook: Codebook) -> list[Proposal]:
        """Ask for the whole letter, window by window, and keep nothing; failed windows give no proposals.

        Raises EndpointError. Rounds in the database are `rounds`.
        """
        from positions.coders.language_model.chat_completions import ModelClient  # noqa: PLC0415 - httpx takes long to load

        codings: list[ModelCoding] = []
        with ModelClient(self._config) as client:
            for window in windows_of(letter, self._config.window):
                codings += self._codings(client, window, codebook, letter.subject)
        return proposals(codings, numbered_sentences(letter))

    def _codings(
        self, client: ModelClient, window: Window, codebook: Codebook, subject: str | None
    ) -> list[ModelCoding]:
        self.usage.windows += 1
        complaint = ""
        for _attempt in range(MOST_ATTEMPTS):
            reply = ask_window(client, self._config, window, codebook, subject=subject, complaint=complaint)
            self.usage.tokens_in += reply.tokens_in or 0
            self.usage.tokens_out += reply.tokens_out or 0
            self.usage.seconds += reply.seconds
            try:
                return codings_of(reply, window, codebook)
            except Refused as refused:
                complaint = refused.complaint
                if refused.for_good:
                    break
        self.usage.failed += 1
        return []

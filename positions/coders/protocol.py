"""Protocol of machine coders: a name, a version, and a function from a letter and a codebook to proposals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from letters.parser.parsed_letter import ParsedLetter
from positions.domain.codebook.types import Codebook
from positions.domain.reliability.calibration import Line
from positions.domain.rules_coder.coder import Proposal


@dataclass(frozen=True, slots=True)
class ShippedCalibration:
    """A calibration that comes with the program, and the proposals on training letters that it was fitted on."""

    line: Line
    decisions: int
    letters: int
    log_loss: float


class MachineCoder(Protocol):
    """A deterministic coder: equal input gives equal proposals. `version` is raised when they change."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def calibration(self) -> ShippedCalibration | None:
        """How its raw probabilities are read until the site has its own calibration; None if it gives none."""

    def propose(self, letter: ParsedLetter, codebook: Codebook) -> Iterable[Proposal]:
        """Return stances in the order of the text, each quote verbatim (`letter.text[start:end]`)."""

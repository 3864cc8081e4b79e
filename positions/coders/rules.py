"""The rules coder (`positions.domain.rules_coder`) as a machine coder."""

from __future__ import annotations

from letters.parser.parsed_letter import ParsedLetter
from positions.coders.protocol import ShippedCalibration
from positions.domain.codebook.types import Codebook
from positions.domain.rules_coder import coder, confidence


class RulesCoder:
    name = coder.CODER
    version = coder.VERSION

    @property
    def calibration(self) -> ShippedCalibration:
        made = confidence.shipped()["made"]
        return ShippedCalibration(confidence.shipped_line(), made["proposals"], made["letters"], made["log_loss"])

    def propose(self, letter: ParsedLetter, codebook: Codebook) -> tuple[coder.Proposal, ...]:
        return coder.propose(letter, codebook)

"""A harder or a softer line: the adjective gives the direction, whoever holds the view."""

from __future__ import annotations

import pytest

from positions.domain.scale import Holder
from tests.positions.domain.factories import only_proposal

CHINA = "# China\nDe Raad sprak over China."
RUSSIA = "# Rusland\nDe Raad sprak over Rusland."


@pytest.mark.parametrize(
    ("sentence", "holder", "score"),
    [
        ("Duitsland pleitte voor een hardere lijn.", Holder.OTHER, 1),
        ("Duitsland pleitte voor een zachtere lijn.", Holder.OTHER, -1),
        ("Sommige lidstaten pleiten voor een zachtere lijn.", Holder.ALLIES, -1),
        ("Sommige lidstaten pleiten voor een strengere lijn.", Holder.ALLIES, 1),
        ("Nederland bepleit een assertievere houding.", Holder.CABINET, 1),
        ("Nederland bepleit een terughoudender houding.", Holder.CABINET, -1),
        ("Enkele lidstaten drongen aan op een minder harde benadering.", Holder.ALLIES, -1),
        ("Enkele lidstaten drongen aan op een minder milde benadering.", Holder.ALLIES, 1),
        ("Spanje waarschuwde voor een te harde koers.", Holder.OTHER, -1),
        ("Spanje waarschuwde voor een te zachte koers.", Holder.OTHER, 1),
        ("Spanje waarschuwde voor een hardere koers.", Holder.OTHER, -1),
        ("Het kabinet ziet niets in een soepeler beleid.", Holder.CABINET, 1),
        ("Nederland is geen voorstander van een strenger beleid.", Holder.CABINET, -1),
        ("Polen vond dat de Unie feller moet optreden.", Holder.OTHER, 1),
        ("Polen vond dat de Unie behoedzamer moet optreden.", Holder.OTHER, -1),
    ],
)
@pytest.mark.parametrize(("topic", "before"), [("china", CHINA), ("russia", RUSSIA)])
def test_the_line_has_a_direction(sentence: str, holder: Holder, score: int, topic: str, before: str) -> None:
    proposal = only_proposal(sentence, topic, before)
    assert (proposal.holder, proposal.score) == (holder, score)


def test_a_line_that_was_only_spoken_about_is_a_mention() -> None:
    assert only_proposal("De lidstaten spraken over een hardere lijn tegenover China.", "china", CHINA).score is None


def test_another_cue_beside_it_decides() -> None:
    sentence = "Het kabinet wil een stevige houding, maar de dialoog met China moet open blijven."
    assert not any("stevige houding" in cue for cue in only_proposal(sentence, "china", CHINA).cues)

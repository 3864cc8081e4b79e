"""Views that live among a group or in a capital, and what is done by somebody in the passive."""

from __future__ import annotations

import pytest

from positions.domain.scale import Holder
from tests.positions.domain.factories import only_proposal


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Onder de ministers bestond zorg over de agressie van Rusland.", Holder.ALLIES),
        ("Bij veel bondgenoten leeft de wens om de dialoog met Rusland te hervatten.", Holder.ALLIES),
        ("De vrees voor de agressie van Rusland leeft ook in Warschau.", Holder.OTHER),
        ("De zorg over de agressie van Rusland leeft ook in Nederland.", Holder.CABINET),
        ("Onder de maatregelen tegen Rusland was een zorgelijk besluit.", Holder.CABINET),
    ],
)
def test_a_view_is_of_those_among_whom_it_lives(sentence: str, holder: Holder) -> None:
    assert only_proposal(sentence, "russia").holder is holder


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Dat sanctiepakket tegen Rusland werd door vrijwel alle lidstaten toegejuicht.", Holder.ALLIES),
        ("De dialoog met Rusland werd door de ministers nuttig genoemd.", Holder.ALLIES),
        ("De dialoog met Rusland moet door de ministers worden voortgezet.", Holder.CABINET),
        ("Het is goed dat de dialoog met Rusland door de ministers wordt hervat.", Holder.CABINET),
    ],
)
def test_what_is_done_by_somebody_is_theirs_and_what_they_must_do_is_not(sentence: str, holder: Holder) -> None:
    assert only_proposal(sentence, "russia").holder is holder


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Van verschillende kanten is gewezen op de dreiging van Rusland.", Holder.ALLIES),
        ("Er bestond consensus over een krachtig antwoord op de agressie van Rusland.", Holder.ALLIES),
        ("Er is steun bij het kabinet voor nieuwe sancties tegen Rusland.", Holder.CABINET),
        ("De inleiders waren het erover eens dat de dialoog met Rusland moet worden voortgezet.", Holder.ALLIES),
        ("Afgesproken is dat de druk op Rusland wordt opgevoerd.", Holder.ALLIES),
        ("In Parijs wordt gevreesd dat de agressie van Rusland groeit.", Holder.OTHER),
        ("In Den Haag wordt gevreesd dat de agressie van Rusland groeit.", Holder.CABINET),
    ],
)
def test_a_meeting_or_a_capital_speaks_without_a_subject(sentence: str, holder: Holder) -> None:
    assert only_proposal(sentence, "russia").holder is holder


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("In de raadsconclusies wordt opgeroepen tot strengere sancties tegen Rusland.", Holder.ALLIES),
        ("Volgens het communiqué blijft de deur voor dialoog met Rusland open.", Holder.ALLIES),
        ("De verklaring van de top noemt Rusland een bedreiging voor de veiligheid.", Holder.ALLIES),
        ("In het Strategisch Concept wordt Rusland een bedreiging voor de bondgenoten genoemd.", Holder.NATO),
        ("In de slotverklaring ziet het kabinet een krachtig antwoord op de agressie van Rusland.", Holder.CABINET),
        ("De dreiging van Rusland werd door meerdere ministers onderstreept.", Holder.ALLIES),
    ],
)
def test_a_paper_speaks_for_those_who_wrote_it(sentence: str, holder: Holder) -> None:
    assert only_proposal(sentence, "russia").holder is holder

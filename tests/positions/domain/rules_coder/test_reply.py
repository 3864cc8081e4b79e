"""Replies keep or turn the direction of the sentence before, on whatever topic and side that is."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder.reply import reply
from positions.domain.rules_coder.sentences import sentence_alone
from positions.domain.scale import Holder
from tests.positions.domain.factories import only_proposal

TOLD = {
    "china": "Sommige bondgenoten vrezen dat China een bedreiging vormt voor de veiligheid van Europa.",
    "defence-spending": "De Adviesraad vindt dat de defensie-uitgaven omhoog moeten.",
    "eu-cooperation": "Polen vindt dat de EU de NAVO niet mag dupliceren.",
    "russia": "Italië vindt dat de dialoog met Rusland open moet blijven.",
}
SIDES = {"china": 1, "defence-spending": 1, "eu-cooperation": -1, "russia": -1}
KEEPING = [
    "Die zorg deel ik.",
    "Het kabinet deelt deze opvatting wel.",
    "Die opvatting deelt het kabinet.",
    "Dat standpunt onderschrijft Nederland.",
    "Ik steun deze lijn van harte.",
]
TURNING = [
    "Ik deel die zorg niet.",
    "Die zorg deel ik niet.",
    "Het kabinet deelt deze opvatting niet.",
    "Het kabinet ziet dat anders.",
    "Nederland kan zich daarin niet vinden.",
    "Die conclusie gaat het kabinet te ver.",
    "Het kabinet wijst dat voorstel van de hand.",
]


@pytest.mark.parametrize("topic", TOLD)
@pytest.mark.parametrize(("sentences", "side"), [(KEEPING, 1), (TURNING, -1)])
def test_a_reply_has_the_direction_of_what_it_answers_or_its_opposite(
    topic: str, sentences: list[str], side: int
) -> None:
    before = only_proposal(TOLD[topic], topic)
    assert before.score == SIDES[topic]
    for sentence in sentences:
        answer = only_proposal(sentence, topic, TOLD[topic])
        assert (sentence, answer.holder, answer.score) == (sentence, Holder.CABINET, side * SIDES[topic])


def test_another_than_the_cabinet_replies_for_itself() -> None:
    answer = only_proposal("Hongarije deelde die zorg niet.", "china", TOLD["china"])
    assert (answer.holder, answer.score) == (Holder.OTHER, -1)


@pytest.mark.parametrize(
    "sentence",
    [
        "Het kabinet deelt deze opvatting slechts ten dele.",
        "Het kabinet deelt de zorg over het klimaat.",
        "Deelt u die zorg?",
        "Het kabinet neemt die conclusie over en wil dat er in de haven van Rotterdam meer toezicht komt.",
        "Het kabinet deelt gegevens met de inspectie.",
    ],
)
def test_no_reply_where_more_or_less_is_said(sentence: str) -> None:
    assert reply(sentence_alone(sentence, version())) is None


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("Dit advies volgen wij niet, want wachten met geld maakt bestellingen later en duurder.", -1),
        ("Die opvatting delen wij, want alleen geld maakt de krijgsmacht niet kleiner.", 1),
        ("Die opvatting delen wij niet, omdat er geen geld is.", -1),
    ],
)
def test_the_reason_of_a_reply_gives_it_no_direction(sentence: str, score: int) -> None:
    assert only_proposal(sentence, "defence-spending", TOLD["defence-spending"]).score == score

"""The opposite direction of ties or pressure that are ended, limited or discouraged; the same where they are not."""

from __future__ import annotations

import pytest

from tests.positions.domain.factories import only_proposal

PAIRS = [
    ("russia", -1, "Het kabinet wil de strafmaatregelen tegen Rusland afbouwen."),
    ("russia", 1, "Het kabinet wil de strafmaatregelen tegen Rusland niet afbouwen."),
    ("russia", -1, "Zolang Rusland meewerkt, moeten de strafmaatregelen worden verlicht."),
    ("russia", 1, "Zolang Rusland weigert, mogen de strafmaatregelen niet worden verlicht."),
    ("russia", 1, "Nederland pleit voor het beëindigen van de dialoog met Rusland."),
    ("russia", -1, "Nederland pleit voor het voortzetten van de dialoog met Rusland."),
    ("russia", -1, "Het kabinet vindt dat de druk op Moskou moet worden verlicht."),
    ("russia", 1, "Het kabinet vindt dat de druk op Moskou moet worden opgevoerd."),
    ("russia", 1, "Opheffing van de sancties tegen Rusland acht Nederland voorbarig."),
    ("russia", -1, "Opheffing van de sancties tegen Rusland acht Nederland wenselijk."),
    ("russia", -1, "Hongarije blijft zich verzetten tegen sancties tegen Rusland."),
    ("russia", 1, "Het kabinet wil de handel met Rusland ontmoedigen."),
    ("russia", -1, "Het kabinet wil de handel met Rusland aanmoedigen."),
    ("russia", -1, "Het kabinet ontmoedigt nieuwe sancties tegen Rusland."),
    ("russia", 1, "Het kabinet ontmoedigt nieuwe handelsmissies naar Rusland."),
    ("russia", 1, "Nederland had scherpere woorden over Rusland gewild."),
    ("russia", -1, "Nederland had mildere woorden over Rusland gewild."),
    ("china", 1, "Het kabinet zal het gesprek met China beperken tot het klimaat."),
    ("china", -1, "Het kabinet zal het gesprek met China niet beperken tot het klimaat."),
    ("china", 1, "Wat Nederland betreft komt er een eind aan de samenwerking met China."),
    ("china", -1, "Wat Nederland betreft komt er geen eind aan de samenwerking met China."),
    ("china", 1, "Het kabinet ontmoedigt samenwerking met Chinese legeruniversiteiten."),
    ("china", -1, "Het kabinet moedigt samenwerking met Chinese universiteiten aan."),
    ("china", 1, "Het kabinet ziet af van samenwerking met China op dit gebied."),
    ("china", -1, "Het kabinet ziet niet af van samenwerking met China op dit gebied."),
    ("china", 1, "Nederland wil de samenwerking met Chinese instellingen afbouwen."),
    ("china", -1, "Nederland wil de samenwerking met Chinese instellingen uitbouwen."),
    ("defence-spending", 1, "De daling van de defensie-uitgaven moet stoppen."),
    ("defence-spending", -1, "De stijging van de defensie-uitgaven moet stoppen."),
    ("defence-spending", 1, "Het kabinet wil de bezuinigingen op Defensie terugdraaien."),
    ("defence-spending", 1, "Nog meer bezuinigingen op Defensie acht het kabinet, hoe begrijpelijk ook, onwenselijk."),
    ("defence-spending", -1, "Het kabinet wil de verhoging van het defensiebudget terugdraaien."),
    ("eu-cooperation", -1, "Een militair hoofdkwartier van de EU naast dat van de NAVO is een hersenschim."),
    ("eu-cooperation", -1, "Het kabinet blijft zich verzetten tegen een militair hoofdkwartier van de EU."),
    ("eu-cooperation", 1, "Het kabinet verzet zich niet langer tegen een militair hoofdkwartier van de EU."),
    ("eu-cooperation", -1, "Nederland wil de Europese defensiesamenwerking afremmen."),
    ("eu-cooperation", 1, "Nederland wil de Europese defensiesamenwerking niet afremmen."),
    ("eu-cooperation", 1, "Nederland steunt de Europese defensiesamenwerking van harte."),
    ("russia", -1, "Beëindiging van de dialoog met Rusland zou volgens het kabinet een verkeerde keuze zijn."),
    ("russia", -1, "Het kabinet betreurt de opschorting van de dialoog met Rusland."),
]


@pytest.mark.parametrize(("topic", "side", "sentence"), PAIRS)
def test_a_reversal_turns_the_direction_of_what_it_is_said_of(topic: str, side: int, sentence: str) -> None:
    found = only_proposal(sentence, topic)
    assert found.score is not None
    assert (found.score > 0) - (found.score < 0) == side, found.cues

"""The one for whom «hij» or «zij» stands, whether or not that one spoke."""

from __future__ import annotations

import pytest

from positions.domain.scale import Holder
from tests.positions.domain.factories import proposals


@pytest.mark.parametrize(
    ("before", "sentence", "holder"),
    [
        ("De secretaris-generaal toonde een tabel.", "Hij waarschuwde voor de dreiging van Rusland.", Holder.NATO),
        ("SACEUR was bij de lunch aanwezig.", "Hij achtte meer afschrikking van Rusland nodig.", Holder.NATO),
        ("Bij de lunch waren de bondgenoten aanwezig.", "Zij pleitten voor meer druk op Rusland.", Holder.ALLIES),
        ("Het rapport verscheen in mei.", "Hij schrijft dat de druk op Rusland hoger moet.", Holder.ADVISER),
        ("De AIV bezocht de NAVO.", "Hij trekt de slotsom dat Rusland een dreiging is.", Holder.ADVISER),
        ("De NAVO telt dertig leden.", "Hij waarschuwde voor de dreiging van Rusland.", Holder.OTHER),
        ("De regering sprak met Moskou.", "Zij pleit voor dialoog met Rusland.", Holder.CABINET),
        ("De secretaris-generaal sprak met de Adviesraad.", "Hij pleit voor dialoog met Rusland.", Holder.NATO),
    ],
)
def test_a_pronoun_stands_for_the_one_named_just_before(before: str, sentence: str, holder: Holder) -> None:
    assert next(p.holder for p in proposals(f"{before}\n{sentence}") if p.quote == sentence) is holder

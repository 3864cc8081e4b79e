"""Institutions that say or judge something: known by the shape of their name and a verb beside it, in any tense."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder.institutions import institution
from positions.domain.rules_coder.sentences import sentence_alone
from positions.domain.scale import Holder
from tests.positions.domain.factories import holder_of, only_proposal

SPENDING = "de hogere defensie-uitgaven"


def found(sentence: str) -> str | None:
    there = institution(sentence_alone(sentence, version()))
    return sentence[there.start : there.end] if there else None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (f"De Algemene Rekenkamer plaatste kanttekeningen bij {SPENDING}.", "De Algemene Rekenkamer"),
        (f"Het Centraal Planbureau zet vraagtekens bij {SPENDING}.", "Het Centraal Planbureau"),
        (f"Eerder uitte de Onderwijsraad bezwaren tegen {SPENDING}.", "de Onderwijsraad"),
        (f"In mei is door de Nationale ombudsman gewezen op {SPENDING}.", "de Nationale ombudsman"),
        (f"Volgens het Instituut Vredesleer zijn {SPENDING} onnodig.", "het Instituut Vredesleer"),
        (f"De Duitse Bondsdag toonde zich bezorgd over {SPENDING}.", "De Duitse Bondsdag"),
        (f"Het Huis van Afgevaardigden is kritisch over {SPENDING}.", "Het Huis van Afgevaardigden"),
        (f"Het CPB merkte op dat {SPENDING} de prijzen opjagen.", "Het CPB"),
        (f"De Nederlandsche Bank maande tot voorzichtigheid bij {SPENDING}.", "De Nederlandsche Bank"),
    ],
)  # fmt: skip
def test_an_institution_with_a_judging_verb_speaks(sentence: str, name: str) -> None:
    assert found(sentence) == name
    assert holder_of(sentence, "defence-spending") in {Holder.ADVISER, Holder.OTHER}


@pytest.mark.parametrize(
    "sentence",
    [
        f"De Algemene Rekenkamer onderzoekt {SPENDING}.",
        f"De Algemene Rekenkamer publiceerde een rapport over {SPENDING}.",
        f"Het kabinet plaatst kanttekeningen bij {SPENDING}.",
        f"De minister heeft de Algemene Rekenkamer geïnformeerd over {SPENDING}.",
        f"Dat is bij de telling van de inspectie gebleken voor {SPENDING}.",
    ],
)
def test_an_institution_that_judges_nothing_does_not(sentence: str) -> None:
    assert found(sentence) is None


def test_a_judging_institution_takes_a_position_in_the_past_too() -> None:
    assert (
        only_proposal(f"Het Centraal Planbureau zette vraagtekens bij {SPENDING}.", "defence-spending").score
        is not None
    )


def test_the_cabinet_beside_an_institution_speaks_itself() -> None:
    sentence = f"Het kabinet en de Raad van State vinden {SPENDING} onverstandig."
    assert holder_of(sentence, "defence-spending") is Holder.CABINET


def test_the_council_of_state_is_no_council_of_ministers() -> None:
    sentence = f"De Raad van State oordeelde kritisch over {SPENDING}."
    assert holder_of(sentence, "defence-spending") is Holder.ADVISER


def test_a_committee_is_an_adviser_only_in_a_reaction_to_its_advice() -> None:
    sentence = "Volgens de commissie moet de druk op Rusland omhoog."
    assert holder_of(sentence, before="@ Reactie op het advies over Rusland\n") is Holder.ADVISER
    assert holder_of(sentence, before="@ Verslag van een debat over Rusland\n") is Holder.OTHER


def test_a_report_is_the_advisers_with_any_active_verb_in_a_reaction() -> None:
    title = "@ Reactie op het rapport over Rusland\n"
    assert holder_of("Het rapport bestempelt Rusland als een ernstige dreiging.", before=title) is Holder.ADVISER
    assert holder_of("Het rapport is over Rusland terecht zeer kritisch.", before=title) is not Holder.ADVISER

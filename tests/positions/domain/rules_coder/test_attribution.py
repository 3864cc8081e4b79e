"""The holder of a view where no set words name one."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder.attribution import voices
from positions.domain.rules_coder.sentences import Sentence, coded_sentences
from positions.domain.scale import Holder
from tests.coded_prose import letter
from tests.positions.domain.factories import proposals

ADVICE = "@ Reactie op het advies over China\n\nDe Adviesraad vindt dat China een systeemrivaal is.\n"


def holder_of(prose: str, quote: str) -> Holder:
    return next(proposal.holder for proposal in proposals(prose) if quote in proposal.quote)


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Het kabinet voelt meer voor dialoog met China.", Holder.CABINET),
        ("Bij China volgt het kabinet een andere koers, gericht op dialoog.", Holder.CABINET),
        ("Terecht wijst hij op de afhankelijkheid van China.", Holder.CABINET),
        ("Dat verwijt over China is terecht.", Holder.CABINET),
        ("Die lijn is de juiste: de weerbaarheid tegenover China moet groeien.", Holder.CABINET),
        ("Daarnaast moet Europa de afhankelijkheid van China verminderen.", Holder.ADVISER),
        ("Naar ons oordeel blijft dialoog met China nodig.", Holder.CABINET),
        ("Naar zijn oordeel blijft dialoog met China nodig.", Holder.ADVISER),
        ("Met het slot van die analyse van China stemt het kabinet in.", Holder.CABINET),
        ("Of er ruimte is voor dialoog met China, is aan een volgend kabinet.", Holder.CABINET),
    ],
)
def test_after_an_adviser_the_cabinet_takes_the_floor_with_any_verb(sentence: str, holder: Holder) -> None:
    assert holder_of(ADVICE + sentence, sentence) is holder


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Van Chinese zijde werd aangedrongen op meer dialoog met China.", Holder.OTHER),
        ("Van Nederlandse zijde werd aangedrongen op meer dialoog met China.", Holder.CABINET),
        ("Dat Polen weigert mee te werken aan sancties tegen Rusland, is onaanvaardbaar.", Holder.CABINET),
        ("Polen weigert mee te werken aan sancties tegen Rusland.", Holder.OTHER),
        ("Noorwegen benadrukte het belang van sancties tegen Rusland.", Holder.OTHER),
        ("Noorwegen en andere bondgenoten benadrukten het belang van sancties tegen Rusland.", Holder.ALLIES),
        ("Noorwegen, Canada en vele andere bondgenoten benadrukten de dreiging van Rusland.", Holder.ALLIES),
    ],
)
def test_a_side_speaks_and_the_subject_of_a_judgement_does_not(sentence: str, holder: Holder) -> None:
    assert holder_of(sentence, sentence) is holder


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("De kern van het advies is dat de afhankelijkheid van China moet worden verminderd.", Holder.ADVISER),
        ("De conclusie luidt dat China een systeemrivaal is.", Holder.ADVISER),
        ("De conclusie van het kabinet luidt dat China een systeemrivaal is.", Holder.CABINET),
    ],
)
def test_in_a_reaction_what_the_advice_comes_down_to_is_the_advisers(sentence: str, holder: Holder) -> None:
    title = "@ Reactie op het advies over China\n\nUw Kamer verzocht om een reactie.\n"
    assert holder_of(title + sentence, sentence) is holder


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        (
            "Dat speelt anderen in de kaart, en dat is waarom de regering een open en geregelde dialoog op hoog"
            " niveau met Rusland bepleit.",
            Holder.CABINET,
        ),
        ("Evenals de Adviesraad acht het kabinet de dreiging van Rusland groot.", Holder.CABINET),
        ("Met de bondgenoten is het kabinet van mening dat Rusland een bedreiging is.", Holder.CABINET),
        ("Zoals de secretaris-generaal het verwoordde, blijft Rusland een bedreiging.", Holder.NATO),
        ("Zoals u bekend is, blijft Rusland volgens het kabinet een bedreiging.", Holder.CABINET),
        ("De dreiging van Rusland stelt hoge eisen aan onze waakzaamheid.", Holder.CABINET),
        ("Dat stelt hoge eisen aan de afschrikking van Rusland.", Holder.CABINET),
        (
            "In het gesprek met de voorzitters van de Europese Raad en de Commissie toonden de leiders zich"
            " bezorgd over Rusland.",
            Holder.ALLIES,
        ),
    ],
)
def test_who_speaks_by_the_build_of_the_sentence(sentence: str, holder: Holder) -> None:
    assert holder_of(sentence, sentence) is holder


@pytest.mark.parametrize(
    ("sentence", "holder", "score"),
    [
        ("China noemt zichzelf een ontwikkelingsland.", Holder.OTHER, None),
        ("China beschouwt zichzelf als een Arctische staat.", Holder.OTHER, None),
        ("China noemt zichzelf ten onrechte een ontwikkelingsland, maar het is een systeemrivaal.", Holder.CABINET, 2),
    ],
)
def test_what_a_country_calls_itself_is_no_position_on_it(sentence: str, holder: Holder, score: int | None) -> None:
    found = [(each.holder, each.score) for each in proposals(sentence)]
    assert found == [(holder, score)]


TURNS = """@ Reactie op het advies over China

# Advies
De Adviesraad vindt dat China een systeemrivaal is.
Ook de handel is kwetsbaar.
Daarnaast is meer kennis nodig.
Is dat haalbaar?
Dat hangt af van de middelen.

# Vragen en opmerkingen vanuit de fracties
De leden van de Proef-fractie zijn bezorgd over de haven.
Zij zien een risico.
Wij delen die zorg.
Voorts is er de ruimtevaart.

# Standpunten van de lidstaten
Polen wil een strengere lijn.
De handel is daar gering.
Het kabinet wil overleg.
Dat is ook in het belang van de haven.
"""


def turns() -> list[Sentence]:
    return coded_sentences(letter(TURNS), version())


@pytest.mark.parametrize("index", range(len(turns())))
def test_a_voice_asked_for_alone_is_the_one_it_has_among_all(index: int) -> None:
    title = "Reactie op het advies over China"
    assert voices(turns(), title, {index})[index] == voices(turns(), title)[index]


def test_only_sentences_from_which_the_speaker_may_carry_over_are_looked_at() -> None:
    reported = [9, 10, 11, 12]  # whether the cabinet has spoken in such a section depends on all before
    assert [*voices(turns(), "Reactie op het advies over China", {2})] == [0, 1, 2, *reported]
    assert [*voices(turns(), "Reactie op het advies over China", {5})] == [5, *reported]

"""Questions of members and committees are not the cabinet's positions; what the cabinet answers is. Invented text."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder.questions import MembersSections, asked
from positions.domain.rules_coder.sentences import sentence_alone
from positions.domain.scale import Holder
from tests.positions.domain.factories import holder_of, proposals, score_of

PAIRS = [
    (
        "De leden van de Proef-fractie vragen of het kabinet niet te afhankelijk is van China.",
        "Het kabinet is in zijn eigen ogen nog te afhankelijk van China.",
        "china",
    ),
    (
        "De leden van de fracties van A, B, C, D en E vragen welke nieuwe sancties het kabinet tegen Rusland wil.",
        "Het kabinet wil nieuwe sancties tegen Rusland.",
        "russia",
    ),
    (
        "De leden van A en B vragen het kabinet zich uit te spreken voor nieuwe sancties tegen Rusland.",
        "Het kabinet spreekt zich uit voor nieuwe sancties tegen Rusland.",
        "russia",
    ),
    (
        "Voorts informeren deze leden of de Russische dreiging volgens de regering nog steeds groeit.",
        "De Russische dreiging groeit volgens de regering nog steeds.",
        "russia",
    ),
    (
        "Deze leden vragen aandacht voor de Russische dreiging.",
        "Het kabinet vraagt aandacht voor de Russische dreiging.",
        "russia",
    ),
    (
        "Gevraagd wordt of Nederland zich voor een grotere rol van PESCO moet inzetten.",
        "Nederland moet zich voor een grotere rol van PESCO inzetten.",
        "eu-cooperation",
    ),
    (
        "Ook zouden zij graag vernemen of het kabinet de defensie-uitgaven verder wil verhogen.",
        "Ook wil het kabinet de defensie-uitgaven verder verhogen.",
        "defence-spending",
    ),
    (
        "De vaste commissie voor Proeven vroeg hoe het kabinet de onaanvaardbare dreiging van Rusland wil keren.",
        "Het kabinet wil de onaanvaardbare dreiging van Rusland keren.",
        "russia",
    ),
    (
        "De motie-Proef verzoekt de regering te pleiten voor nieuwe sancties tegen Rusland.",
        "De regering zal pleiten voor nieuwe sancties tegen Rusland.",
        "russia",
    ),
    (
        "Is het kabinet van mening dat de druk op Moskou omhoog moet?",
        "Het kabinet is van mening dat de druk op Moskou omhoog moet.",
        "russia",
    ),
    (
        "Kan de samenwerking van de EU en de NAVO worden versterkt, en zo ja, is dat wenselijk?",
        "De samenwerking van de EU en de NAVO kan worden versterkt, en dat is wenselijk.",
        "eu-cooperation",
    ),
    (
        "Deelt de minister de zorg dat Rusland zijn buren onaanvaardbaar bedreigt?",
        "De minister deelt de zorg dat Rusland zijn buren onaanvaardbaar bedreigt.",
        "russia",
    ),
    (
        "Waarom zou China geen systeemrivaal zijn?",
        "China zou niet als systeemrivaal moeten worden gezien.",
        "china",
    ),
]


@pytest.mark.parametrize(("question", "statement", "topic"), PAIRS)
def test_a_question_is_no_position_and_its_answer_is(question: str, statement: str, topic: str) -> None:
    assert score_of(question, topic) is None
    assert (score_of(statement, topic) is not None, holder_of(statement, topic)) == (True, Holder.CABINET)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("De leden van de Proef-fractie vinden de druk op Rusland te licht.", Holder.OTHER),
        ("De leden van de Proef-fractie hebben twijfels over sancties tegen Rusland.", Holder.OTHER),
        ("De leden vrezen een breuk met Rusland en vragen of het kabinet die zorg deelt.", Holder.OTHER),
        ("Die vrees voor een breuk met Rusland deelt het kabinet niet.", Holder.CABINET),
        ("De leden van de Proef-fractie kan ik melden dat de Russische dreiging groeit.", Holder.CABINET),
        ("Anders dan de leden van A veronderstellen, vindt het kabinet de Russische dreiging groot.", Holder.CABINET),
        ("Op de vraag van de leden van A antwoordt het kabinet dat de druk op Rusland omhoog moet.", Holder.CABINET),
        ("Conform de wens van de Kamer pleit Nederland voor zwaardere sancties tegen Rusland.", Holder.CABINET),
        ("In lijn met het standpunt van Polen wil het kabinet de druk op Rusland verhogen.", Holder.CABINET),
        ("De leden van het bondgenootschap vonden de Russische dreiging groot.", Holder.ALLIES),
    ],
)
def test_what_members_find_is_theirs_and_what_they_are_told_is_the_cabinets(sentence: str, expected: Holder) -> None:
    assert holder_of(sentence) is expected


@pytest.mark.parametrize(
    ("question", "wish"),
    [
        (
            "Duitsland vroeg of de sancties tegen Rusland verlengd konden worden.",
            "Duitsland vroeg om zwaardere sancties tegen Rusland.",
        ),
        (
            "De secretaris-generaal vroeg hoe de Russische dreiging kan worden afgewend.",
            "De secretaris-generaal vroeg aandacht voor de ernstige Russische dreiging.",
        ),
    ],
)
def test_anybodys_question_is_a_mention(question: str, wish: str) -> None:
    assert score_of(question) is None
    assert score_of(wish) is not None


def test_what_follows_a_question_in_its_passage_is_the_answer() -> None:
    question = "De leden van de Proef-fractie vragen naar de sancties tegen Rusland."
    for answer in ("Daarvoor moet de druk op Moskou omhoog.", "Dat Moskou druk voelt, is wenselijk."):
        assert holder_of(answer, before=question) is Holder.CABINET
    assert holder_of("Zij vinden de druk op Moskou te licht.", before=question) is Holder.OTHER


CONSULTATION = """# Vragen en opmerkingen van de leden van de Proef-fractie
De leden hebben de stukken over Rusland gelezen.
De Russische dreiging is onaanvaardbaar en de druk op Moskou moet omhoog.
Hoe denkt het kabinet daarover?

# Antwoord van de minister
De Russische dreiging is onaanvaardbaar en de druk op Moskou moet omhoog.
"""


def test_a_section_of_members_is_theirs_until_the_answers() -> None:
    theirs, ours = (p for p in proposals(CONSULTATION) if "omhoog" in p.quote)
    assert (theirs.holder, ours.holder) == (Holder.OTHER, Holder.CABINET)
    assert theirs.score == ours.score


def test_who_says_i_in_a_section_of_members_answers_from_there_on() -> None:
    prose = (
        "# Vragen en opmerkingen van de leden van de Proef-fractie\nDe druk op Moskou moet omhoog.\n\n"
        "Ik dank de leden voor hun vragen.\nDe druk op Moskou moet inderdaad verder omhoog."
    )
    assert [p.holder for p in proposals(prose) if "omhoog" in p.quote] == [Holder.OTHER, Holder.CABINET]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("Vragen en opmerkingen vanuit de fracties", "VVD"), True),
        (("Inbreng van de leden van de Proef-fractie",), True),
        (("Vragen en opmerkingen van de leden en reactie van de minister",), False),
        (("Vragen en antwoorden",), False),
        ((), False),
    ],
)
def test_which_headings_announce_the_members(path: tuple[str, ...], expected: bool) -> None:
    assert MembersSections().enter(path) is expected


def test_below_the_answers_the_headings_of_members_are_those_of_their_answers() -> None:
    sections = MembersSections()
    path = ("Vragen en opmerkingen van de leden van de Proef-fractie",)
    assert [sections.enter(path), sections.enter(("II Reactie van de minister",)), sections.enter(path)] == [
        True, False, False
    ]  # fmt: skip


def test_a_heading_of_members_that_comes_again_stands_above_the_answers() -> None:
    sections = MembersSections()
    first, second = ((f"Vragen en opmerkingen van de leden van de {name}-fractie",) for name in ("Proef", "Blik"))
    assert [sections.enter(path) for path in (first, second, first, second)] == [True, True, False, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "Het kabinet vraagt of de Raad daartoe bereid is.",
        "De vraag of dit volstaat, is niet eenvoudig te beantwoorden.",
        "De leden van het bondgenootschap vragen meer geld.",
        "Dit vraagt aandacht.",
    ],
)
def test_what_is_no_question_of_parliament(sentence: str) -> None:
    assert asked(sentence_alone(sentence, version())) is None

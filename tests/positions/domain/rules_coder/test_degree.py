"""Too much and too little: words of degree turn or keep the direction of what they are said of."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder.degree import degree
from positions.domain.rules_coder.sentences import sentence_alone
from tests.positions.domain.factories import only_proposal, score_of

PAIRS = [
    # Invented, each beside its opposite.
    ("Het kabinet vindt dat de defensie-uitgaven veel te snel stijgen.", "defence-spending", -1),
    ("Het kabinet vindt dat de defensie-uitgaven veel te traag stijgen.", "defence-spending", 1),
    ("Het kabinet vindt dat de defensie-uitgaven te snel dalen.", "defence-spending", 1),
    ("Volgens het kabinet wordt er te veel aan defensie uitgegeven.", "defence-spending", -1),
    ("Volgens het kabinet wordt er te weinig aan defensie uitgegeven.", "defence-spending", 1),
    ("De verhoging van het defensiebudget is overdreven.", "defence-spending", -1),
    ("De verhoging van het defensiebudget gaat niet ver genoeg.", "defence-spending", 1),
    ("Het kabinet vindt de defensiebegroting te hoog.", "defence-spending", -1),
    ("Het kabinet vindt de defensiebegroting te laag.", "defence-spending", 1),
    ("De sancties tegen Rusland gaan te ver.", "russia", -1),
    ("De mazen in de sancties tegen Rusland zijn te ruim.", "russia", 1),
    ("De sancties tegen Rusland gaan niet ver genoeg.", "russia", 1),
    ("Het kabinet vindt de toon jegens China te scherp.", "china", -1),
    ("Het kabinet vindt de toon jegens China te mild.", "china", 1),
    ("Er wordt met Moskou te weinig gesproken.", "russia", -1),
    ("De EU en de NAVO werken onvoldoende samen.", "eu-cooperation", 1),
]


@pytest.mark.parametrize(("sentence", "topic", "side"), PAIRS)
def test_too_much_wants_less_and_too_little_wants_more(sentence: str, topic: str, side: int) -> None:
    score = score_of(sentence, topic)
    assert score is not None
    assert score * side > 0


def test_too_much_of_a_danger_is_no_wish_for_less_of_the_topic() -> None:
    assert score_of("De afhankelijkheid van China is te groot.", "china") == 1


def test_what_is_too_much_of_something_else_says_nothing_of_the_topic() -> None:
    text = "Nu de economie te traag groeit, moet de verhoging van de defensie-uitgaven worden uitgesteld."
    assert degree(sentence_alone(text, version()), version().topic("defence-spending")) is None


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Een nieuwe bezuiniging op de krijgsmacht wijst het kabinet van de hand.", 1),
        ("Een verhoging van de defensie-uitgaven wijst het kabinet van de hand.", -1),
    ],
)
def test_who_rejects_a_cut_wants_no_less(sentence: str, side: int) -> None:
    assert (score_of(sentence, "defence-spending") or 0) * side > 0


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("Er komt 40 miljoen extra voor Defensie.", 1),
        ("Voor Defensie is dit jaar 40 miljoen euro extra beschikbaar.", 1),
        ("In 2021 ging 40 miljoen euro naar Defensie.", None),
        ("Er was 40 miljoen extra voor Defensie.", None),
    ],
)
def test_money_on_top_is_a_step_up_and_an_amount_is_a_fact(sentence: str, score: int | None) -> None:
    assert only_proposal(sentence, "defence-spending").score == score

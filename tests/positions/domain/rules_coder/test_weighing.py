"""Positions that weigh both sides, and two organisations that are to help each other."""

from __future__ import annotations

import pytest

from tests.positions.domain.factories import score_of


@pytest.mark.parametrize(
    ("sentence", "topic", "score"),
    [
        ("Het kabinet kan leven met het Europees Defensiefonds, mits de NAVO leidend blijft.", "eu-cooperation", 0),
        ("Het kabinet sluit sancties tegen Rusland niet uit, maar ziet daar nu geen reden voor.", "russia", 0),
        ("De dialoog met Rusland is nuttig, al moet Moskou wel de eerste stap zetten.", "russia", 0),
        ("De dialoog met Rusland is nuttig.", "russia", -1),
        ("Rusland schendt het verdrag, hoewel ook Nederland daar op heeft gewezen.", "russia", 1),
        ("China is een partner, een concurrent en een systeemrivaal.", "china", 0),
        ("China is een systeemrivaal.", "china", 2),
        (
            "De NAVO blijft de hoeksteen van onze veiligheid en de Europese Unie is daarop een aanvulling.",
            "eu-cooperation",
            0,
        ),
    ],
)
def test_a_side_granted_and_the_other_kept_are_weighed(sentence: str, topic: str, score: int) -> None:
    assert score_of(sentence, topic) == score


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("De NAVO en de EU moeten informatie delen, zodat dubbel werk wordt voorkomen.", 1),
        ("De EU moet dubbel werk met de NAVO voorkomen.", -1),
        ("De NAVO en de EU moeten informatie niet delen, zodat dubbel werk wordt voorkomen.", -1),
    ],
)
def test_no_double_work_as_the_aim_of_helping_each_other_wants_more_of_it(sentence: str, score: int) -> None:
    assert score_of(sentence, "eu-cooperation") == score


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        (
            "Meer bezuinigingen op defensie acht het kabinet, hoe hoog de staatsschuld ook is, onwenselijk.",
            1,
        ),
        ("Meer bezuinigingen op defensie acht het kabinet onwenselijk.", 1),
    ],
)
def test_what_however_grants_gives_no_score(sentence: str, score: int) -> None:
    assert score_of(sentence, "defence-spending") == score

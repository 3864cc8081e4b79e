"""Confidence of the rules coder: evidence to a probability, by the shipped numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest import approx

from positions.domain.codebook.loading import version
from positions.domain.confidence_levels import Confidence, level
from positions.domain.rules_coder import coder, confidence
from positions.domain.rules_coder.confidence import Evidence, features, probability
from positions.domain.scale import Holder
from tests import coded_prose

PLAIN = Evidence(
    topic="russia", found="named", names=1, carried=None, holder=Holder.CABINET, voice="explicit", margin=20, score=1,
    how="cue", cues=1, decisive=True, disputed=False, direction=0.5, words=18, place=0.4, topics=1,
)  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"found": "carried", "names": 0, "carried": 2},
        {"voice": "carried"},
        {"margin": 1},
        {"direction": -1.0},
    ],
)
def test_weaker_evidence_is_less_sure(changed: dict[str, object]) -> None:
    assert probability(replace(PLAIN, **changed)) < probability(PLAIN)  # type: ignore[arg-type]


def test_a_mention_has_no_features_of_positions() -> None:
    mention = dict(features(replace(PLAIN, score=None, how="mention", margin=None)))
    assert not [name for name in mention if name.startswith("position")]
    assert mention["told"] == 1.0 and "margin" not in mention


def known_weights() -> set[str]:
    return {*confidence.shipped()["topic"], *confidence.shipped()["rest"]}


def test_a_feature_without_a_weight_says_nothing() -> None:
    assert "topic:space" not in known_weights()
    known = replace(PLAIN, topic="space")
    assert probability(known) == probability(replace(known, topic="oceans"))


def test_every_weight_belongs_to_a_feature() -> None:
    found: set[str] = set()
    for path in sorted((coded_prose.FOLDER.parent / "prose").glob("*.txt")):
        found |= _features_of(path.read_text(encoding="utf-8"))
    rare = {"holder:nato", "disputed", "carry margin", "found:heading", "found:carried"}
    assert known_weights() - found <= rare


def _features_of(prose: str) -> set[str]:
    found: set[str] = set()
    real = coder.probability
    coder.probability = lambda evidence: found.update(name for name, _ in features(evidence)) or 0.5  # type: ignore
    try:
        coder.propose(coded_prose.letter(prose), version())
    finally:
        coder.probability = real
    return found


def test_the_file_says_how_it_was_made() -> None:
    made = confidence.shipped()["made"]
    assert made["sets"] == ["openings/training", "bodies/training"]
    assert made["letters"] > 40 and made["proposals"] > 600 and 0 < made["right"] < 1
    assert made["coder"] == coder.VERSION, "train again for this version: python -m bench.train_confidence --write"


def test_the_level_is_that_of_the_calibrated_share() -> None:
    (proposal,) = coder.propose(coded_prose.letter("Het kabinet wil nieuwe sancties tegen Rusland."), version())
    assert 0 < proposal.probability < 1
    assert proposal.confidence is level(confidence.calibrated(proposal.probability))


def test_where_the_levels_begin() -> None:
    assert [level(share) for share in (0.0, 0.549, 0.55, 0.799, 0.8, 1.0)] == [
        Confidence.LOW, Confidence.LOW, Confidence.MEDIUM, Confidence.MEDIUM, Confidence.HIGH, Confidence.HIGH
    ]  # fmt: skip


def test_equal_evidence_gives_an_equal_number() -> None:
    assert probability(PLAIN) == approx(probability(replace(PLAIN)), abs=0)

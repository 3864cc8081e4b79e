"""Confidence of a proposal: the probability that topic, kind, holder and score are all right.

The product of two logistic regressions over the evidence that the steps of the rules coder have: that the sentence has
the topic, and that the rest is right where it has. Their numbers are in `confidence.toml`, which says how they were
made; `python -m bench.train_confidence --write` makes them anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from positions.domain.confidence_levels import Confidence, level
from positions.domain.reliability.calibration import Line, sigmoid
from positions.domain.scale import Holder

FILE = Path(__file__).with_suffix(".toml")


@dataclass(slots=True)
class Evidence:
    """Findings of the rules coder's steps for one proposal.

    `found` tells how the topic was found (named, primacy, heading, carried) and `names` how many words name it;
    `voice` how the holder was (explicit, carried, own); `how` the score (mention, cue, turned, carried, unmarked).
    `carried` and `margin` are the sums of evidence, in tenths of log odds, for carrying the topic and for a position;
    None where no sum decided. `direction` is how far the words speak for the side of the score. `place` is the share
    of the letter's coded sentences that come before, `topics` the number of topics of the sentence. Treated as
    immutable; a frozen one takes four times as long to create.
    """

    topic: str
    found: str
    names: int
    carried: int | None
    holder: Holder
    voice: str
    margin: int | None
    score: int | None
    how: str
    cues: int
    decisive: bool
    disputed: bool
    direction: float
    words: int
    place: float
    topics: int


def features(evidence: Evidence) -> Iterator[tuple[str, float]]:
    """Yield the features that are not zero, each with its value, of the order of 1."""
    for name in _names(*_kind(evidence)):
        yield name, 1.0
    yield from _measured(evidence)


def _kind(evidence: Evidence) -> tuple[str, str, Holder, str, str]:
    return evidence.topic, evidence.found, evidence.holder, evidence.voice, evidence.how


def _names(topic: str, found: str, holder: Holder, voice: str, how: str) -> tuple[str, ...]:
    """Return the features of a kind of proposal, the same for many: each is there or not."""
    return "any", f"topic:{topic}", f"found:{found}", f"holder:{holder}", f"voice:{voice}", f"how:{how}"


def _measured(evidence: Evidence) -> list[tuple[str, float]]:
    """Return the features of this proposal beside those of its kind."""
    margin = 1.0 if evidence.margin is None else min(abs(evidence.margin), 30) / 10
    found = [
        ("words", min(evidence.words, 50) / 20),
        ("place", evidence.place),
        ("told" if evidence.margin is None else "margin", margin),
    ]
    if evidence.carried is not None:
        found.append(("carry margin", min(evidence.carried, 30) / 10))
    if evidence.names > 1:
        found.append(("more names", 1.0))
    if evidence.decisive:
        found.append(("decisive", 1.0))
    if evidence.disputed:
        found.append(("disputed", 1.0))
    if evidence.topics > 1:
        found.append(("more topics", 1.0))
    if evidence.score is not None:
        found += _of_position(evidence, abs(evidence.score), margin)
    return found


def _of_position(evidence: Evidence, distance: int, margin: float) -> list[tuple[str, float]]:
    direction = max(-2.0, min(2.0, evidence.direction))
    found = [
        ("position", 1.0),
        ("position, margin", margin),
        ("position, cues", min(evidence.cues, 3) / 2),
        (f"position, voice:{evidence.voice}", 1.0),
        (f"position, at {distance}", 1.0),
        ("position, direction", direction),
    ]
    if evidence.how != "cue":
        found.append(("position, direction alone", direction))
    if evidence.topics > 1:
        found.append(("position, more topics", 1.0))
    return found


def probability(evidence: Evidence) -> float:
    """Return the raw probability that the proposal is right, 0 to 1, in four digits."""
    topic, rest = _added(_measured(evidence), *_of_kind(*_kind(evidence)))
    return round(sigmoid(topic) * sigmoid(rest), 4)


@cache  # there are few kinds
def _of_kind(topic: str, found: str, holder: Holder, voice: str, how: str) -> tuple[float, float]:
    return _added(((name, 1.0) for name in _names(topic, found, holder, voice, how)), 0.0, 0.0)


def _added(features: Iterable[tuple[str, float]], topic: float, rest: float) -> tuple[float, float]:
    """Return the two sums with the weights of the features added."""
    weights = _weights()
    for name, value in features:
        if found := weights.get(name):
            topic += found[0] * value
            rest += found[1] * value
    return topic, rest


@cache
def _weights() -> dict[str, tuple[float, float]]:
    topic, rest = shipped()["topic"], shipped()["rest"]
    return {name: (topic.get(name, 0.0), rest.get(name, 0.0)) for name in {**topic, **rest}}


def calibrated(raw: float) -> float:
    """Return the share that the shipped calibration gives a raw probability."""
    return shipped_line().share(raw)


@cache  # raw probabilities have four digits
def level_of(raw: float) -> Confidence:
    """Return the level that the shipped calibration gives a raw probability."""
    return level(calibrated(raw))


@cache
def shipped_line() -> Line:
    line = shipped()["calibration"]
    return Line(line["slope"], line["intercept"])


@cache
def shipped() -> dict[str, Any]:
    """Return the content of the file: `made`, `calibration`, and the weights `topic` and `rest`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))

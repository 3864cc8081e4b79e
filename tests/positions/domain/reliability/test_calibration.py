"""Calibration: Platt scaling, log loss on letters left out, the reliability table."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from pytest import approx

from positions.domain.reliability import calibration
from positions.domain.reliability.calibration import Beside, Judged, Line


def judged(line: Line, n: int, letters: int = 20) -> list[Judged]:
    """Decisions of which the raw number has to be read through this line."""
    chance = random.Random(5)
    raws = [chance.uniform(0.05, 0.95) for _ in range(n)]
    return [Judged(raw, chance.random() < line.share(raw), number % letters) for number, raw in enumerate(raws)]


def test_the_identity_gives_back_what_is_said() -> None:
    assert [Line().share(raw) for raw in (0.0, 0.3, 1.0)] == approx([0.0, 0.3, 1.0], abs=1e-5)


def test_a_fit_finds_the_line_that_the_decisions_follow() -> None:
    found = calibration.fitted(judged(Line(0.5, -0.8), 8000))
    assert (found.slope, found.intercept) == (approx(0.5, abs=0.08), approx(-0.8, abs=0.08))


@pytest.mark.parametrize("seed", range(10))
def test_numbers_that_say_far_too_much_give_a_line_near_the_truth(seed: int) -> None:
    truth, chance = Line(0.5, -1.0), random.Random(seed)
    raws = [chance.uniform(0.6, 0.99) for _ in range(300)]
    found = calibration.fitted([Judged(raw, chance.random() < truth.share(raw), 1) for raw in raws])
    assert [found.share(raw) for raw in (0.7, 0.8, 0.9)] == approx(
        [truth.share(raw) for raw in (0.7, 0.8, 0.9)], abs=0.15
    )


@pytest.mark.parametrize("right", [True, False])
def test_decisions_that_are_all_alike_give_a_finite_line(right: bool) -> None:
    line = calibration.fitted([Judged(0.5, right, 1)] * 300)
    assert (line.share(0.5) > 0.9) is right
    assert abs(line.intercept) < 20


def test_without_decisions_nothing_is_changed() -> None:
    assert calibration.fitted([]) == Line()


def test_saying_the_truth_costs_least() -> None:
    line = Line(0.5, -0.8)
    decisions = judged(line, 4000)
    assert calibration.log_loss(calibration.read_by(line, decisions)) < calibration.log_loss(decisions)
    assert calibration.log_loss([Judged(1.0, False, 1)]) < 20


def test_a_letter_is_whole_in_one_part() -> None:
    parts = calibration.split(judged(Line(), 500, letters=23))
    assert [len({each.letter for each in part}) for part in parts] == [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]
    assert sum(len(part) for part in parts) == 500
    assert len(set().union(*({each.letter for each in part} for part in parts))) == 23


def test_the_loss_on_letters_left_out_is_above_that_on_known_ones() -> None:
    decisions = judged(Line(0.5, -0.8), 300)
    known = calibration.log_loss(calibration.read_by(calibration.fitted(decisions), decisions))
    left_out = calibration.on_letters_left_out(decisions)
    assert len(left_out) == len(decisions)
    assert known < calibration.log_loss(left_out) < known + 0.05


def test_one_letter_cannot_be_left_out() -> None:
    with pytest.raises(ValueError, match="one letter"):
        calibration.on_letters_left_out([Judged(0.4, True, 1)] * 5)


def test_the_table_counts_each_decision_once() -> None:
    said = [0.0, 0.19, 0.2, 0.8, 0.85, 1.0]
    table = calibration.bins([Judged(share, share > 0.5, 1) for share in said])
    assert [(one.low, one.high, one.n, one.found) for one in table] == [
        (0.0, 0.2, 2, 0.0), (0.2, 0.4, 1, 0.0), (0.8, 0.9, 2, 1.0), (0.9, 1.0, 1, 1.0)
    ]  # fmt: skip


def test_the_error_is_the_mean_distance_weighed_by_decisions() -> None:
    decisions = [Judged(0.9, True, 1), Judged(0.9, True, 1), Judged(0.9, True, 1), Judged(0.3, True, 1)]
    assert calibration.calibration_error(calibration.bins(decisions)) == approx((3 * 0.1 + 0.7) / 4)
    assert calibration.calibration_error([]) is None


WEIGHED = Line(0.8, -0.5, same=1.2, otherwise=-1.0, silent=-0.3)


def heard(line: Line, n: int, seed: int = 5) -> list[Judged]:
    """Decisions beside whatever other machines may say, which follow this line."""
    chance = random.Random(seed)
    said = [(chance.uniform(0.05, 0.95), chance.choice([None, *Beside])) for _ in range(n)]
    return [
        Judged(raw, chance.random() < line.share(raw, beside), k % 20, True, beside)
        for k, (raw, beside) in enumerate(said)
    ]


def test_without_another_machine_the_line_is_what_it_was() -> None:
    line = calibration.fitted(judged(Line(0.5, -0.8), 300))
    before = (0.49232889080967324, -0.5682201481416292)  # as fitted when there were no effects
    assert (line.slope, line.intercept) == approx(before, rel=1e-13)
    assert line.share(0.37) == approx(0.3035930865172939, rel=1e-13)
    assert set(line.effects.values()) == {0.0} and not line.weighs


def test_a_fit_finds_what_the_other_machine_is_worth() -> None:
    found = calibration.fitted(heard(WEIGHED, 12000))
    assert (found.slope, found.intercept) == (approx(0.8, abs=0.1), approx(-0.5, abs=0.1))
    assert list(found.effects.values()) == approx([1.2, -1.0, -0.3], abs=0.15)


@pytest.mark.parametrize("seed", range(3))
def test_the_fit_is_where_the_penalised_loss_is_least(seed: int) -> None:
    decisions = heard(WEIGHED, 300, seed)

    def loss(line: Line) -> float:
        away = (line.slope - 1, line.intercept, *line.effects.values())
        return 300 * calibration.log_loss(calibration.read_by(line, decisions)) + sum(part**2 for part in away) / 2

    found = calibration.fitted(decisions)
    for name in ("slope", "intercept", *Beside):
        for step in (-0.01, 0.01):
            assert loss(found) < loss(replace(found, **{name: getattr(found, name) + step}))


def test_what_was_never_said_has_no_effect_and_what_was_said_once_a_small_one() -> None:
    decisions = judged(Line(), 300)
    found = calibration.fitted([replace(decisions[0], beside=Beside.SAME), *decisions[1:]])
    assert 0 < abs(found.same) < 1
    assert (found.otherwise, found.silent) == (0.0, 0.0)


def test_unknown_reads_as_a_line_without_effects() -> None:
    assert WEIGHED.share(0.3) == Line(0.8, -0.5).share(0.3)
    assert WEIGHED.share(0.3, Beside.SAME) > WEIGHED.share(0.3) > WEIGHED.share(0.3, Beside.OTHERWISE)
    for beside in (None, *Beside):
        assert WEIGHED.share(WEIGHED.raw(0.8, beside), beside) == approx(0.8)


def test_the_share_on_letters_left_out_weighs_what_was_said() -> None:
    decisions = heard(WEIGHED, 1500)
    with_it, without = (
        calibration.log_loss(calibration.on_letters_left_out(told))
        for told in (decisions, calibration.heard_alone(decisions))
    )
    assert with_it < without - 0.02


def test_a_gain_counts_where_it_is_more_than_two_errors_over_letters() -> None:
    own = [Judged(0.7, number % 4 > 0, number % 19) for number in range(400)]
    surer, flat = ([replace(each, said=share) for each in own] for share in (0.75, 0.5))
    assert calibration.is_clearly_better(surer, flat)
    assert not calibration.is_clearly_better(flat, surer)
    assert not calibration.is_clearly_better(own, own)
    one = [replace(each, letter=1) for each in own]
    assert not calibration.is_clearly_better(one, [replace(each, said=0.5) for each in one])


def test_a_gain_in_one_letter_that_others_lose_is_not_clear() -> None:
    gains = [Judged(0.9, True, 1)] * 10 + [Judged(0.45, True, letter) for letter in range(2, 12) for _ in range(3)]
    flat = [replace(each, said=0.5) for each in gains]
    assert calibration.log_loss(gains) < calibration.log_loss(flat)
    assert not calibration.is_clearly_better(gains, flat)

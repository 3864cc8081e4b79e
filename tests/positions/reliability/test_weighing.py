"""The nightly calibration weighs what other machines had said before each decision, where that does better."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from bench.copying import analyze
from letters.models import Revision
from positions import tasks
from positions.codebook import store
from positions.coders import registry
from positions.domain.reliability.calibration import Beside, Line
from positions.models import Calibration, Coder, CodingRun, Review, Stance, Topic
from positions.models.stances import LINE
from positions.reliability import acceptance_beside, recalibration
from positions.review.single_decisions import judged
from tests.kept import kept
from tests.positions import past_day
from tests.positions.factories import FILLING, words_of

pytestmark = pytest.mark.django_db
TRUTH = Line(1.0, 0.2, same=1.6, otherwise=-1.6)
Decide = Callable[..., Coder]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@kept
def decide(codebook, letter_of, anna) -> Decide:
    """Return a function that has the rules propose, another machine say the same, otherwise or nothing of it in turns,
    and anna decide, by a line; two days ago, yesterday, and today. `late`: the other machine comes after her.
    """
    now = timezone.now()
    with past_day.at(now - timedelta(days=3)):
        texts = [letter_of(number, f"{number} maart 2019", *FILLING).revisions.get() for number in range(1, 7)]
        coder, other = registry.coder_named("rules"), Coder.objects.create(name="other", version="1")

    def say(n: int, truth: Line = TRUTH, *, late: bool = False, topic: str = "russia", seed: int = 3) -> Coder:
        chance = random.Random(seed)
        every = {"topic": Topic.objects.get(slug=topic), "holder": "cabinet", "confidence": "medium"}
        every |= {"codebook": store.newest()}
        spots = [(texts[k // 3 % 6], k // 18 * 3 + k % 3) for k in range(n)]  # each letter has all
        places = [(*spot, chance.uniform(0.1, 0.9)) for spot in spots]
        with past_day.at(now - timedelta(days=2)):
            rows = Stance.objects.bulk_create(_stance(place, coder=coder, score=1, **every) for place in places)
            _run(coder, texts)
        with past_day.at(now + timedelta(hours=1) if late else now - timedelta(days=1)):
            _run(other, texts)
            Stance.objects.bulk_create(
                _stance(place, coder=other, score=(1, -2)[k % 3], **every)
                for k, place in enumerate(places)
                if k % 3 < 2
            )
        said = (Beside.SAME, Beside.OTHERWISE, Beside.SILENT)
        Review.objects.bulk_create(
            _review(row, anna, chance.random() < truth.share(row.probability or 0, said[k % 3]))
            for k, row in enumerate(rows)
        )
        tasks.sum_up_the_rest()
        analyze()  # without it the queries take seconds
        return coder

    return say


def _run(coder: Coder, texts) -> None:
    for text in texts:
        own = {"revision": text, "coder": coder, "codebook": store.newest()}
        CodingRun.objects.get_or_create(**own, defaults={"whole_at": timezone.now()})


def _stance(spot: tuple[Revision, int, float], **more: Any) -> Stance:
    text, place, raw = spot
    start, end = 2 * place, 2 * place + 2
    return Stance(revision=text, start=start, end=end, quote=text.text[start:end], probability=raw, **more)


def _review(stance: Stance, coder: Coder, right: bool) -> Review:
    decision, state = ("accept", "accepted") if right else ("reject", "rejected")
    return Review(stance=stance, decision=decision, state=state, coder=coder, user_id=coder.user_id)


def test_a_calibration_that_weighs_it_is_taken_where_it_does_better(decide) -> None:
    coder = decide(300)
    assert {each.beside for each in judged(coder)} == set(Beside)
    made = recalibration.recalibrate(coder)
    assert made and made.line.weighs
    assert made.same > 0.7 and made.otherwise < -0.7
    assert recalibration.recalibrate(coder) is None


def test_where_it_makes_no_difference_it_is_not_weighed(decide) -> None:
    made = recalibration.recalibrate(decide(600, Line(1.0, 1.4)))
    assert made and not made.line.weighs


def test_what_was_said_after_the_decision_is_no_evidence_of_it(decide) -> None:
    coder = decide(300, late=True)
    assert {each.beside for each in judged(coder)} == {None}
    assert acceptance_beside.measure() == []
    made = recalibration.recalibrate(coder)
    assert made is None or not made.line.weighs


def test_the_table_of_shares_and_the_calibration_count_the_same(decide) -> None:
    coder = decide(300)
    (found,) = acceptance_beside.measure()
    for beside, share in found.shares.items():
        own = [each.right for each in judged(coder) if each.beside == beside]
        assert (share.accepted, share.decided) == (sum(own), len(own)) and own


def test_one_that_weighs_is_judged_by_what_it_said_of_newer_decisions(decide) -> None:
    coder = decide(300)
    first = recalibration.recalibrate(coder)
    assert first and first.line.weighs
    decide(300, first.line, topic="china", seed=10)
    assert recalibration.recalibrate(coder) is None
    decide(300, Line(1.0, -1.0), topic="defence-spending", seed=9)
    made = recalibration.recalibrate(coder)
    assert made and made.decisions == 900


def test_with_one_machine_nothing_is_weighed_and_no_more_is_asked(decide, django_assert_num_queries) -> None:
    coder = decide(300)
    Stance.objects.filter(coder__name="other").delete()
    CodingRun.objects.filter(coder__name="other").delete()
    with django_assert_num_queries(1):
        decisions = judged(coder)
    assert {each.beside for each in decisions} == {None}
    made = recalibration.recalibrate(coder)
    assert made is None or not made.line.weighs


def test_the_nightly_task_and_the_page_tell_of_it(client, decide) -> None:
    coder = decide(300)
    words = words_of(client.get("/overeenstemming/").content.decode())
    assert "andere machine van dezelfde zin en hetzelfde onderwerp zegt" not in words
    tasks.recalibrate()
    made = Calibration.objects.get(coder=coder, source="site")
    with translation.override("nl"):
        words = words_of(client.get("/overeenstemming/").content.decode())
    found = recalibration.reliability_of(coder)
    times = {beside: f"{factor:.1f}".replace(".", ",") for beside, factor in found.factors.items()}
    assert (
        f"worden {times['same']} keer zo groot als die hetzelfde zegt, {times['otherwise']} keer als die iets anders "
        f"zegt en {times['silent']} keer als die er niets zegt"
    ) in words
    assert "Een andere machine had bij 100 ervan hetzelfde gezegd en bij 100 iets anders." in words
    assert {name: getattr(made, name) for name in LINE} == {name: getattr(made.line, name) for name in LINE}
    assert found.error is not None and found.error < 0.15

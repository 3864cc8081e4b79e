"""Nightly calibration on a site's own single decisions, and what pages say of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from celery.exceptions import Retry
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError

from letters.models import Revision
from positions import tasks
from positions.codebook import store
from positions.coders import accuracy, registry
from positions.domain.reliability.calibration import Line, bins, read_by
from positions.models import Calibration, Coder, CodingRun, Review, Stance, Topic
from positions.reliability import recalibration
from positions.review import decisions, shown_confidence, undoing
from positions.review.single_decisions import judged, single_decisions
from tests.kept import kept
from tests.positions.factories import FILLING, account, words_of

pytestmark = pytest.mark.django_db
Decide = Callable[..., Coder]
MILD = Line(1.0, 1.2)  # a truth that is better than the raw numbers


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@kept
def decide(codebook, letter_of, anna) -> Decide:
    """Return a function that has a machine propose, and anna decide, `n` times in five letters.

    The decisions follow a line. The proposals are on pairs of signs: they need not be sentences here.
    """
    texts = [letter_of(number, f"{number} maart 2019", *FILLING).revisions.get() for number in range(1, 6)]

    def say(n: int, truth: Line = MILD, *, bulk: bool = False, topic: str = "russia", seed: int = 3) -> Coder:
        coder, chance = registry.coder_named("rules"), random.Random(seed)
        every = {"coder": coder, "codebook": store.newest()}
        for text in texts[:n]:
            CodingRun.objects.get_or_create(revision=text, **every)
        every |= {"topic": Topic.objects.get(slug=topic), "holder": "cabinet", "score": 1, "confidence": "medium"}
        rows = Stance.objects.bulk_create(
            Stance(**_place(texts[k % 5], k // 5), **every, probability=round(chance.uniform(0.1, 0.9), 4))
            for k in range(n)
        )
        Review.objects.bulk_create(
            _review(row, anna, chance.random() < truth.share(row.probability or 0), bulk) for row in rows
        )
        return coder

    return say


def _place(text: Revision, number: int) -> dict[str, Any]:
    start, end = 2 * number, 2 * number + 2
    return {"revision": text, "start": start, "end": end, "quote": text.text[start:end]}


def _review(stance: Stance, coder: Coder, right: bool, bulk: bool) -> Review:
    decision, state = ("accept", "accepted") if right else ("reject", "rejected")
    return Review(stance=stance, decision=decision, state=state, coder=coder, user_id=coder.user_id, bulk=bulk)


def _line(coder: Coder) -> Line:
    return Calibration.objects.in_force().filter(coder=coder)[0].line


def test_below_two_hundred_decisions_nothing_is_fitted(decide) -> None:
    coder = decide(199)
    assert recalibration.recalibrate(coder) is None
    assert [each.source for each in Calibration.objects.all()] == ["training"]


def test_from_then_on_a_line_that_does_better_is_taken(decide) -> None:
    coder = decide(240)
    made = recalibration.recalibrate(coder)
    assert made and (made.source, made.decisions, made.letters) == ("site", 240, 5)
    assert made.line.intercept == pytest.approx(MILD.intercept, abs=0.4)
    assert Calibration.objects.in_force().filter(coder=coder).first() == made


def test_one_that_does_no_better_on_letters_left_out_is_not(decide) -> None:
    coder = decide(240)
    assert recalibration.recalibrate(coder)
    decide(240, _line(coder), topic="china", seed=6)
    assert recalibration.recalibrate(coder) is None
    assert Calibration.objects.filter(coder=coder).count() == 2


def test_the_line_in_force_is_judged_on_decisions_that_it_was_not_fitted_on(decide) -> None:
    coder = decide(240)
    assert recalibration.recalibrate(coder)
    decide(240, Line(1.0, 0.5), topic="china")
    made = recalibration.recalibrate(coder)
    assert made and made.decisions == 480


def test_until_two_hundred_were_taken_since_it_stays(decide) -> None:
    coder = decide(240)
    assert recalibration.recalibrate(coder)
    decide(199, Line(1.0, -2.0), topic="china")
    assert recalibration.recalibrate(coder) is None


def test_numbers_that_say_the_reverse_give_no_calibration(decide) -> None:
    assert recalibration.recalibrate(decide(240, Line(-2.0, 0.0))) is None


def test_decisions_in_bulk_do_not_count(decide) -> None:
    coder = decide(240, bulk=True)
    assert judged(coder) == []
    assert recalibration.recalibrate(coder) is None


def test_a_decision_counts_as_it_stands_now(proposed, anna) -> None:
    stance = proposed[0]
    batch = decisions.reject(stance.pk, anna, seen=0)
    assert [each.right for each in judged(stance.coder)] == [False]
    undoing.undo(batch, anna)
    assert judged(stance.coder) == []
    decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    assert [(each.said, each.right) for each in judged(stance.coder)] == [(stance.probability, True)]


def test_decisions_on_example_letters_do_not_count(codebook, anna) -> None:
    call_command("load_examples")
    call_command("propose")
    stance = Stance.objects.filter(coder__kind="machine").first()
    decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    assert not single_decisions(stance.coder).exists()


def test_the_nightly_task_measures_and_calibrates(decide) -> None:
    coder = decide(240)
    tasks.recalibrate()
    coder.refresh_from_db()
    right = Review.objects.filter(decision="accept").count()
    assert (coder.judged_singly, coder.right_singly) == (240, right)
    assert Calibration.objects.filter(coder=coder, source="site").count() == 1
    version = f"{int(10 * right / 240 + 0.5)} van de 10 precies goed, naar 240 losse beslissingen op deze site"
    assert accuracy.words(coder) == version


@pytest.fixture
def faulty(decide, monkeypatch) -> Callable[[Exception], Coder]:
    """Return a function that has the measuring of a first machine fail with this; it returns the second machine."""

    def fail(error: Exception) -> Coder:
        other = decide(240)
        first = Coder.objects.create(name="aap", version="1", kind=Coder.Kind.MACHINE)
        run = CodingRun.objects.filter(coder=other)[0]
        CodingRun.objects.create(revision=run.revision, codebook=run.codebook, coder=first)
        measure = recalibration.measure

        def measured(coder: Coder) -> None:
            if coder == first:
                raise error
            measure(coder)

        monkeypatch.setattr(recalibration, "measure", measured)
        return other

    return fail


def test_a_fault_with_one_coder_does_not_keep_the_others(faulty, caplog) -> None:
    other = faulty(ValueError("damaged"))
    tasks.recalibrate()
    assert Calibration.objects.filter(coder=other, source="site").exists()
    assert "was not calibrated" in caplog.text


def test_a_passing_fault_is_tried_again(faulty) -> None:
    faulty(OperationalError("gone"))
    with pytest.raises((OperationalError, Retry)):
        tasks.recalibrate()
    assert tasks.recalibrate.autoretry_for == tasks.PASSING


def test_it_is_asked_for_every_night() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["recalibrate"]
    assert entry["task"] == tasks.recalibrate.name
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({2}, {30})


def test_until_then_a_card_has_a_level_and_no_share(decide) -> None:
    decide(199)
    tasks.recalibrate()
    stance = Stance.objects.with_calibration().select_related("coder").first()
    told = shown_confidence.confidence_of(stance)
    assert (told.level in ("low", "medium", "high"), told.share) == (True, "nog niet bekend hoe vaak dat klopt")


def test_from_then_on_it_has_the_share_of_the_calibration(decide) -> None:
    decide(240)
    tasks.recalibrate()
    stance = Stance.objects.with_calibration().select_related("coder").first()
    told = shown_confidence.confidence_of(stance)
    assert (told.level, told.beside) == (stance.level, "")
    assert told.share == f"{round(100 * stance.share)}% van zulke voorstellen klopt, naar 240 losse beslissingen"


def test_it_names_the_decisions_that_the_calibration_was_made_on(decide) -> None:
    coder = decide(240)
    recalibration.recalibrate(coder)
    decide(20, topic="china")
    recalibration.measure(coder)
    assert _share_said().endswith(", naar 240 losse beslissingen")


def test_of_a_calibration_on_training_letters_it_says_so(decide) -> None:
    coder = decide(240)
    recalibration.measure(coder)
    made = Calibration.objects.get()
    assert _share_said().endswith(
        f"% van zulke voorstellen klopt, naar {made.decisions} beslissingen over trainingsbrieven"
    )


def _share_said() -> str:
    return shown_confidence.confidence_of(Stance.objects.with_calibration().select_related("coder").first()).share


def test_levels_are_filtered_as_they_are_told(decide) -> None:
    decide(240)
    recalibration.recalibrate(Coder.objects.get(name="rules"))
    stances = Stance.objects.with_calibration()
    told = {level: {each.pk for each in stances if each.level == level} for level in ("low", "medium", "high")}
    asked = {
        level: set(stances.filter(shown_confidence.at_level(level)).values_list("pk", flat=True)) for level in told
    }
    assert asked == told and all(told.values())


def test_the_queue_is_filtered_by_the_level_of_the_calibration(client, django_user_model, proposed) -> None:
    client.force_login(account(django_user_model, "eva", "codeur"))
    Calibration.objects.create(
        coder=proposed[0].coder, source="site", slope=1, intercept=9, decisions=200, letters=5, log_loss=0.5
    )
    assert proposed[0].quote not in client.get("/beoordelen/?confidence=low").content.decode()
    assert proposed[0].quote in client.get("/beoordelen/?confidence=high").content.decode()


def test_the_page_says_that_it_was_not_measured(client, decide) -> None:
    decide(12)
    words = words_of(client.get("/overeenstemming/").content.decode())
    assert "op trainingsbrieven die met het programma meekomen" in words
    assert "daarvoor zijn 200 losse beslissingen nodig, en dit zijn er 12" in words
    assert "Gezegd aandeel" not in words


def test_the_page_holds_a_table_and_the_error_from_two_hundred_on(client, decide) -> None:
    coder = decide(240)
    tasks.recalibrate()
    found = recalibration.reliability_of(coder)
    assert [bin.said for bin in found.table] != [bin.said for bin in bins(read_by(_line(coder), judged(coder)))]
    assert sum(bin.n for bin in found.table) == 240
    assert found.error is not None and found.error < 0.15
    words = words_of(client.get("/overeenstemming/").content.decode())
    assert "op losse beslissingen op deze site" in words and "Over 240 losse beslissingen" in words
    assert "De gezegde aandelen zijn hier van proefijkingen" in words
    for bin in found.table:
        row = f"{100 * bin.low:.0f} tot {100 * bin.high:.0f}% {round(100 * bin.said)}% {bin.n}"
        assert row in words


def test_shares_of_the_line_that_is_told_are_no_trial(client, decide) -> None:
    decide(240)
    words = words_of(client.get("/overeenstemming/").content.decode())
    assert "Gezegd aandeel" in words and "proefijkingen" not in words


def test_without_a_machine_the_page_says_nothing_of_it(client, codebook) -> None:
    assert "Klopt de zekerheid?" not in client.get("/overeenstemming/").content.decode()


def test_the_stance_page_tells_the_level_of_today(client, proposed) -> None:
    address = f"/standpunten/{proposed[0].pk}/"
    for intercept, name in ((9, "hoog"), (-9, "laag")):
        Calibration.objects.create(
            coder=proposed[0].coder, source="site", slope=1, intercept=intercept, decisions=200, letters=5, log_loss=0.5
        )
        assert f"Zekerheid van de machine: {name}" in words_of(client.get(address).content.decode())

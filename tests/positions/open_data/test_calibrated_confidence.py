"""Raw numbers of proposals are kept with their row, and read as shares by the calibration of the day."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from positions.coders import registry
from positions.coders.protocol import ShippedCalibration
from positions.coders.rules import RulesCoder
from positions.domain.reliability.calibration import Line
from positions.models import Calibration, Coder, Stance
from positions.open_data.records.stance import STANCE, rows
from positions.review import decisions

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def records() -> dict[str, dict[str, object]]:
    return {row.topic.slug: STANCE.values(row) for row in rows(Stance.objects.open())}


def calibrate(coder: Coder, slope: float, intercept: float, **later: int) -> Calibration:
    return Calibration.objects.create(
        coder=coder, source="site", slope=slope, intercept=intercept, decisions=200, letters=20, log_loss=0.6,
        at=timezone.now() + timedelta(**later),
    )  # fmt: skip


def test_the_row_keeps_the_raw_number_and_the_level_of_its_round(proposed) -> None:
    rules = registry.MACHINE_CODERS["rules"].calibration
    assert rules and proposed
    for stance in proposed:
        assert stance.probability is not None and 0 < stance.probability < 1
    kept = Calibration.objects.get()
    assert (kept.source, kept.line, kept.decisions) == ("training", rules.line, rules.decisions)
    assert {row.level for row in rows(Stance.objects.all())} <= {"low", "medium", "high"}
    assert all(row.level == row.confidence for row in rows(Stance.objects.all()))


def test_the_shipped_calibration_is_stored_once(proposed) -> None:
    registry.coder_named("rules")
    assert Calibration.objects.count() == 1


class OtherNumbers(RulesCoder):
    """The rules coder with other numbers under the same version."""

    @property
    def calibration(self) -> ShippedCalibration:
        return replace(super().calibration, line=Line(0.5, 0.1))


@pytest.mark.parametrize(("own", "line"), [(False, Line(0.5, 0.1)), (True, Line(1.0, 9.0))])
def test_other_numbers_that_are_shipped_do_not_replace_the_sites_own(proposed, monkeypatch, own, line) -> None:
    coder = proposed[0].coder
    if own:
        calibrate(coder, 1.0, 9.0)
    monkeypatch.setitem(registry.MACHINE_CODERS, "rules", OtherNumbers())
    registry.coder_named("rules")
    assert Calibration.objects.in_force().filter(coder=coder)[0].line == line


def test_a_record_names_raw_number_share_and_calibration(proposed) -> None:
    stance = next(each for each in proposed if each.topic.slug == "russia")
    record = records()["russia"]
    line = Calibration.objects.get().line
    assert record["probability"] == stance.probability
    assert record["calibrated"] == round(line.share(stance.probability), 4)
    assert record["calibration"] == f"{TODAY()} training"


def test_the_share_is_described_as_predicted() -> None:
    field = next(each for each in STANCE.fields if each.name == "calibrated")
    assert "zoals de ijking het voorspelt" in str(field.description)


def test_a_later_calibration_changes_the_level_that_is_told_and_no_row(proposed) -> None:
    stance = proposed[0]
    calibrate(stance.coder, 1.0, 9.0)
    assert {record["confidence"] for record in records().values()} == {"high"}
    assert {record["calibration"] for record in records().values()} == {f"{TODAY()} site"}
    calibrate(stance.coder, 1.0, -9.0)
    assert {record["confidence"] for record in records().values()} == {"low"}
    assert Stance.objects.get(pk=stance.pk).confidence == stance.confidence


def test_old_rows_stay_unknown(proposed, anna) -> None:
    old = Coder.objects.create(name="rules", version="3")
    stance = proposed[0]
    row = Stance.objects.create(
        revision=stance.revision, start=stance.start, end=stance.end, quote=stance.quote, topic=stance.topic,
        holder="cabinet", score=1, coder=old, codebook=stance.codebook, confidence="medium",
    )  # fmt: skip
    calibrate(old, 1.0, 9.0)
    record = STANCE.values(rows(Stance.objects.filter(pk=row.pk).with_state()).get())
    assert {name: record[name] for name in ("confidence", "probability", "calibrated", "calibration")} == {
        "confidence": "medium", "probability": None, "calibrated": None, "calibration": None
    }  # fmt: skip


def test_people_have_none(proposed, anna) -> None:
    stance = next(each for each in proposed if each.topic.slug == "russia")
    decisions.correct(stance.pk, anna, decisions.Coding(stance.topic, "other", 2), seen=0)
    own = STANCE.values(rows(Stance.objects.filter(coder=anna).with_state()).get())
    assert [own[name] for name in ("confidence", "probability", "calibrated", "calibration")] == [None] * 4


def test_as_of_uses_the_calibration_of_that_day(client, proposed) -> None:
    coder, today = proposed[0].coder, TODAY()
    calibrate(coder, 1.0, 9.0)
    calibrate(coder, 1.0, -9.0, days=2)
    told = {
        day: {row["confidence"] for row in client.get(f"/api/v1/stances/?as_of={day}").json()["results"]}
        for day in (today, today + timedelta(days=3))
    }
    assert told == {today: {"high"}, today + timedelta(days=3): {"low"}}
    for day, level in ((today, "high"), (today + timedelta(days=3), "low")):
        answer = client.get(f"/gegevens/standpunten.csv?as_of={day}")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert {row["confidence"] for row in csv.DictReader(io.StringIO(lines))} == {level}


def test_a_calibration_never_changes(proposed) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Calibration.objects.update(slope=2.0)


def test_the_inverse_of_a_line_leads_back() -> None:
    line = Line(0.7, -0.4)
    assert line.share(line.raw(0.8)) == pytest.approx(0.8)

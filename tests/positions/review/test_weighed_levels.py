"""Levels by calibrations that weigh what other machines say: the same on rows, in filters, in queue and files."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from positions import tasks
from positions.domain.confidence_levels import level
from positions.domain.reliability.calibration import Beside
from positions.models import Calibration, CodebookVersion, Coder, CodingRun, Stance, Topic
from positions.models.calibrations import LINE
from positions.models.stances import end_of
from positions.open_data.records.stance import facts
from positions.review import queue, shown_confidence
from positions.review.queue_order import LEAST_SURE_FIRST
from positions.stances import as_of
from tests.positions import past_day
from tests.positions.stances import generated

pytestmark = pytest.mark.django_db
START, DAYS = datetime(2026, 3, 2, 10, tzinfo=UTC), 8
LEVELS = ("low", "medium", "high")


class Site:
    """Machines that run, in parts and again, and calibrations that are made: day after day, by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        with past_day.at(START - timedelta(days=1)):
            self.texts = [text for text in generated.texts(6) if text.is_current or text.number == 2]
        names = (("rules", "1"), ("rules", "2"), ("model", "a"), ("model", "b"), ("third", "1"))
        self.coders = [Coder.objects.get_or_create(name=name, version=version)[0] for name, version in names]
        self.books = list(CodebookVersion.objects.order_by("pk"))[-2:]
        self.topics = list(Topic.objects.all())[:2]

    def live(self, days: range) -> Site:
        for day in days:
            with past_day.at(START + timedelta(days=day)):
                for _ in range(12):
                    self.run()
                for coder in self.chance.sample(self.coders, 2):
                    self.calibrate(coder)
        tasks.sum_up_the_rest()
        return self

    def run(self) -> None:
        """Run a coder on a text, or again on what it left out, as `coders.run` does."""
        text, coder, book = (self.chance.choice(each) for each in (self.texts, self.coders, self.books))
        since = timezone.now() if self.chance.random() < 0.6 else None
        own = {"revision": text, "coder": coder, "codebook": book}
        run, first = CodingRun.objects.get_or_create(**own, defaults={"whole_at": since})
        if not first:
            run.whole_at = run.whole_at or since
            run.save(update_fields=["whole_at"])
        there = set(Stance.objects.filter(**own).values_list("start", "topic"))
        made = (self.stance(own, n, topic) for n in self.chance.sample(range(6), 3) for topic in self.topics)
        Stance.objects.bulk_create(each for each in made if (each.start, each.topic_id) not in there)

    def stance(self, own: dict[str, Any], n: int, topic: Topic) -> Stance:
        more = {"topic": topic, "confidence": self.chance.choice(LEVELS)}
        found = generated._stance(self.chance, text=own["revision"], n=n, **more)
        found.coder, found.codebook = own["coder"], own["codebook"]
        found.probability = self.chance.choice((None, *[self.chance.uniform(0.02, 0.98) for _ in range(5)]))
        return found

    def calibrate(self, coder: Coder) -> None:
        effects = {beside.value: self.chance.choice((0.0, self.chance.uniform(-2, 2))) for beside in Beside}
        Calibration.objects.create(
            coder=coder, source="site", slope=self.chance.uniform(0.4, 1.5), intercept=self.chance.uniform(-1, 1),
            decisions=200, letters=9, log_loss=0.6, at=timezone.now(),
            **(effects if self.chance.random() < 0.7 else {}),
        )  # fmt: skip


@pytest.fixture(params=range(4))
def site(request, codebook) -> Site:
    return Site(request.param).live(range(DAYS))


class Rows:
    """All runs and stances of a site, read once."""

    def __init__(self) -> None:
        self.runs: dict[int, list[CodingRun]] = {}
        for run in CodingRun.objects.select_related("coder").order_by("codebook_id", "coder_id"):
            self.runs.setdefault(run.revision_id, []).append(run)
        self.stances: dict[tuple[object, ...], list[Stance]] = {}
        for stance in Stance.objects.order_by("pk"):
            self.stances.setdefault(_place(stance, stance), []).append(stance)

    def said(self, stance: Stance, before: datetime) -> Beside | None:
        """Return step by step what `SaidBeside` is to find."""
        newest: dict[str, CodingRun] = {}
        for run in self.runs[stance.revision_id]:
            if run.at < before and run.coder.name != stance.coder.name:
                newest[run.coder.name] = run
        found = {self._said_by(run, stance, before) for run in newest.values()}
        return next((each for each in (Beside.OTHERWISE, Beside.SAME, Beside.SILENT) if each in found), None)

    def _said_by(self, run: CodingRun, stance: Stance, before: datetime) -> Beside | None:
        there = self.stances.get(_place(run, stance), ())
        other = next((each for each in there if each.created_at < before), None)
        if other:
            return Beside.SAME if other.says == stance.says else Beside.OTHERWISE
        return Beside.SILENT if run.whole_at and run.whole_at < before else None

    def level(self, stance: Stance, before: datetime, in_force: dict[int, Calibration]) -> str:
        made = in_force.get(stance.coder_id)
        if made is None or stance.probability is None:
            return stance.confidence
        return level(made.line.share(stance.probability, self.said(stance, before))).value


def _place(of: CodingRun | Stance, stance: Stance) -> tuple[object, ...]:
    return (of.revision_id, of.coder_id, of.codebook_id, stance.start, stance.topic_id)


def moments() -> Iterator[datetime]:
    yield from (START + timedelta(days=day, hours=1) for day in (1, 4))
    yield timezone.now()


def test_the_level_of_a_row_is_that_of_what_was_said_by_then(site) -> None:
    heard, rows = set(), Rows()
    for moment in moments():
        in_force = {each.coder_id: each for each in Calibration.objects.in_force(moment).reverse()}
        known = Stance.objects.filter(created_at__lt=moment).select_related("coder", "revision", "topic")
        for stance in known.with_calibration(moment):
            assert stance.level == rows.level(stance, moment, in_force)
            if stance.probability is not None:
                assert stance.said_beside == rows.said(stance, moment)
                heard.add(stance.said_beside)
    assert heard == {None, *Beside}


def test_filter_queue_and_files_have_the_levels_of_the_rows(site, client) -> None:
    stances = list(Stance.objects.with_calibration())
    assert len(stances) > 100
    for name in LEVELS:
        asked = set(Stance.objects.filter(shown_confidence.at_level(name)).values_list("pk", flat=True))
        assert asked == {stance.pk for stance in stances if stance.level == name} and asked
    levels = {stance.pk: stance.level for stance in stances}
    queued = [levels[stance.pk] for stance in LEAST_SURE_FIRST.first(queue.proposals(), 1000)]
    assert queued == sorted(queued, key=LEVELS.index) and len(set(queued)) == 3
    told = {each.pk: each.level for each in facts(as_of.stances(proposals=True))}
    assert told == {pk: levels[pk] for pk in told} and told
    assert {int(row["id"]): row["confidence"] for row in table(client, "")} == told


def test_a_day_that_is_over_stays_as_it_was(site, client) -> None:
    days = [(START + timedelta(days=day)).date() for day in (1, 3, 6)]
    files = [file(client, f"?as_of={day}") for day in days]
    Site.live(site, range(DAYS, DAYS + 4))
    assert [file(client, f"?as_of={day}") for day in days] == files
    for day in days:
        shares = {row["id"]: row["calibrated"] for row in table(client, f"?as_of={day}")}
        for stance in as_of.stances(day, proposals=True).with_calibration(end_of(day)):
            assert shares[str(stance.pk)] == ("" if stance.share is None else f"{round(stance.share, 4)}")


def file(client, query: str) -> bytes:
    return b"".join(client.get(f"/gegevens/standpunten.csv{query}").streaming_content)


def table(client, query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(client, query).decode("utf-8-sig"))))


def test_what_other_machines_say_is_looked_up_only_where_a_calibration_weighs_it(codebook) -> None:
    Site(1).live(range(2))
    plan = Stance.objects.with_calibration().explain(analyze=True)
    assert not [line for line in _of_runs(plan) if "never executed" in line]
    Calibration.objects.weighing().delete()
    assert Calibration.objects.exists()
    plan = Stance.objects.with_calibration().explain(analyze=True)
    assert _of_runs(plan) and all("never executed" in line for line in _of_runs(plan))
    assert "positions_proposing" not in str(Stance.objects.filter(shown_confidence.at_level("high")).query)


def _of_runs(plan: str) -> list[str]:
    return [line for line in plan.splitlines() if "positions_proposing" in line]


def test_the_names_of_effects_are_fields_of_a_calibration() -> None:
    assert set(LINE) <= {field.name for field in Calibration._meta.get_fields()}
    assert sorted(Beside) == [Beside.OTHERWISE, Beside.SAME, Beside.SILENT]


def test_it_costs_no_query(site, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert [stance.level for stance in Stance.objects.with_calibration()]
    with django_assert_num_queries(1):
        shown_confidence.at_level("high")

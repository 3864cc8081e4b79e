"""The example letters of a first start cover each case of the counting rules (codebook, 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import transaction

from positions.coders import example_coder
from positions.domain.scale import Holder
from positions.domain.timeline.gaps import Gap
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.lines import Step
from positions.domain.timeline.positions import Form
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.steps import Kind, Verdict
from positions.models import Topic
from positions.stances import letter_counts
from positions.timelines import comparison, query
from positions.timelines.comparison import PeriodComparison

pytestmark = pytest.mark.django_db  # makes pytest-django create the database that `told` uses


@dataclass(frozen=True, slots=True)
class Told:
    """Timelines of the example letters on all topics: the cabinet's series, by year and by cabinet."""

    series: list[Series]
    years: PeriodComparison
    cabinets: PeriodComparison
    held: Holdings

    @property
    def dots(self) -> list[Dot]:
        return [dot for line in self.series for dot in line.dots]

    @property
    def steps(self) -> list[Step]:
        return [step for line in self.series for step in line.steps]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[Told]:
    """Load the examples once for this module, by the commands of a first start; rolled back afterwards."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            for command in ("load_codebook", "load_examples", "load_example_stances", "propose"):
                call_command(command, verbosity=0)
            found = _told()
            transaction.set_rollback(True)
        yield found


def _told() -> Told:
    topics = list(Topic.objects.all())
    reading, held = query.look_up(None), letter_counts.look_up(query.published())
    years, cabinets = (
        comparison.compared(reading, topics, by, Holder.CABINET, held) for by in (comparison.YEAR, comparison.CABINET)
    )
    return Told([reading.series(topic.slug) for topic in topics], years, cabinets, held)


@pytest.mark.parametrize("form", Form)
def test_a_letter_has_this_form(told: Told, form: Form) -> None:
    assert Counter(dot.position.form for dot in told.dots)[form]


@pytest.mark.parametrize("kind", Kind)
def test_there_is_a_step_of_this_kind(told: Told, kind: Kind) -> None:
    assert Counter(step.kind for step in told.steps)[kind]


@pytest.mark.parametrize("verdict", Verdict)
def test_there_is_a_step_within_one_cabinet_with_this_verdict(told: Told, verdict: Verdict) -> None:
    within = [step for step in told.steps if step.before and step.before.cabinet == step.after.cabinet]
    assert Counter(step.verdict for step in within)[verdict]


@pytest.mark.parametrize("gap", Gap)
def test_a_year_of_a_cabinet_has_this_gap(told: Told, gap: Gap) -> None:
    assert Counter(cell.gap for row in told.years.rows for cell in row.cells)[gap]


def test_a_line_lapses_and_goes_on(told: Told) -> None:
    assert [step.gap_months for step in told.steps if step.gap_months]


def test_two_letters_of_one_day_are_one_point_of_a_line(told: Told) -> None:
    assert [step for step in told.steps if len(step.after.letters) == 2]


def test_steps_are_provisional_by_the_letter_that_is_half_done_and_no_other(told: Told) -> None:
    provisional = [step for step in told.steps if step.provisional]
    assert {step.after.letters[0].key for step in provisional} == {"kst-99204-41"}
    assert all(step.provisional == step.after.open for step in provisional)
    assert [step for step in told.steps if step.verdict in (Verdict.MOVED, Verdict.REVERSED) and not step.provisional]


def test_sentences_are_judged_singly_in_bulk_and_some_of_both(told: Told) -> None:
    shares = {(dot.position.singly > 0, dot.position.singly < dot.position.sentences) for dot in told.dots}
    assert shares == {(True, False), (False, True), (True, True)}


def test_a_letter_without_a_date_takes_positions_that_are_on_no_line(told: Told) -> None:
    assert [dot for line in told.series for dot in line.undated if dot.accepted and not dot.position.thin]
    assert told.held.undated == 2


def test_a_letter_without_a_cabinet_takes_positions_that_are_on_no_line(told: Told) -> None:
    loose = [dot for dot in told.dots if dot.letter.cabinet is None and not dot.position.thin]
    assert loose
    assert all(dot.step is None for dot in loose)


def test_some_letters_are_read_some_partly_judged_and_some_not_at_all(told: Told) -> None:
    read = {dot.letter.read for dot in told.dots}
    assert read == {True, False}
    assert told.held.all.dated - told.held.all.read == len(
        (*example_coder.LEFT_OPEN, *example_coder.HALF_DONE, *example_coder.IN_BULK)
    )
    assert [dot for line in told.series for dot in line.hollow]


def test_a_period_is_thin_where_every_letter_in_it_is(told: Told) -> None:
    assert [cell for row in told.years.rows for cell in row.cells if cell.position and cell.position.thin]


def test_a_cabinet_leans_to_another_side_than_its_sentences(told: Told) -> None:
    cells = [cell for row in told.cabinets.rows for cell in row.cells]
    assert [cell for cell in cells if cell.position and cell.position.differs_in_sign]

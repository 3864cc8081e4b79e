"""Accuracy of a coder by another's codings: known figures, those of the scorer (score.py), places and intervals."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from positions.domain.reliability.evaluation import BODY, MEASURES, OPENING, evaluate, opening_of, table
from positions.domain.reliability.units import CodedValue, CoderData
from tests.positions.domain.reliability.factories import FOUR, ONE, THREE, TWO, coding

ALL = (ONE, TWO, THREE, FOUR)
TOPICS = ("russia", "china")
SCORED_TOPICS = ("russia", "china", "defence-spending", "eu-cooperation")
HOLDERS = ("cabinet", "cabinet", "allies", "nato", "adviser", "other")


def figures(measure: CoderData, coder: CoderData, topics: tuple[str, ...] = TOPICS) -> dict[str, float | None]:
    return {name: each.value for name, each in evaluate(measure, coder, topics).figures.items()}


@pytest.fixture
def people() -> CoderData:
    """Two letters: three positions of the cabinet, one of NATO, a mention."""
    return coding(
        ALL,
        russia=[(ONE, "cabinet", 1), (TWO, "nato", 2), (THREE, "other", None), (FOUR, "cabinet", -1)],
        china=[(ONE, "cabinet", 0)],
    )


@pytest.fixture
def machine() -> CoderData:
    """One coding right, a holder wrong, a mention with another holder, a score off by one, two of its own."""
    return coding(
        ALL,
        russia=[(ONE, "cabinet", 1), (TWO, "allies", 2), (THREE, "cabinet", None), (FOUR, "cabinet", 0)],
        china=[(TWO, "cabinet", 1), (FOUR, "cabinet", 1)],
    )


def test_the_figures_of_two_small_codings(people: CoderData, machine: CoderData) -> None:
    assert figures(people, machine) == pytest.approx(
        {
            "presence": 2 * 4 / (5 + 6),
            "cabinet": 2 * 2 / (3 + 4),
            "holder": 2 / 3,
            "score": 1 - 0.5 / 3,
            "letter": (0 + 1 + 1) / 3,
            "exact": 2 / 6,
            "phantom": 1 / 4,
        }
    )


def test_they_come_in_one_order(people: CoderData, machine: CoderData) -> None:
    assert tuple(evaluate(people, machine, TOPICS).figures) == MEASURES


def test_the_counts_behind_them(people: CoderData, machine: CoderData) -> None:
    found = evaluate(people, machine, TOPICS)
    assert (found.letters, found.sentences, found.positions, found.mentions) == (2, 4, 3, 1)
    assert (found.expected, found.found, found.codings) == (3, 4, 6)


def test_the_one_who_is_the_measure_matters(people: CoderData, machine: CoderData) -> None:
    there, back = figures(people, machine), figures(machine, people)
    assert [name for name in MEASURES if there[name] != back[name]] == ["letter", "exact", "phantom"]


def test_a_letter_counts_by_its_mean_and_a_letter_without_one_as_two() -> None:
    a = coding(ALL, russia=[(ONE, "cabinet", 1), (TWO, "cabinet", 0), (FOUR, "cabinet", 2)])
    b = coding(ALL, russia=[(ONE, "cabinet", 1)])
    assert figures(a, b)["letter"] == pytest.approx((0.5 + 2) / 2)


def test_the_holder_of_a_mention_does_not_make_it_wrong_and_a_position_there_does() -> None:
    a = coding(ALL, russia=[(ONE, "other", None), (TWO, "other", None)])
    b = coding(ALL, russia=[(ONE, "nato", None), (TWO, "other", 0)])
    assert figures(a, b)["exact"] == 0.5


def test_where_nothing_is_said_nothing_is_measured() -> None:
    found = evaluate(coding(ALL), coding(ALL), TOPICS)
    assert {each.value for each in found.figures.values()} == {None}
    assert (found.letters, found.sentences) == (2, 4)


def test_the_opening_ends_with_the_passage_that_makes_ten_sentences() -> None:
    passages = [[0, 5, 9], list(range(20, 29)), [40, 45], [60]]
    assert opening_of(passages) == [*passages[0], *passages[1]]
    assert opening_of([[0, 5]]) == [0, 5]


def test_a_place_counts_its_own_sentences_alone(people: CoderData, machine: CoderData) -> None:
    rows = {(row.topic, row.place): row.evaluation for row in table(people, machine, TOPICS, {ONE, FOUR})}
    assert list(rows) == [("", ""), ("russia", ""), ("china", ""), ("", OPENING), ("", BODY)]
    assert (rows["", OPENING].sentences, rows["", BODY].sentences, rows["", BODY].letters) == (2, 2, 1)
    assert rows["", BODY].figures["exact"].value == pytest.approx(1 / 3)
    assert rows["china", ""].figures["presence"].value == 0


def test_of_one_topic_each_row_is_of_that_topic(people: CoderData, machine: CoderData) -> None:
    rows = table(people, machine, ("russia",), {ONE})
    assert [(row.topic, row.place) for row in rows] == [("russia", ""), ("russia", OPENING), ("russia", BODY)]


def test_intervals_are_over_letters_and_the_same_each_time() -> None:
    people, machine = two_codings(random.Random(1), letters=20)
    found = evaluate(people, machine, SCORED_TOPICS).figures
    assert found == evaluate(people, machine, SCORED_TOPICS).figures
    for name, each in found.items():
        assert each.low is not None and each.value is not None and each.high is not None, name
        assert -1 <= each.low < each.value < each.high <= (4 if name == "letter" else 1)


def test_more_letters_give_a_narrower_interval() -> None:
    few, many = (
        evaluate(*two_codings(random.Random(2), letters=n), SCORED_TOPICS).figures["presence"] for n in (8, 80)
    )
    assert None not in (few.low, few.high, many.low, many.high)
    assert (few.high or 0) - (few.low or 0) > 2 * ((many.high or 0) - (many.low or 0))


def test_sentences_of_one_letter_are_one_piece_of_evidence() -> None:
    """The same sentences in four letters give no interval, and in forty they do."""
    one, other = two_codings(random.Random(3), letters=40)
    fewer = [CoderData({(t % 4, at + 100 * t) for t, at in each.sentences}, {
        ((t % 4, at + 100 * t), topic): said for ((t, at), topic), said in each.said.items()
    }) for each in (one, other)]  # fmt: skip
    joined, apart = (evaluate(*both, SCORED_TOPICS).figures["cabinet"] for both in (fewer, (one, other)))
    assert joined.value == apart.value
    assert joined.low is None and apart.low is not None


@pytest.mark.parametrize("seed", range(12))
def test_the_figures_are_those_of_the_scorer(scorer: ModuleType, seed: int) -> None:
    """Of two codings at random, by topic and together; the scorer has no `exact` and `phantom`."""
    people, machine = two_codings(random.Random(seed), letters=1 + seed)
    told = scorer.report(*(as_scored(each, n) for n, each in enumerate((people, machine))))
    for topic, row in told.items():
        topics = SCORED_TOPICS if topic == "all" else (topic,)
        mine, found = figures(people, machine, topics), evaluate(people, machine, topics)
        assert [mine[name] for name in MEASURES[:5]] == pytest.approx([row[name] for name in MEASURES[:5]])
        assert (found.expected, found.found) == (row["gold"], row["found"])


@pytest.fixture
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def two_codings(chance: random.Random, *, letters: int) -> tuple[CoderData, CoderData]:
    """Return a coding at random and another that often says the same."""
    places = {(text, at) for text in range(letters) for at in range(12)}
    first = {
        (place, topic): value(chance) for place in sorted(places) for topic in SCORED_TOPICS if chance.random() < 0.3
    }
    second = {
        key: first[key] if key in first and chance.random() < 0.6 else value(chance)
        for key in ((place, topic) for place in sorted(places) for topic in SCORED_TOPICS)
        if chance.random() < (0.8 if key in first else 0.1)
    }
    return CoderData(places, first), CoderData(places, second)


def value(chance: random.Random) -> CodedValue:
    return CodedValue(chance.choice(HOLDERS), chance.choice((None, None, -2, -1, 0, 1, 1, 2)))


def as_scored(coded: CoderData, number: int) -> dict[str, Any]:
    """Return the coding as the scorer holds the measure (0) or what is found (1)."""
    found = {str(text): dict(_of(coded, text)) for text, _ in coded.sentences}
    return {text: stances if number else ({}, stances) for text, stances in found.items()}


def _of(coded: CoderData, text: int) -> Iterator[tuple[tuple[str, str], tuple[str, int | None]]]:
    for ((its, at), topic), said in coded.said.items():
        if its == text:
            yield (str(at), topic), (said.holder, said.score)

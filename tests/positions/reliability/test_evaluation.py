"""Accuracy of coders from the database and by `manage.py evaluate`: which codings count, and what is told."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from positions.domain.reliability.evaluation import MEASURES
from positions.models import Assignment, Coder, CodingRun
from positions.reliability import evaluation
from positions.reliability.coding_import import record_done
from positions.review import decisions
from tests.factories import letter
from tests.kept import kept
from tests.positions.review.factories import BLIND, IN_SIGHT, RUSSIAN, coded_blind, places, says, text_of

pytestmark = pytest.mark.django_db
QUERIES = 9
TOPICS = ("russia", "china", "defence-spending", "eu-cooperation")


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@kept
def machine(proposed) -> Coder:
    return proposed[0].coder


def agreeing(coder: Coder, proposed) -> Assignment:
    """Code blind exactly what the machine proposed."""
    revision = text_of(proposed)
    assignment = record_done(coder, BLIND, revision, places(revision))
    for stance in proposed:
        says(assignment, revision, (stance.start, stance.end), (stance.topic.slug, stance.holder, stance.score))
    return assignment


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluate", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_coded_as_proposed_is_exactly_right(proposed, machine, anna) -> None:
    agreeing(anna, proposed)
    whole = evaluation.between(machine, anna, TOPICS).rows[0].evaluation
    assert (whole.letters, whole.sentences, whole.codings) == (1, 4, len(proposed))
    assert (whole.figures["exact"].value, whole.figures["phantom"].value) == (1, 0)


def test_the_body_is_the_opening_until_ten_sentences(proposed, machine, anna) -> None:
    agreeing(anna, proposed)
    rows = {(row.topic, row.place): row.evaluation.sentences for row in evaluation.between(machine, anna, TOPICS).rows}
    assert (rows["", "opening"], rows["", "body"]) == (4, 0)


def test_codings_in_sight_of_proposals_do_not_count(proposed, machine, anna) -> None:
    for stance in proposed:
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    with pytest.raises(
        evaluation.NothingInCommonError, match="no letter was coded whole and without proposals by anna"
    ):
        evaluation.between(machine, anna, TOPICS)
    assert evaluation.of_machines() == []


def test_samples_do_not_count(proposed, machine, anna) -> None:
    assignment = agreeing(anna, proposed)
    Assignment.objects.filter(pk=assignment.pk).update(letter=None)
    assert evaluation.of_machines() == []


def test_what_is_not_finished_does_not_count(proposed, machine, anna) -> None:
    assignment = agreeing(anna, proposed)
    Assignment.objects.filter(pk=assignment.pk).update(done_at=None)
    assert evaluation.of_machines() == []


def test_what_was_taken_back_does_not_count(proposed, machine, anna) -> None:
    assignment = coded_blind(anna, proposed, *RUSSIAN)
    decisions.Action(anna).write(assignment.stances.first(), decisions.Decision.WITHDRAWN)
    assert evaluation.between(machine, anna, TOPICS).rows[0].evaluation.expected == 1


def test_of_everybody_a_sentence_counts_as_the_first_to_finish_coded_it(proposed, machine, anna, bram) -> None:
    coded_blind(bram, proposed, *RUSSIAN)
    agreeing(anna, proposed)
    (found,) = evaluation.of_machines()
    assert found.coder == str(machine)
    assert found.rows[0].evaluation == evaluation.between(machine, bram, TOPICS).rows[0].evaluation
    assert found.rows[0].evaluation == evaluation.between(machine, None, TOPICS).rows[0].evaluation
    assert found.rows[0].evaluation != evaluation.between(machine, anna, TOPICS).rows[0].evaluation


def test_it_costs_the_same_for_more_letters_and_coders(
    proposed, anna, bram, take_in, django_assert_max_num_queries
) -> None:
    agreeing(anna, proposed)
    with django_assert_max_num_queries(QUERIES):
        evaluation.of_machines()
    coded_blind(bram, proposed, *RUSSIAN)
    more = take_in(letter(number="14", sentences=("Het kabinet wil de druk op Rusland opvoeren.",))).letter
    another = more.revisions.get()
    call_command("propose")
    start, end = (another.text.index("Het kabinet wil"), another.text.index("opvoeren.") + 9)
    record_done(anna, BLIND, another, [(start, end)])
    with django_assert_max_num_queries(QUERIES):
        (found,) = evaluation.of_machines()
    assert found.rows[0].evaluation.letters == 2


def test_nothing_is_told_of_a_letter_that_the_reader_is_to_code_blind(proposed, anna, recorded) -> None:
    agreeing(anna, proposed)
    assert evaluation.of_machines()
    assert evaluation.of_machines({recorded.pk}) == []


def test_what_was_made_before_costs_one_query(proposed, anna, django_assert_num_queries) -> None:
    agreeing(anna, proposed)
    evaluation.of_machines()
    with django_assert_num_queries(1):
        evaluation.of_machines()


def test_the_command_prints_counts_base_rates_and_figures(proposed, machine, anna) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    first, counts, *rest = printed("rules", "--against", "anna").splitlines()
    assert first == f"{machine}, by anna"
    assert counts.split() == [
        "letters",
        "sentences",
        "expected",
        "found",
        "codings",
        "no_topic",
        "mentions",
        "positions",
    ]
    assert rest[0].split() == ["all", "1", "4", "2", *rest[0].split()[4:6], "50%", "0%", "50%"]
    assert rest[8].split() == list(MEASURES)
    assert [row.split()[0] for row in rest[9:]] == ["all", *TOPICS, "all", "all"]


def test_in_json_each_row_names_topic_and_place(proposed, machine, anna) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    found = json.loads(printed("rules", "--against", "anna", "--topic", "russia", "--json"))
    assert (found["coder"], found["against"]) == (str(machine), "anna")
    assert [(row["topic"], row["place"]) for row in found["rows"]] == [
        ("russia", None), ("russia", "opening"), ("russia", "body")
    ]  # fmt: skip
    whole, _, body = found["rows"]
    assert [whole[rate] for rate in ("no_topic", "mentions", "positions")] == [0.5, 0.0, 0.5]
    assert (whole["expected"], whole["found"], whole["codings"]) == (2, 1, 1)
    assert set(whole["presence"]) == {"value", "low", "high"}
    assert (body["sentences"], body["presence"]["value"], body["no_topic"]) == (0, None, None)


def test_the_api_gives_the_same_for_the_newest_machine(client, proposed, machine, anna) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    (given,) = client.get("/api/v1/agreement/").json()["evaluated"]
    assert (given["coder"], given["against"]) == (str(machine), None)
    assert given["rows"] == json.loads(printed("rules", "--json"))["rows"]


def test_a_version_can_be_named(proposed, machine, anna) -> None:
    agreeing(anna, proposed)
    Coder.objects.create(name="rules", version="1000")
    assert printed(str(machine), "--against", "anna").startswith(f"{machine}, by anna")
    with pytest.raises(CommandError, match="rules 1000 has been through no letter that was coded so by anna: run"):
        printed("rules", "--against", "anna")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nobody",), r"there is no coder 'nobody'; there is: rules \d+"),
        (("rules", "--against", "rules"), "two different"),
        (
            ("rules", "--against", "anna"),
            "no letter was coded whole and without proposals by anna: ask somebody to code",
        ),
        (("rules",), "without proposals by anybody: ask"),
        (("rules", "--topic", "fish"), "unknown topic 'fish'; there is: russia"),
    ],
)
def test_the_command_says_what_cannot_be_measured_and_what_to_do(proposed, anna, arguments, why) -> None:
    with pytest.raises(CommandError, match=why):
        printed(*arguments)


def test_a_machine_can_be_the_measure(proposed, machine) -> None:
    other = Coder.objects.create(name="other", version="1")
    for run in CodingRun.objects.filter(coder=machine):
        CodingRun.objects.create(coder=other, revision=run.revision, codebook=run.codebook)
    whole = evaluation.between(other, machine, TOPICS).rows[0].evaluation
    assert (whole.codings, whole.sentences) == (0, 4)

"""Stances on example letters: loaded once, removed with the letters, never shown beside real ones."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.core.management import call_command

from letters.ingestion import example_letters
from letters.models import Letter, Revision
from positions.coders import example_coder
from positions.models import Assignment, Coder, Review, Stance, Topic
from positions.reliability import acceptance_rates
from positions.review import assignments, blind_coding, decisions
from positions.review.decisions import Coding
from tests.factories import letter
from tests.positions.factories import exported

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def examples(module_db) -> None:
    with module_db():
        for command in ("load_codebook", "load_examples", "load_example_stances"):
            call_command(command)


@pytest.fixture
def world(examples, db) -> None:
    """The example letters with their stances."""


def in_manifest() -> dict[str, int]:
    """Return the number of stances in the manifest by file."""
    letters = json.loads(example_coder.MANIFEST.read_text())["letters"]
    return {line["file"]: len(line["stances"]) for line in letters if line["stances"]}


def accepted() -> dict[str, int]:
    """Return the number of accepted stances by file."""
    files = Stance.objects.accepted().values_list("revision__document__ingestions__name", flat=True)
    return dict(Counter(files))


def test_they_come_once_and_accepted(world) -> None:
    count = Stance.objects.filter(coder__is_example=True).count()
    assert Stance.objects.accepted().count() == count
    call_command("load_example_stances")
    assert Stance.objects.filter(coder__is_example=True).count() == count
    assert {row["coder"] for row in exported(state="accepted")} == {example_coder.NAME}


def test_every_letter_with_codings_gets_all_of_them_also_one_without_a_number(world) -> None:
    coded, found = in_manifest(), accepted()
    unfinished = {*example_coder.LEFT_OPEN, *example_coder.HALF_DONE}
    assert set(coded) > unfinished
    assert {file: n for file, n in found.items() if file not in unfinished} == {
        file: n for file, n in coded.items() if file not in unfinished
    }
    assert all(0 < found[file] < coded[file] for file in example_coder.HALF_DONE)


def test_what_the_machine_proposes_is_decided_on_as_far_as_the_coder_came(world) -> None:
    waiting = set(Stance.objects.open().values_list("revision__document__ingestions__name", flat=True))
    assert waiting == set(example_coder.HALF_DONE)
    call_command("propose")
    waiting = set(Stance.objects.open().values_list("revision__document__ingestions__name", flat=True))
    assert waiting == {*example_coder.HALF_DONE, *example_coder.LEFT_OPEN, *example_coder.UNSETTLED}


def test_a_letter_is_read_only_where_the_coder_went_through_all_of_it(world) -> None:
    read = Revision.objects.filter(pk__in=Assignment.objects.read_texts())
    unread = {*example_coder.LEFT_OPEN, *example_coder.HALF_DONE, *example_coder.IN_BULK}
    assert set(read.values_list("document__ingestions__name", flat=True)) == set(in_manifest()) - unread


def test_some_are_accepted_with_many_at_once_after_the_first_were_judged_singly(world) -> None:
    for file, singly in example_coder.IN_BULK.items():
        stances = Stance.objects.accepted().with_decision().filter(revision__document__ingestions__name=file)
        assert [stance.bulk for stance in stances.order_by("pk")] == [False] * singly + [True] * (len(stances) - singly)


def test_what_the_invented_coder_turned_down_says_nothing_of_the_machine(world) -> None:
    assert Review.objects.filter(decision=Review.Decision.REJECT, coder__is_example=True).exists()
    assert acceptance_rates.monthly() == []


def test_they_go_with_the_letters(world, admin_user) -> None:
    call_command("propose")
    example_letters.remove(user=admin_user)
    assert not Letter.objects.exists()
    assert not (Stance.objects.exists() or Review.objects.exists())
    call_command("load_example_stances")
    assert not Stance.objects.exists()


def test_what_was_coded_blind_goes_with_them_too(world, admin_user) -> None:
    coder = decisions.coder_of(admin_user)
    assignment = assignments.ask(coder, Letter.objects.published().letters()[0], by=admin_user)
    russia = Coding(Topic.objects.get(slug="russia"), "cabinet", 1)
    for sentence in assignment.sentences.all():
        blind_coding.answer(sentence.pk, coder, [russia])
    example_letters.remove(user=admin_user)
    assert not (Stance.objects.exists() or Assignment.objects.exists())


def test_they_are_never_beside_real_ones(world, take_in) -> None:
    take_in(letter())
    assert exported() == []
    assert not Stance.objects.shown().exists()


def test_the_invented_coder_has_no_account(world) -> None:
    assert Coder.objects.get(is_example=True).user is None

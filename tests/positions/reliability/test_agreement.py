"""Agreement from the database: the data that count in each measure, and equality with the scorer (score.py)."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from positions.domain.reliability.units import CodedValue
from positions.models import Assignment, Coder, CodingRun, Stance, Topic
from positions.reliability import agreement, coding_import, codings
from positions.reliability.coding_import import record_done
from positions.review import bulk_acceptance, decisions, undoing
from positions.review.decisions import Coding
from tests.factories import letter
from tests.kept import kept
from tests.positions.review.factories import BLIND, IN_SIGHT, RUSSIAN, coded_blind, places, says, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@kept
def machine(proposed) -> Coder:
    return proposed[0].coder


def test_only_sentences_that_both_went_through_count(proposed, machine, anna) -> None:
    coded_blind(anna, proposed, (0, "russia", "cabinet", -1), sentences=2)
    (measured,) = agreement.between(anna, machine)
    assert (measured.way, measured.overall.sentences) == ("blind", 2)
    assert measured.topics["russia"].alphas.presence.units == 2
    assert measured.overall.alphas.presence.units == 2 * Topic.objects.count()


def test_an_assignment_that_is_not_done_counts_for_nothing(proposed, machine, anna) -> None:
    assignment = coded_blind(anna, proposed, (0, "russia", "cabinet", -1))
    Assignment.objects.filter(pk=assignment.pk).update(done_at=None)
    assert agreement.between(anna, machine) == []


def test_silence_in_a_done_sentence_means_no_stance(proposed, machine, anna) -> None:
    coded_blind(anna, proposed)
    (measured,) = agreement.between(anna, machine)
    assert measured.topics["russia"].evaluation.figures["presence"].value == 0


def test_what_a_blind_coder_took_back_does_not_count(proposed, machine, anna) -> None:
    assignment = coded_blind(anna, proposed, (0, "russia", "cabinet", -1))
    action = decisions.Action(anna)
    action.write(assignment.stances.get(), decisions.Decision.WITHDRAWN)
    assert codings.coding_of(anna, BLIND, codings.letters_in()).said == {}


def test_what_is_decided_on_a_blind_coding_later_leaves_it_what_it_was(proposed, anna, bram) -> None:
    stance = coded_blind(anna, proposed, (0, "russia", "cabinet", 2)).stances.get()
    decisions.reject(stance.pk, bram, seen=decisions.last_word(stance))
    assert CodedValue("cabinet", 2) in codings.coding_of(anna, BLIND, codings.letters_in()).said.values()


def test_in_sight_what_was_accepted_or_put_right_is_what_the_person_said(proposed, machine, anna) -> None:
    russia, spending, europe = (
        next(s for s in proposed if s.topic.slug == slug) for slug in ("russia", "defence-spending", "eu-cooperation")
    )
    decisions.accept(russia.pk, anna, seen=0)
    decisions.correct(spending.pk, anna, Coding(spending.topic, "allies", 2), seen=0)
    decisions.reject(europe.pk, anna, seen=0)
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    went = codings.coding_of(anna, IN_SIGHT, codings.letters_in())
    assert {topic: said for (_, topic), said in went.said.items()} == {
        "russia": CodedValue(russia.holder, russia.score),
        "defence-spending": CodedValue("allies", 2),
    }
    assert went.in_sight == {machine.pk}


def test_in_sight_a_decision_taken_back_is_none(proposed, anna) -> None:
    undoing.undo(decisions.accept(proposed[0].pk, anna, seen=0), anna)
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    assert codings.coding_of(anna, IN_SIGHT, codings.letters_in()).said == {}


def test_in_sight_a_sentence_that_only_somebody_else_decided_on_is_left_out(proposed, anna, bram) -> None:
    decisions.accept(proposed[0].pk, bram, seen=0)
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    assert len(codings.coding_of(anna, IN_SIGHT, codings.letters_in()).sentences) == 3


def test_what_was_accepted_with_many_at_once_says_nothing_of_agreement(proposed, anna) -> None:
    asked = Stance.objects.filter(pk=proposed[0].pk)
    bulk_acceptance.accept(asked, anna, expected=1)
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    went = codings.coding_of(anna, IN_SIGHT, codings.letters_in())
    assert (went.said, len(went.sentences)) == ({}, 3)


def test_blind_and_in_sight_are_never_put_together(proposed, machine, anna, bram) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    coded_blind(anna, proposed, (1, "russia", "other", None))
    coded_blind(bram, proposed, (0, "russia", "cabinet", -1))
    ways = {measured.way: measured.in_sight for measured in agreement.between(anna, machine)}
    assert ways == {"blind": False, "in-sight": True}
    (people,) = agreement.between(anna, bram)
    assert (people.way, people.topics["russia"].evaluation.figures["presence"].value) == ("blind", 0)


def test_a_machine_went_through_what_it_proposed_on_under_its_newest_codebook(proposed, machine, anna) -> None:
    coded_blind(anna, proposed)
    CodingRun.objects.all().delete()
    assert agreement.between(anna, machine) == []


def test_letters_can_be_chosen(proposed, machine, anna, recorded) -> None:
    coded_blind(anna, proposed)
    assert agreement.between(anna, machine, [recorded.key])
    assert agreement.between(anna, machine, ["kst-1-1"]) == []


def test_a_topic_that_nobody_coded_twice_is_not_measured(proposed) -> None:
    mark = agreement.mark_of("russia")
    assert (mark.kind, mark.alpha, mark.n, mark.words) == ("unmeasured", None, 0, "niet gemeten")


def test_a_mark_is_by_two_blind_people_before_anything_else(proposed, anna, bram) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    coded_blind(bram, proposed, *RUSSIAN)
    mark = agreement.mark_of(Topic.objects.get(slug="russia"))
    assert (mark.kind, mark.pair, mark.alpha) == ("reliable", "people", 1)
    assert mark.words == "betrouwbaar · alfa 1,00 · 4 zinnen · twee mensen, los van elkaar"


def test_a_mark_is_by_the_lower_of_presence_and_score(proposed, anna, bram) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    coded_blind(bram, proposed, (0, "russia", "cabinet", -1), (1, "russia", "cabinet", -1))
    mark = agreement.mark_of("russia")
    assert (mark.kind, mark.n) == ("tentative", 2)
    assert mark.alpha is not None and mark.alpha < 0.667


def test_a_mark_without_a_second_person_names_the_machine(proposed, take_in, anna) -> None:
    """With two letters, so that the machine's scores differ."""
    revision = text_of(proposed)
    assignment = record_done(anna, BLIND, revision, places(revision))
    for stance in proposed:
        says(assignment, revision, (stance.start, stance.end), (stance.topic.slug, stance.holder, stance.score))
    other = "Het kabinet vindt dat Rusland met nieuwe sancties onder druk moet worden gezet."
    take_in(letter(number="14", sentences=(other, "Het weer was slecht.", "De trein reed op tijd.", "Men at soep.")))
    call_command("propose")
    stance = Stance.objects.get(quote=other, topic__slug="russia")
    assignment = record_done(anna, BLIND, stance.revision, [(stance.start, stance.end)])
    says(assignment, stance.revision, (stance.start, stance.end), ("russia", stance.holder, stance.score))
    mark = agreement.mark_of("russia")
    assert (mark.pair, mark.kind, mark.alpha) == ("machine", "reliable", 1)
    assert mark.words.endswith("een mens en de machine")


def test_decisions_with_proposals_in_sight_mark_nothing(proposed, anna) -> None:
    for stance in proposed:
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    record_done(anna, IN_SIGHT, text_of(proposed), places(text_of(proposed)))
    assert agreement.mark_of("russia").kind == "unmeasured"


def test_a_mark_that_was_asked_before_costs_one_query(proposed, anna, bram, django_assert_num_queries) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    coded_blind(bram, proposed, *RUSSIAN)
    agreement.mark_of("china")
    with django_assert_num_queries(1):
        agreement.mark_of("russia")


def test_a_mark_follows_new_codings_at_once(proposed, anna, bram) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    assert agreement.mark_of("russia").pair != "people"
    coded_blind(bram, proposed, *RUSSIAN)
    assert agreement.mark_of("russia").pair == "people"


def test_the_command_prints_what_was_measured(proposed, machine, anna) -> None:
    coded_blind(anna, proposed, (0, "russia", "cabinet", -1))
    printed = StringIO()
    call_command("agreement", "anna", "rules", stdout=printed)
    first, header, *rows = printed.getvalue().splitlines()
    assert first == f"anna × {machine}: coded blind, 4 sentences"
    assert header.split() == ["topic", "presence", "holder", "kind", "score", "mark"]
    assert rows[0].startswith("russia") and rows[0].endswith("not measured")


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("anna", "niemand"), "there is no coder 'niemand'"),
        (("anna", "anna"), "two different"),
        (("anna", "bram"), "not both"),
    ],
)
def test_the_command_says_what_cannot_be_measured(proposed, anna, bram, names, why) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("agreement", *names)


def test_the_figures_are_those_of_the_scorer(codebook, take_in, shared, tmp_path) -> None:
    """Import the three letters coded by hand, and compare agreement with the rules coder to the scorer's output."""
    golds = sorted((shared / "gold").glob("*.csv"))
    for gold in golds:
        take_in((shared / "letters" / f"{gold.stem}.txt").read_bytes(), name=f"{gold.stem}.txt")
    call_command("propose")
    for gold in golds:
        assert coding_import.import_file(gold, "Hand").problems == []
    exported = StringIO()
    call_command("export", "stances", coder="rules", stdout=exported)
    (tmp_path / "rules.jsonl").write_text(exported.getvalue(), encoding="utf-8")
    command = [sys.executable, shared / "gold" / "score.py", tmp_path / "rules.jsonl", *golds, "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    hand, machine = Coder.objects.get(kind="imported"), Coder.objects.get(kind="machine")
    (measured,) = agreement.between(hand, machine)
    evaluated = StringIO()
    call_command("evaluate", "rules", against="Hand", json=True, stdout=evaluated)
    rows = {row["topic"] or "all": row for row in json.loads(evaluated.getvalue())["rows"] if not row["place"]}
    for name, row in told.items():
        mine = measured.overall if name == "all" else measured.topics[name]
        names = ("presence", "cabinet", "holder", "score", "letter")
        figures = [mine.evaluation.figures[name].value for name in names]
        assert figures == pytest.approx([row[name] for name in names], abs=5e-4)
        assert mine.alphas.score.alpha == figures[3]
        assert [rows[name][each]["value"] for each in names] == figures
        assert (mine.evaluation.expected, mine.evaluation.found) == (row["gold"], row["found"])

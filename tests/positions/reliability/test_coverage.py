"""Coverage: letters held, proposed on, decided, read by a person and coded twice."""

from __future__ import annotations

import re

from django.core.management import call_command
from django.utils import timezone

from positions.models import AssignedSentence, Assignment, Coder, Stance, Topic
from positions.reliability import coverage
from positions.review import assignments, decisions

SAID = "Het kabinet zoekt het gesprek met Rusland."
ELSE = "Het weer was die dag goed in heel Brussel."


def years() -> dict[int | None, coverage.Year]:
    return {year.year: year for year in coverage.by_year(list(Topic.objects.all()))}


def test_letters_are_counted_by_their_year(letter_of) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    letter_of(2, "4 april 2020", SAID + " ", "Nog een zin over vis en zee vandaag.")
    letter_of(3, None, "Iets heel anders over havens en schepen.", ELSE)
    found = years()
    assert [(year, part.held, part.readable, part.proposed_on) for year, part in found.items()] == [
        (2020, 1, 1, 0), (2018, 1, 1, 0), (None, 1, 1, 0),
    ]  # fmt: skip


def test_a_letter_is_decided_when_nothing_is_left_open(letter_of, anna) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    call_command("propose")
    assert (years()[2018].proposed_on, years()[2018].decided) == (1, 0)
    assert years()[2018].topics[0] == coverage.Part(1, 0)
    for stance in Stance.objects.open():
        decisions.accept(stance.pk, anna, seen=0)
    assert years()[2018].decided == 1
    assert years()[2018].topics[0] == coverage.Part(1, 1)


def test_what_was_rejected_carries_no_topic(letter_of, anna) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    call_command("propose")
    for stance in Stance.objects.open():
        decisions.reject(stance.pk, anna, seen=0)
    assert years()[2018].decided == 1
    assert years()[2018].topics[0] == coverage.Part(0, 0)


def test_a_letter_counts_as_read_where_a_person_marked_it_so_and_not_by_decisions(letter_of, anna) -> None:
    letter = letter_of(1, "3 maart 2018", SAID, ELSE)
    call_command("propose")
    for stance in Stance.objects.open():
        decisions.accept(stance.pk, anna, seen=0)
    assert (years()[2018].decided, years()[2018].read) == (1, 0)
    assignments.mark(letter, anna)
    assert years()[2018].read == 1
    assignments.unmark(letter, anna)
    assert years()[2018].read == 0


def test_a_letter_that_a_machine_found_nothing_in_is_not_read(letter_of) -> None:
    letter_of(1, "3 maart 2018", ELSE, "Nog een zin over vis en zee vandaag.")
    call_command("propose")
    assert (years()[2018].proposed_on, years()[2018].decided, years()[2018].read) == (1, 1, 0)


def test_a_mark_that_was_withdrawn_codes_nothing_twice(letter_of, anna, bram) -> None:
    letter = letter_of(1, "3 maart 2018", SAID, ELSE)
    for coder in (anna, bram):
        assignments.mark(letter, coder)
    assert years()[2018].coded_twice == 1
    assignments.unmark(letter, bram)
    assert years()[2018].coded_twice == 0


def test_the_total_adds_up_the_years(letter_of, anna, mark_read) -> None:
    mark_read(letter_of(1, "3 maart 2018", SAID, ELSE))
    letter_of(2, "4 april 2020", "Een andere zin over vis en de zee.", ELSE)
    call_command("propose")
    total = coverage.total(coverage.by_year(list(Topic.objects.all())))
    assert (total.held, total.proposed_on, total.decided, total.read) == (2, 2, 1, 1)
    assert total.topics[0] == coverage.Part(1, 0)


def test_coded_twice_asks_for_two_coders_who_are_done_with_a_sentence(letter_of, anna, django_user_model) -> None:
    text = letter_of(1, "3 maart 2018", SAID, ELSE).revisions.get()
    other = decisions.coder_of(django_user_model.objects.create_user("bram"))
    for coder in (anna, other):
        assigned = Assignment.objects.create(coder=coder, way="blind", done_at=timezone.now())
        AssignedSentence.objects.create(assignment=assigned, revision=text, start=5, end=9)
    assert years()[2018].coded_twice == 1
    Assignment.objects.filter(coder=other).update(done_at=None)
    assert years()[2018].coded_twice == 0
    assert Coder.objects.count() == 2


def test_the_page_costs_the_same_however_many_letters(client, letter_of, django_assert_num_queries) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    with django_assert_num_queries(11):
        html = client.get("/dekking/").content.decode()
    assert re.search(r"2018</a>.*?<td>1</td><td>1</td><td>0</td>\s*<td>0</td><td>0</td><td>0</td>", html, re.DOTALL)
    assert "telregels 2" in html
    letter_of(2, "4 april 2020", "Een andere zin over Rusland en de zee.", "Nog een zin over vis en zee vandaag.")
    with django_assert_num_queries(11):
        client.get("/dekking/")


def test_about_tells_the_two_promises(client, db) -> None:
    assert "Twee beloften" in client.get("/over/").content.decode()

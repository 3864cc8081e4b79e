"""The coverage page counts what is held, read, proposed on, reviewed and coded twice."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone

from positions import coverage, reviews
from positions.models import AssignedSentence, Assignment, Coder, Stance, Topic

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


def test_a_letter_is_reviewed_when_nothing_is_left_open(letter_of, anna) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    call_command("propose")
    assert (years()[2018].proposed_on, years()[2018].reviewed) == (1, 0)
    assert years()[2018].topics[0] == coverage.Part(1, 0)
    for stance in Stance.objects.open():
        reviews.accept(stance.pk, anna, seen=0)
    assert years()[2018].reviewed == 1
    assert years()[2018].topics[0] == coverage.Part(1, 1)


def test_what_was_rejected_carries_no_topic(letter_of, anna) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    call_command("propose")
    for stance in Stance.objects.open():
        reviews.reject(stance.pk, anna, seen=0)
    assert years()[2018].reviewed == 1
    assert years()[2018].topics[0] == coverage.Part(0, 0)


def test_a_letter_that_a_person_went_through_whole_is_reviewed(letter_of, anna, accept) -> None:
    text = letter_of(1, "3 maart 2018", SAID, ELSE).revisions.get()
    call_command("propose")
    assert years()[2018].reviewed == 0
    done = Assignment.objects.create(coder=anna, way="in-sight", letter=text.letter, done_at=timezone.now())
    AssignedSentence.objects.create(assignment=done, revision=text, start=5, end=9)
    assert years()[2018].reviewed == 0  # one of its two sentences
    AssignedSentence.objects.create(assignment=done, revision=text, start=15, end=19)
    assert years()[2018].reviewed == 1
    assert years()[2018].topics[0] == coverage.Part(1, 1)


def test_coded_twice_asks_for_two_coders_who_are_done_with_a_sentence(letter_of, anna, django_user_model) -> None:
    text = letter_of(1, "3 maart 2018", SAID, ELSE).revisions.get()
    other = reviews.coder_of(django_user_model.objects.create_user("bram"))
    for coder in (anna, other):
        assigned = Assignment.objects.create(coder=coder, way="blind", done_at=timezone.now())
        AssignedSentence.objects.create(assignment=assigned, revision=text, start=5, end=9)
    assert years()[2018].coded_twice == 1
    Assignment.objects.filter(coder=other).update(done_at=None)
    assert years()[2018].coded_twice == 0
    assert Coder.objects.count() == 2


def test_the_page_costs_the_same_however_many_letters(client, letter_of, django_assert_num_queries) -> None:
    letter_of(1, "3 maart 2018", SAID, ELSE)
    with django_assert_num_queries(4):
        html = client.get("/dekking/").content.decode()
    assert "2018" in html
    letter_of(2, "4 april 2020", "Een andere zin over Rusland en de zee.", "Nog een zin over vis en zee vandaag.")
    with django_assert_num_queries(4):
        client.get("/dekking/")


def test_about_tells_the_two_promises(client, db) -> None:
    assert "Twee beloften" in client.get("/over/").content.decode()

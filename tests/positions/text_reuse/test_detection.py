"""Near-duplicate sentences: found across letters, joined in chains, removed with a letter, in any order of arrival."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from letters.ingestion.withdraw import put_back, withdraw
from letters.models import Ingestion, Letter
from positions import tasks
from positions.models import Wording, WordingRound, WordingSentence
from positions.text_reuse import near_duplicate_search
from tests.factories import letter
from tests.kept import kept
from tests.positions.text_reuse.near_sentences import FIRST, OTHER, SECOND, THIRD

FILLER = ("Dit is een korte zin.", "En dit ook.")

pytestmark = pytest.mark.django_db


@kept
def write(take_in):
    """Return a function that takes in a letter with these sentences and processes it."""

    def written(number: int, *sentences: str, date: str | None = None, **options: object) -> Letter:
        date = date or f"{number} maart 2019"
        found = take_in(letter(number=str(number), sentences=(*FILLER, *sentences), date=date), **options).letter
        tasks.find_wordings(found.pk)
        return found

    return written


def chains() -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for wording, key, quote in WordingSentence.objects.exclude(wording=None).values_list(
        "wording", "revision__letter__number", "quote"
    ):
        found.setdefault(wording, set()).add(f"{key}: {quote}")
    return {frozenset(chain) for chain in found.values()}


def test_a_sentence_that_comes_back_changed_is_one_chain(write) -> None:
    write(1, FIRST, OTHER)
    write(2, SECOND)
    assert chains() == {frozenset({f"1: {FIRST}", f"2: {SECOND}"})}


def test_the_last_may_differ_much_from_the_first(write) -> None:
    for number, sentence in enumerate((FIRST, SECOND, THIRD), start=1):
        write(number, sentence)
    assert len(chains()) == 1
    assert Wording.objects.shown().get().letters == 3


def test_the_order_in_which_letters_come_in_does_not_matter(write, db) -> None:
    texts = {1: FIRST, 2: SECOND, 3: THIRD, 4: OTHER}
    seen = set()
    for order in permutations(texts):
        with transaction.atomic():
            for number in order:
                write(number, texts[number])
            seen.add(frozenset(chains()))
            transaction.set_rollback(True)
    assert seen == {frozenset({frozenset({f"1: {FIRST}", f"2: {SECOND}", f"3: {THIRD}"})})}


def test_a_sentence_between_two_chains_makes_them_one_and_the_older_keeps_its_address(write) -> None:
    write(1, FIRST)
    write(2, FIRST)
    write(3, THIRD)
    write(4, THIRD)
    old, new = Wording.objects.order_by("pk")
    write(5, SECOND)
    assert Wording.objects.shown().get() == old
    assert Wording.objects.get(pk=new.pk).joined_into == old


def test_within_one_letter_nothing_comes_back(write) -> None:
    write(1, FIRST, SECOND, FIRST)
    assert chains() == set()


def test_a_short_sentence_is_left_out(write) -> None:
    write(1, OTHER)
    write(2, OTHER)
    assert set(WordingSentence.objects.values_list("quote", flat=True)) == {OTHER}


def test_going_through_a_letter_twice_changes_nothing(write) -> None:
    first = write(1, FIRST)
    write(2, SECOND)
    before = list(WordingSentence.objects.values())
    tasks.find_wordings(first.pk)
    tasks.find_wordings_in_the_rest()
    assert list(WordingSentence.objects.values()) == before


def test_letters_that_no_message_came_for_are_found_by_the_round(take_in) -> None:
    for number, sentence in enumerate((FIRST, SECOND), start=1):
        take_in(letter(number=str(number), sentences=(*FILLER, sentence)))
    tasks.find_wordings_in_the_rest()
    assert len(chains()) == 1


def test_a_withdrawn_letter_is_out_at_once_and_parts_what_it_held_together(write, admin_user) -> None:
    for number, sentence in enumerate((FIRST, FIRST, SECOND, THIRD, THIRD), start=1):
        write(number, sentence)
    assert Wording.objects.shown().get().letters == 5
    middle = Letter.objects.get(number="3")
    withdraw(middle, user=admin_user, reason="dubbel")
    assert Wording.objects.shown().get().letters == 4
    tasks.find_wordings_in_the_rest()
    assert sorted(Wording.objects.shown().values_list("letters", flat=True)) == [2, 2]
    put_back(middle, user=admin_user)
    tasks.find_wordings_in_the_rest()
    assert Wording.objects.shown().get().letters == 5


def test_a_chain_of_two_ends_when_one_goes(write, admin_user) -> None:
    write(1, FIRST)
    gone = write(2, FIRST)
    withdraw(gone, user=admin_user, reason="dubbel")
    tasks.find_wordings_in_the_rest()
    assert not Wording.objects.exists()
    assert WordingSentence.objects.filter(wording=None).count() == 1


def test_a_changed_text_keeps_the_address_of_the_chain(write) -> None:
    write(1, FIRST)
    write(2, FIRST)
    chain = Wording.objects.get()
    write(2, SECOND)
    assert chains() == {frozenset({f"1: {FIRST}", f"2: {SECOND}"})}
    assert Wording.objects.get() == chain
    assert WordingRound.objects.count() == 2


def test_invented_and_real_letters_do_not_meet(write) -> None:
    write(1, FIRST, channel=Ingestion.Channel.EXAMPLE, is_example=True)
    write(2, FIRST)
    assert chains() == set()


def test_a_motion_has_no_wordings(write) -> None:
    write(1, FIRST)
    write(2, FIRST)
    Letter.objects.filter(number="2").update(publication="motie", kind=None)
    tasks.find_wordings_in_the_rest()
    assert chains() == set()


def test_a_sentence_that_does_not_stand_in_its_text_is_refused(write) -> None:
    write(1, FIRST)
    sentence = WordingSentence.objects.get()
    sentence.pk, sentence.start, sentence.quote = None, sentence.start + 1, FIRST
    with pytest.raises(IntegrityError, match="does not stand"), transaction.atomic():
        sentence.save()


def test_candidates_are_found_by_the_index(write) -> None:
    revision = write(1, FIRST).revisions.get()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {near_duplicate_search.CANDIDATES}", near_duplicate_search.parameters(revision))
        plan = str(cursor.fetchall())
    assert "worded_sentence_bands" in plan and "worded_sentence_digest" in plan


def test_the_command_goes_through_what_is_left_and_again(take_in, capsys) -> None:
    for number, sentence in enumerate((FIRST, SECOND), start=1):
        take_in(letter(number=str(number), sentences=(*FILLER, sentence)))
    call_command("find_wordings")
    assert "2 sentences of 2 letters gone through; 1 wordings in all" in capsys.readouterr().err
    call_command("find_wordings")
    assert "0 sentences of 0 letters" in capsys.readouterr().err
    call_command("find_wordings", again=True)
    assert "2 sentences of 2 letters gone through; 1 wordings in all" in capsys.readouterr().err


def test_the_five_real_letters_share_one_formula_about_russia(take_in, shared) -> None:
    for path in sorted((shared / "letters").glob("*.txt")):
        take_in(path.read_bytes(), name=path.name)
    tasks.find_wordings_in_the_rest()
    about_russia = Wording.objects.shown().filter(sentences__quote__contains="internationale rechtsorde").distinct()
    sentences = WordingSentence.objects.filter(wording=about_russia.get())
    dates = sorted(sentences.values_list("revision__letter__document_date", flat=True))
    assert [date.isoformat() for date in dates] == ["2021-04-01", "2021-04-07"]

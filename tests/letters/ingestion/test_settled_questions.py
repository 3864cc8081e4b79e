"""Answers of an editor about one text are asked again of another; other answers stand."""

from __future__ import annotations

import pytest

from letters.ingestion import edit, merge, restore_text, retry
from letters.ingestion.open_questions import Attention
from letters.ledger import Kept, account, to_json
from letters.models import Letter, PossibleDuplicate, Revision
from tests.factories import SENTENCES, letter

pytestmark = pytest.mark.django_db

LOST = to_json(account(["Een brief van twee."], [Kept("body", None, "Een brief")], []))
CHANGED = letter(sentences=(*SENTENCES[:-1], "Met de havens zijn geen afspraken gemaakt."))
OTHER = letter(sentences=tuple(f"Zin {n} gaat over iets heel anders dan de vorige brief." for n in range(10)))
ABOUT_THE_TEXT = ["unread-pages", "unaccounted", "no-text", "maybe-no-letter"]


def let_be(found: Letter) -> Letter:
    """Settle every question about the text, and one about the letter."""
    for code in (*ABOUT_THE_TEXT, "no-chamber"):
        edit.leave_unknown(found, code, user=None)
    return found


def settled(found: Letter) -> list[str]:
    found.refresh_from_db()
    return found.settled


def test_a_changed_text_is_asked_about_anew(take_in) -> None:
    found = let_be(take_in(letter()).letter)
    take_in(CHANGED)
    assert settled(found) == ["no-chamber"]
    reopened = found.edits.filter(field="settled", new="").values_list("old", flat=True)
    assert sorted(reopened) == sorted(ABOUT_THE_TEXT)


def test_so_is_a_text_that_was_read_again(take_in, run_steps, monkeypatch) -> None:
    found = let_be(take_in(letter()).letter)
    monkeypatch.setattr("letters.ingestion.record.VERSION", "newer")
    retry.read_again(found, user=None)
    run_steps()
    assert settled(found) == ["no-chamber"]


def test_the_same_text_from_elsewhere_changes_no_answer(take_in) -> None:
    found = let_be(take_in(letter()).letter)
    take_in(letter(), name="nog-eens.txt")
    assert settled(found) == [*ABOUT_THE_TEXT, "no-chamber"]


def test_a_restored_text_is_asked_about_anew(take_in) -> None:
    found = take_in(letter()).letter
    Revision.objects.filter(letter=found).update(ledger=LOST)
    take_in(CHANGED)
    found = let_be(Letter.objects.get(pk=found.pk))
    restore_text.restore(found, found.revisions.get(number=1), user=None)
    assert settled(found) == ["no-chamber"]
    assert Attention.UNACCOUNTED in found.attention


def test_so_is_the_text_of_a_joined_letter_and_the_own_one_when_that_is_undone(take_in) -> None:
    found = let_be(take_in(letter()).letter)
    take_in(OTHER)
    pair = PossibleDuplicate.objects.get(reason=PossibleDuplicate.Reason.SAME_IDENTIFIER)
    merge.join(pair, user=None)
    assert settled(found) == ["no-chamber"]
    let_be(pair.earlier)
    merge.undo(pair, user=None)
    assert settled(found) == ["no-chamber"]

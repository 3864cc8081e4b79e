"""Duplicates: one letter, a revision, a question, or two letters."""

from __future__ import annotations

import pytest

from letters.ingestion import merge
from letters.ingestion.open_questions import Attention
from letters.models import Document, Ingestion, Letter, PossibleDuplicate
from tests.factories import SENTENCES, letter
from tests.kept import kept

Outcome = Ingestion.Outcome
OTHER = tuple(f"Zin {n} gaat over iets heel anders dan de vorige brief." for n in range(10))


def test_the_same_bytes_make_one_letter_and_a_note_of_where_else_they_came_from(take_in) -> None:
    first = take_in(letter(), name="een.txt")
    second = take_in(letter(), name="twee.txt")
    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.SAME)
    assert Letter.objects.count() == 1
    assert set(first.letter.ingestions.values_list("name", flat=True)) == {"een.txt", "twee.txt"}


def test_the_same_words_under_other_bytes_make_no_new_revision(take_in) -> None:
    first = take_in(letter())
    second = take_in(letter().replace("\n", "\r\n"))
    assert second.outcome == Outcome.SAME
    assert Document.objects.count() == 2
    assert first.letter.revisions.count() == 1


def test_a_copy_adds_what_only_it_knows(take_in) -> None:
    first = take_in(letter(number=None, chamber="Eerste"))
    assert first.letter.identifier is None
    old_key = first.letter.key
    take_in(letter())
    known = Letter.objects.get()
    assert (known.identifier, known.chamber) == ("kst-99301-12", "Eerste en Tweede Kamer")
    assert set(known.identifiers.values_list("value", flat=True)) == {old_key, "kst-99301-12"}
    assert known.edits.filter(field="identifier").exists()


def test_a_changed_text_under_the_same_number_is_a_revision(take_in) -> None:
    first = take_in(letter())
    changed = (*SENTENCES[:-1], "Met de havens zijn geen afspraken gemaakt.")
    second = take_in(letter(sentences=changed))
    assert second.outcome == Outcome.REVISED
    assert second.letter == first.letter
    current = first.letter.revisions.get(is_current=True)
    assert current.number == 2
    assert "geen afspraken" in current.text


def test_another_text_under_the_same_number_overwrites_nothing_and_asks(take_in) -> None:
    first = take_in(letter())
    second = take_in(letter(sentences=OTHER))
    assert second.outcome == Outcome.NEW
    assert second.letter != first.letter
    assert second.letter.identifier is None
    assert Attention.IDENTIFIER_CONFLICT in second.letter.attention
    question = PossibleDuplicate.objects.get()
    assert (question.earlier, question.reason) == (first.letter, PossibleDuplicate.Reason.SAME_IDENTIFIER)


@pytest.mark.parametrize("changed", range(len(SENTENCES)))
def test_nine_sentences_in_ten_without_a_shared_number_is_a_question(take_in, changed: int) -> None:
    take_in(letter())
    other = "Met de havens worden geen afspraken gemaakt over meldingen."
    almost = (*SENTENCES[:changed], other, *SENTENCES[changed + 1 :])
    second = take_in(letter(number=None, sentences=almost))
    assert second.outcome == Outcome.NEW
    question = PossibleDuplicate.objects.get()
    assert question.share == pytest.approx(0.9)
    assert Attention.MAYBE_SAME in second.letter.attention


def test_half_of_the_sentences_on_the_same_day_is_a_question(take_in) -> None:
    sentences = tuple(f"Dit is zin {n} over de vaarroutes langs de kust." for n in range(6))
    held = take_in(letter(number=None, sentences=sentences)).letter
    second = take_in(letter(number=None, sentences=(*sentences[:4], "Dit is anders.", "Dit ook."))).letter
    question = PossibleDuplicate.objects.get()
    assert (question.earlier, question.later) == (held, second)


def test_half_of_the_sentences_under_another_number_is_another_letter(take_in) -> None:
    sentences = tuple(f"Dit is zin {n} over de vaarroutes langs de kust." for n in range(6))
    take_in(letter(number="21", sentences=sentences))
    take_in(letter(number="22", sentences=(*sentences[:4], "Dit is anders.", "Dit ook.")))
    assert not PossibleDuplicate.objects.exists()


def test_nine_in_ten_of_another_date_is_another_letter(take_in) -> None:
    take_in(letter())
    almost = (*SENTENCES[:-1], "Met de havens worden geen afspraken gemaakt over meldingen.")
    take_in(letter(number=None, date="4 maart 2020", sentences=almost))
    assert Letter.objects.count() == 2
    assert not PossibleDuplicate.objects.exists()


def test_the_same_words_on_another_date_are_another_letter(take_in) -> None:
    take_in(letter(number="12"))
    second = take_in(letter(number="13", date="4 maart 2020"))
    assert second.outcome == Outcome.NEW
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("Veiligheid van de vaarroutes", "Beslissing op uw verzoek om stukken", Outcome.NEW),
        ("Veiligheid van de vaarroutes", "Veiligheid van de vaarroutes op zee", Outcome.SAME),
    ],
)
def test_the_same_words_about_another_subject_are_a_question(
    take_in, first: str, second: str, outcome: Outcome
) -> None:
    take_in(f"Betreft: {first}\n\n{letter(number=None)}")
    found = take_in(f"Betreft: {second}\n\n{letter(number=None)}")
    assert found.outcome == outcome
    assert (Attention.MAYBE_SAME in found.letter.attention) is (outcome == Outcome.NEW)


@kept
def question(take_in) -> PossibleDuplicate:
    take_in(letter(number=None, chamber="Eerste"))
    almost = (*SENTENCES[:-1], "Met de havens worden geen afspraken gemaakt over meldingen.")
    take_in(letter(sentences=almost))
    return PossibleDuplicate.objects.get()


def test_joining_gives_the_earlier_letter_what_the_later_knew(question: PossibleDuplicate, admin_user) -> None:
    later = question.later
    merge.join(question, user=admin_user)
    kept = Letter.objects.published().get()
    assert kept == question.earlier
    assert (kept.identifier, kept.chamber) == ("kst-99301-12", "Eerste en Tweede Kamer")
    assert Attention.MAYBE_SAME not in Letter.objects.get(pk=later.pk).attention


def test_joining_can_be_undone_whole(question: PossibleDuplicate, admin_user) -> None:
    fields = ("key", "identifier", "chamber", "number", "title", "joined_into_id", "attention")
    before = list(Letter.objects.order_by("pk").values(*fields))
    merge.join(question, user=admin_user)
    merge.undo(PossibleDuplicate.objects.get(), user=admin_user)
    assert list(Letter.objects.order_by("pk").values(*fields)) == before
    assert Letter.objects.published().count() == 2


def test_keeping_apart_takes_the_question_off_the_list(question: PossibleDuplicate, admin_user) -> None:
    merge.keep_apart(question, user=admin_user)
    assert Letter.objects.published().count() == 2
    assert Attention.MAYBE_SAME not in Letter.objects.get(pk=question.later_id).attention


def test_a_file_of_a_joined_letter_still_leads_to_the_letter_it_went_into(
    question: PossibleDuplicate, admin_user, take_in
) -> None:
    text = question.later.revisions.get().document.content.data
    merge.join(question, user=admin_user)
    again = take_in(bytes(text))
    assert again.outcome == Outcome.SAME
    assert again.letter == question.earlier


def test_an_older_text_that_comes_again_is_one_we_had_and_puts_nothing_back(take_in) -> None:
    first = take_in(letter())
    take_in(letter(sentences=(*SENTENCES[:-1], "Met de havens zijn geen afspraken gemaakt.")))
    again = take_in(letter())
    assert again.outcome == Outcome.SAME
    assert first.letter.revisions.get(is_current=True).number == 2


def test_a_letter_whose_newer_text_is_another_paper_has_no_kind_of_letter_any_more(take_in) -> None:
    first = take_in(letter())
    assert first.letter.kind is not None
    motion = letter(sentences=(*SENTENCES[:-1], "Met de havens zijn geen afspraken gemaakt."))
    second = take_in(motion.replace("BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN", "MOTIE VAN HET LID ZEEGERS"))
    assert (second.state, second.outcome) == (Ingestion.State.DONE, Outcome.REVISED)
    assert (second.letter.publication, second.letter.kind) == ("motie", None)
    assert second.letter.edits.filter(field="kind", new="").exists()

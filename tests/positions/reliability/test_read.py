"""Read letters (codebook, 5): marks and blind codings that cover a whole letter, and their withdrawal."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from letters.models import Letter, Revision
from positions.models import Assignment, Coder, Review, Stance, Topic
from positions.reliability.coding_import import record_done
from positions.review import assignments, blind_coding, decisions
from positions.review.decisions import Coding
from positions.review.sample import Sample
from positions.review.spans import coded_places
from positions.timelines.query import published, read
from tests.factories import letter
from tests.kept import kept
from tests.positions.factories import SENTENCES


def read_keys(**when) -> list[str]:
    texts = Assignment.objects.read_texts(**when)
    return list(Letter.objects.filter(revisions__in=texts).values_list("key", flat=True))


@kept
def text(recorded: Letter) -> Revision:
    return recorded.revisions.get()


def coded_blind(assignment: Assignment, *codings: Coding) -> None:
    """Answer with these codings for the first sentence, and none for the others."""
    for number, sentence in enumerate(assignment.sentences.order_by("start")):
        blind_coding.answer(sentence.pk, assignment.coder, [] if number else list(codings))


def test_a_letter_is_unread_until_a_person_says_so(proposed, recorded, anna) -> None:
    for stance in proposed:
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    assert not Stance.objects.open().exists()
    assert read_keys() == []  # without open proposals a letter is not yet read: machines miss stances
    assignments.mark(recorded, anna)
    assert read_keys() == [recorded.key]
    assignments.unmark(recorded, anna)
    assert read_keys() == []


def test_one_reader_is_enough_and_each_takes_back_their_own_mark(recorded, anna, bram) -> None:
    assignments.mark(recorded, anna)
    assignments.mark(recorded, bram)
    assignments.unmark(recorded, anna)
    assert read_keys() == [recorded.key]


def test_a_letter_that_is_coded_blind_is_read_once_that_is_done_and_decided(asked: Assignment, recorded, anna) -> None:
    coded_blind(asked, Coding(Topic.objects.get(slug="russia"), "cabinet", -1))
    assert read_keys() == []
    assignments.finish(asked.pk, asked.coder)
    assert read_keys() == []  # bram's coding awaits a decision
    said = Stance.objects.get(assignment=asked)
    decisions.Action(anna).write(said, Review.Decision.REJECT)
    assert read_keys() == [recorded.key]


def test_a_blind_coder_who_found_nothing_read_the_letter(asked: Assignment, recorded) -> None:
    coded_blind(asked)
    assignments.finish(asked.pk, asked.coder)
    assert read_keys() == [recorded.key]


def test_a_sample_of_its_sentences_makes_no_letter_read(recorded, bram, coders) -> None:
    sample = assignments.ask_sample(bram, Sample(size=len(SENTENCES), seed=1), by=None)
    coded_blind(sample)
    assignments.finish(sample.pk, bram)
    assert read_keys() == []


def test_what_was_imported_makes_no_letter_read(recorded, text, codebook) -> None:
    coder = Coder.objects.create(name="elders", kind=Coder.Kind.IMPORTED)
    record_done(coder, Assignment.Way.IN_SIGHT, text, list(coded_places(text)), note="tabel.csv")
    assert Assignment.objects.done().exists()
    assert read_keys() == []


def test_a_changed_text_is_unread_until_it_is_gone_through_again(recorded, anna, take_in) -> None:
    assignments.mark(recorded, anna)
    changed = take_in(letter(sentences=(*SENTENCES, "Er kwam een zin bij."))).letter
    assert changed == recorded
    assert not Revision.objects.filter(pk__in=Assignment.objects.read_texts(), is_current=True).exists()
    assignments.mark(recorded, anna)
    assert Revision.objects.filter(pk__in=Assignment.objects.read_texts()).get().is_current
    assert Assignment.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_a_later_round_of_a_machine_leaves_it_read(recorded, anna) -> None:
    assignments.mark(recorded, anna)
    call_command("propose")
    assert Stance.objects.open().exists()
    assert read_keys() == [recorded.key]


def test_as_of_replays_marks_and_decisions(recorded, anna, monkeypatch) -> None:
    now = timezone.now()
    for days, act in ((20, assignments.mark), (10, assignments.unmark), (5, assignments.mark)):
        with monkeypatch.context() as past:
            past.setattr(timezone, "now", lambda days=days: now - timedelta(days=days))
            act(recorded, anna)
    found = [bool(read_keys(before=now - timedelta(days=days))) for days in (25, 15, 8, 1)]
    assert found == [False, True, False, True]


def test_what_was_said_blind_waits_on_a_day_before_its_decision(asked: Assignment, recorded, anna) -> None:
    coded_blind(asked, Coding(Topic.objects.get(slug="russia"), "cabinet", -1))
    assignments.finish(asked.pk, asked.coder)
    done = timezone.now()
    decisions.Action(anna).write(Stance.objects.get(assignment=asked), Review.Decision.REJECT)
    assert (read_keys(before=done), read_keys()) == ([], [recorded.key])


def test_beside_invented_letters_the_invented_coder_is_who_reads(codebook) -> None:
    call_command("load_examples")
    call_command("load_example_stances")
    letters = read(Topic.objects.all(), published()).letters_on("russia")
    through = Assignment.objects.filter(coder__is_example=True).reading().values_list("letter", flat=True)
    assert {each.pk for each in letters if each.read} == {each.pk for each in letters} & set(through)
    assert {each.read for each in letters} == {True, False}  # some are left open for trying the review page

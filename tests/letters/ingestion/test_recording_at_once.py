"""Recordings at the same moment, each with a connection of its own: copies of one letter wait, others do not."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError

import pytest

from letters.ingestion import claims, letter_fields, restore_text
from letters.ingestion.link import link
from letters.ingestion.read import read
from letters.ingestion.record import record
from letters.ingestion.store import store
from letters.models import Ingestion, Letter, PossibleDuplicate, Revision, SentenceDigest
from tests.at_once import LATE, SOON, beside, not_committed
from tests.factories import SENTENCES, letter

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = tuple(f"Dit is zin {n} van een heel andere brief over de vuurtorens." for n in range(10))
CHANGED = (*SENTENCES[:7], *OTHER[7:])


def ready(text: str) -> Ingestion:
    """Return an ingestion that was read and is to be recorded."""
    row = store(text.encode(), name="brief.txt", channel=Ingestion.Channel.COMMAND, enqueue=False)
    claimed = claims.claim(row.pk)
    assert claimed is not None and read(claimed)
    return claimed


@pytest.fixture(autouse=True)
def known(db) -> None:
    """Dossier and signatory are known: the first letter of a new one makes others wait that also bring it."""
    letter_fields.dossiers_for(["99301", "99302"], "Veiligheid op zee", is_example=False)
    letter_fields.ministers_for(["J.K. Zeegers"], is_example=False)


def recorded(workers: ThreadPoolExecutor, row: Ingestion) -> Future[str]:
    def work() -> str:
        record(row)
        link(row)
        return str(row.outcome)

    return beside(workers, work)


@pytest.mark.parametrize(
    ("copy", "outcome", "texts"),
    [
        (letter(), "same", 1),
        (letter() + "\n", "same", 1),
        (letter(number=None), "same", 1),
        (letter(sentences=CHANGED), "revised", 2),
    ],
    ids=["the same bytes", "the same words", "the same words without the number", "another text of the same number"],
)
def test_a_copy_waits_for_the_first_and_joins_it(workers, copy: str, outcome: str, texts: int) -> None:
    first, second = ready(letter()), ready(copy)
    with not_committed(workers, lambda: record(first)) as commit:
        waiting = recorded(workers, second)
        with pytest.raises(TimeoutError):
            waiting.result(SOON)
        commit()
        assert waiting.result(LATE) == outcome
    assert (Letter.objects.count(), Revision.objects.count()) == (1, texts)


def test_another_letter_waits_for_nobody(workers) -> None:
    first, second = ready(letter()), ready(letter(number="13", sentences=OTHER))
    with not_committed(workers, lambda: record(first)):
        assert recorded(workers, second).result(LATE) == "new"
        assert Letter.objects.get().number == "13"
    assert Letter.objects.count() == 2


def is_asked_once(earlier: Ingestion, later: Ingestion) -> bool:
    pair = PossibleDuplicate.objects.get()
    assert "maybe-same" in pair.later.attention
    return (pair.earlier, pair.later, pair.share) == (earlier.letter, later.letter, 0.7)


def test_look_alikes_that_could_not_see_each_other_are_asked_about_by_the_earlier(workers) -> None:
    earlier, later = ready(letter(number=None)), ready(letter(number=None, sentences=CHANGED))
    with not_committed(workers, lambda: record(earlier)):
        assert recorded(workers, later).result(LATE) == "new"
        assert not PossibleDuplicate.objects.exists()
    link(earlier)
    assert is_asked_once(earlier, later)


def test_or_by_the_later_if_that_is_stored_last(workers) -> None:
    earlier, later = ready(letter(number=None)), ready(letter(number=None, sentences=CHANGED))
    with not_committed(workers, lambda: record(earlier)) as commit, not_committed(workers, lambda: record(later)):
        commit()
        link(earlier)
        assert not PossibleDuplicate.objects.exists()
    link(later)
    assert is_asked_once(earlier, later)


def test_a_question_that_was_asked_is_not_asked_again(take_in) -> None:
    take_in(letter(number=None))
    take_in(letter(number=None, sentences=CHANGED))
    again = Ingestion.objects.latest("pk")
    link(again)
    link(Ingestion.objects.earliest("pk"))
    assert PossibleDuplicate.objects.count() == 1


def test_two_new_texts_of_one_letter_are_both_kept(workers, take_in) -> None:
    """They have no name in common: the second finds the letter by its other name, and is compared once more."""
    held = take_in(letter()).letter
    held.identifiers.create(value="kst-99302-4")
    second = (*SENTENCES[:6], *OTHER[6:])
    rows = ready(letter(sentences=CHANGED)), ready(letter(dossier="99 302", number="4", sentences=second))
    with not_committed(workers, lambda: record(rows[0])) as commit:
        waiting = recorded(workers, rows[1])
        with pytest.raises(TimeoutError):
            waiting.result(SOON)
        commit()
        assert waiting.result(LATE) == "revised"
    assert list(held.revisions.values_list("number", "is_current")) == [(3, True), (2, False), (1, False)]
    held.refresh_from_db()
    assert {"kst-99301-12", "kst-99302-4"} <= set(held.identifiers.values_list("value", flat=True))


def test_a_text_that_an_editor_puts_back_and_a_new_one_wait_for_each_other(workers, take_in) -> None:
    take_in(letter())
    held = take_in(letter(sentences=CHANGED)).letter
    first = held.revisions.get(number=1)
    newest = ready(letter(sentences=(*SENTENCES[:8], *OTHER[8:])))
    with not_committed(workers, lambda: restore_text.restore(held, first, user=None)) as commit:
        waiting = recorded(workers, newest)
        with pytest.raises(TimeoutError):
            waiting.result(SOON)
        commit()
        assert waiting.result(LATE) == "revised"
    assert held.revisions.get(is_current=True).number == 3


def test_the_table_of_sentences_goes_with_the_text(take_in) -> None:
    text = take_in(letter()).letter.revisions.get()
    sentences = SentenceDigest.objects.filter(revision=text)
    assert set(sentences.values_list("digest", flat=True)) == set(text.sentence_digests)
    Revision.objects.filter(pk=text.pk).update(sentence_digests=[7, 7, 8])
    assert set(sentences.values_list("digest", flat=True)) == {7, 8}
    Ingestion.objects.all().delete()
    Letter.objects.all().delete()
    assert not SentenceDigest.objects.exists()

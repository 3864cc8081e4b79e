"""How far the queue is, kept up to date with decisions without counting all of it."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from bench import many
from positions.models import Stance
from positions.review import bulk_acceptance, decisions, progress, queue, undoing
from tests.factories import letter
from tests.positions.factories import SENTENCES
from tests.rows_read import rows_read


@pytest.fixture
def both(register, take_in, codebook) -> list[Stance]:
    """Have two coders propose on three letters, which differ on Russia."""
    register("firm")
    for number in ("1", "2", "3"):
        take_in(letter(number=number, sentences=(*SENTENCES, f"Dat was punt {number}.")))
    call_command("propose")
    call_command("propose", coder="firm")
    return list(Stance.objects.open().order_by("revision", "start", "topic", "pk"))


def exact(asked=None) -> queue.ReviewProgress:
    return queue.progress(queue.proposals() if asked is None else asked)


def kept(asked=None) -> queue.ReviewProgress:
    return progress.keep_up(queue.proposals() if asked is None else asked)


def test_it_is_what_counting_says_after_each_sort_of_decision(both, anna, bram) -> None:
    assert progress.count(queue.proposals()) == exact()
    first, later = both[0], both[-1]
    decisions.accept(first.pk, anna, seen=0)
    assert kept() == exact()
    decisions.reject(later.pk, bram, seen=decisions.last_word(later))
    assert kept() == exact()
    undoing.undo(undoing.last_of(anna), anna)
    assert kept() == exact()
    assert exact().decided == 1
    chosen = queue.proposals().filter(revision=both[0].revision_id)
    batch, _count = bulk_acceptance.accept(chosen, anna, expected=len(bulk_acceptance.touched(chosen)))
    assert kept() == exact()
    undoing.undo(batch, anna)
    assert kept() == exact()


def test_the_page_counts_all_again_when_more_than_decisions_came(both, anna, take_in, monkeypatch) -> None:
    counted = []
    monkeypatch.setattr(progress, "progress", lambda asked: counted.append(asked) or queue.progress(asked))
    assert progress.opened(queue.proposals()) == exact()
    decisions.accept(both[0].pk, anna, seen=0)
    assert progress.opened(queue.proposals()) == exact()
    assert len(counted) == 1
    take_in(letter(number="4", sentences=(*SENTENCES, "Dat was punt 4.")))
    call_command("propose")
    assert progress.opened(queue.proposals()) == exact()
    assert len(counted) == 2


def test_each_filter_has_its_own_count(both, anna) -> None:
    narrowed = queue.proposals().filter(topic__slug="russia")
    assert progress.count(narrowed) != progress.count(queue.proposals())
    decisions.accept(both[0].pk, anna, seen=0)
    assert (kept(narrowed), kept()) == (exact(narrowed), exact())


def test_without_a_count_before_it_counts(both, anna) -> None:
    decisions.accept(both[0].pk, anna, seen=0)
    assert kept() == exact()


def test_with_many_decisions_since_it_counts(both, anna, monkeypatch) -> None:
    monkeypatch.setattr(progress, "MOST_PLACES", 1)
    progress.count(queue.proposals())
    for stance in (both[0], both[-1]):
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    assert kept() == exact()


def test_keeping_up_reads_as_much_however_long_the_queue_is(codebook, anna) -> None:
    call_command("load_cabinets")
    read = []
    for first, more in ((0, 40), (40, 120)):
        many.make(more, everything=True, first=first)
        progress.count(queue.proposals())
        decisions.accept(Stance.objects.open()[0].pk, anna, seen=0)
        with rows_read() as rows:
            found = kept()
        assert found == exact()
        read.append(rows.read)
    assert read[1] < 2 * read[0]

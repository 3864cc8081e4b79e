"""How far the queue is, by the counts that are kept of letters and topics: what counting all of it says."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict

from bench import many
from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions import tasks
from positions.models import CodebookVersion, Coder, DecisionTotal, Stance, SummaryDue, Topic
from positions.review import bulk_acceptance, decisions, progress, queue, undoing
from positions.review.filters import QueueFilter
from positions.summary_table import consistency, reading, refresh
from tests.factories import letter
from tests.kept import kept
from tests.positions.conftest import registering
from tests.positions.factories import SENTENCES, account
from tests.positions.stances import generated
from tests.rows_read import rows_read

ALL = ""


@kept
def both(take_in, codebook) -> list[Stance]:
    """Have two coders propose on three letters, which differ on Russia."""
    for number in ("1", "2", "3"):
        take_in(letter(number=number, sentences=(*SENTENCES, f"Dat was punt {number}.")))
    call_command("propose")
    with pytest.MonkeyPatch.context() as patch:
        registering(patch)("firm")
        call_command("propose", coder="firm")
    return list(Stance.objects.open().order_by("revision_id", "start", "topic_id", "pk"))


def filtered(query: str = ALL, user: Any = None) -> QueueFilter:
    return QueueFilter(QueryDict(query), user)


def told(query: str = ALL, user: Any = None) -> tuple[int, int, int]:
    """Return what the pages say of this queue: decided, total, and on how many coders differ."""
    filters = filtered(query, user)
    found = progress.progress(filters)
    assert isinstance(found, queue.ReviewProgress)
    return found.decided, found.total, progress.differing(filters, user).left


def exact(query: str = ALL, user: Any = None) -> tuple[int, int, int]:
    """Return the same from all proposals."""
    asked = filtered(query, user).qs
    found = queue.progress(asked)
    return found.decided, found.total, bulk_acceptance.differed_on(asked)


def agree(user: Any = None) -> bool:
    queries = (ALL, *(f"topic={slug}" for slug in Topic.objects.values_list("slug", flat=True)))
    return [told(query, user) for query in queries] == [exact(query, user) for query in queries]


def test_it_is_what_counting_says_after_each_sort_of_decision(both, anna, bram) -> None:
    assert exact()[2] > 0
    assert agree()
    first, later = both[0], both[-1]
    decisions.accept(first.pk, anna, seen=0)
    assert agree()
    decisions.reject(later.pk, bram, seen=decisions.last_word(later))
    assert agree()
    undoing.undo(undoing.last_of(anna), anna)
    assert agree()
    assert exact()[0] == 1
    chosen = queue.proposals().filter(revision=both[0].revision_id)
    batch, _count = bulk_acceptance.accept(chosen, anna, expected=len(bulk_acceptance.touched(chosen)))
    assert agree()
    undoing.undo(batch, anna)
    assert agree()
    assert not SummaryDue.objects.exists()


def test_new_proposals_are_counted_at_once(both, take_in) -> None:
    before = told()
    take_in(letter(number="4", sentences=(*SENTENCES, "Dat was punt 4.")))
    call_command("propose")
    assert told() > before
    assert agree()


def test_a_letter_that_is_withdrawn_is_not_counted(both, anna) -> None:
    before = told()
    withdraw(Letter.objects.first(), user=anna.user, reason="vergissing")
    assert told() < before
    assert agree()
    tasks.sum_up_the_rest()
    assert agree()
    Letter.objects.update(withdrawn_at=None, withdrawn_reason="")
    assert told() == before
    assert agree()


@pytest.mark.parametrize("joined", [True, False], ids=["joined into another", "no letter of the cabinet"])
def test_a_letter_that_is_shown_no_more_is_not_counted(both, joined) -> None:
    first, second, _third = Letter.objects.order_by("pk")
    before = told()
    change = {"joined_into": second} if joined else {"publication": "motie", "kind": None}
    Letter.objects.filter(pk=first.pk).update(**change)
    assert told() < before
    assert agree()
    tasks.sum_up_the_rest()
    assert agree()


def test_examples_are_counted_while_there_is_no_real_letter(codebook, take_in) -> None:
    call_command("load_examples")
    call_command("propose")
    assert told()[1] > 100
    assert agree()
    take_in(letter(number="1", sentences=SENTENCES))
    call_command("propose")
    assert told()[1] < 100
    assert agree()


@pytest.mark.parametrize("summed_up", [False, True])
def test_it_is_what_counting_says_whatever_was_done(codebook, anna, bram, summed_up) -> None:
    chance = random.Random(4)
    texts = generated.texts(30)
    current = [text for text in texts if text.letter.revisions.get(is_current=True) == text]
    book = CodebookVersion.objects.latest("pk")
    machines = [Coder.objects.create(name=name, version="1") for name in ("one", "other")]
    generated.propose(chance, texts, [(machines[0], CodebookVersion.objects.earliest("pk"))], 0.7)
    generated.propose(chance, texts, [(coder, book) for coder in machines], 0.7)
    generated.decide(chance, Stance.objects.order_by("pk"), anna, share=0.3)
    generated.code_blind(chance, current[::4], bram)
    if summed_up:
        tasks.sum_up_the_rest()
    assert SummaryDue.objects.exists() != summed_up
    assert agree()
    assert agree(anna.user)
    assert told(user=bram.user) != told()
    assert agree(bram.user)


def test_a_letter_is_counted_by_itself(both, anna) -> None:
    decisions.accept(both[0].pk, anna, seen=0)
    key = both[0].revision.letter.key
    assert told(f"letter={key}") == exact(f"letter={key}")
    assert 0 < told(f"letter={key}&topic=russia")[1] < told(f"letter={key}")[1] < told()[1]
    assert told("topic=nonsense") == told()


@pytest.mark.parametrize("query", ["confidence=medium", "coder={coder}", "coder={coder}&topic=russia"])
def test_other_filters_count_what_waits(both, anna, monkeypatch, query) -> None:
    query = query.format(coder=both[0].coder_id)
    decisions.reject(both[-1].pk, anna, seen=0)
    filters = filtered(query)
    left = queue.progress(filters.qs).left
    assert progress.progress(filters) == progress.Waiting(left, None)
    assert progress.differing(filters, None) == progress.Waiting(bulk_acceptance.differed_on(filters.qs), None)
    monkeypatch.setattr(progress, "MOST_LETTERS", 2)
    newest = filtered(query).qs.exclude(revision=both[0].revision_id)
    assert progress.progress(filters) == progress.Waiting(queue.progress(newest).left, 2)
    assert queue.progress(newest).left < left


def test_the_page_says_which_letters_it_counted(client, both, django_user_model, monkeypatch) -> None:
    client.force_login(account(django_user_model, "eva", "redactie"))
    page = client.get("/beoordelen/?confidence=medium").content.decode()
    assert "<progress" not in page
    monkeypatch.setattr(progress, "MOST_LETTERS", 2)
    assert "in de nieuwste 2 brieven" in client.get("/beoordelen/?confidence=medium").content.decode()
    coder = Coder.objects.get(name="firm").pk
    assert "Geteld zijn de nieuwste 2 brieven" in client.get(f"/beoordelen/veel/?coder={coder}").content.decode()
    idle = Coder.objects.create(name="idle", version="1").pk
    assert "Hier staat geen voorstel open" in client.get(f"/beoordelen/?coder={idle}").content.decode()


def test_parts_of_the_sums_are_added_up(both, anna) -> None:
    for stance in both[:4]:
        if stance in Stance.objects.open():
            decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    before, parts = told(), DecisionTotal.objects.count()
    refresh.add_up_totals(parts)
    assert DecisionTotal.objects.count() == parts
    refresh.add_up_totals(parts - 1)
    assert DecisionTotal.objects.count() == Topic.objects.filter(stances__in=both).distinct().count()
    assert told() == before


def test_wrong_sums_are_found_and_mended(both) -> None:
    before = told()
    DecisionTotal.objects.first().delete()
    assert (consistency.differing(), consistency.totals_differ()) == ([], True)
    with pytest.raises(CommandError, match="sums of decisions"):
        call_command("check_summary")
    call_command("check_summary", mend=True)
    assert told() == before


def test_counting_reads_as_much_however_long_the_queue_is(codebook, anna) -> None:
    call_command("load_cabinets")
    read = []
    for first, more in ((0, 40), (40, 120)):
        many.make(more, everything=True, first=first)
        tasks.sum_up_the_rest()
        decisions.accept(Stance.objects.open()[0].pk, anna, seen=0)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE positions_summarydue")
        refresh.add_up_totals(0)
        with rows_read() as rows:
            found = reading.decisions(anna.user)
        assert found.proposed == exact()[1]
        read.append(rows.read)
    assert read[1] <= read[0]

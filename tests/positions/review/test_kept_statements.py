"""Statements on the queue that are put together once find what those do that are put together at each request."""

from __future__ import annotations

import gc
import random
from weakref import ref

import pytest
from django.http import QueryDict

from positions import tasks
from positions.models import CodebookVersion, Coder, Review, ReviewLock, Stance
from positions.review import decisions, queue, queue_order, undoing
from positions.review import filters as queue_filters
from positions.review.filters import QueueFilter
from positions.review.queue_order import BY_TEXT, ORDERS
from positions.views.review import OF_A_MACHINE, PROPOSAL
from tests.kept import kept
from tests.positions.stances import generated

QUERIES = ("", "topic=russia", "letter=kst-9-7", "coder={coder}", "confidence=low", "topic=russia&coder={coder}")


@kept
def stances(codebook, anna, bram) -> list[Stance]:
    """Two coders' proposals, with decisions and blind codings, summed up but for those of one letter."""
    chance = random.Random(5)
    texts = generated.texts(24)
    current = [text for text in texts if text.letter.revisions.get(is_current=True) == text]
    book = CodebookVersion.objects.latest("pk")
    machines = [Coder.objects.create(name=name, version="1") for name in ("one", "other")]
    generated.propose(chance, texts, [(coder, book) for coder in machines], 0.7)
    generated.decide(chance, Stance.objects.order_by("pk"), anna, share=0.3)
    generated.code_blind(chance, current[::4], bram)
    tasks.sum_up_the_rest()
    for stance in Stance.objects.open()[:2]:
        Review.objects.create(stance=stance, decision="reject", state="rejected", coder=anna)
    return list(Stance.objects.select_related("revision__letter").order_by("pk"))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("order", ORDERS)
def test_the_queue(stances, anna, bram, query, order) -> None:
    asked = query.format(coder=stances[0].coder_id)
    for user in (anna.user, bram.user):
        filters = QueueFilter(QueryDict(f"{asked}&order={order}"), user)
        by, kept, plain = filters.wanted_order, filters.asked(), filters.qs
        found = list(by.first(plain, 1000))
        assert found
        assert list(by.first(kept, 1000)) == found
        for stance in stances[:: max(len(stances) // 5, 1)]:
            assert list(by.behind(kept, stance, 7)) == list(by.behind(plain, stance, 7))
            assert queue.previous(kept, stance, by) == queue.previous(plain, stance, by)


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("order", ORDERS)
def test_on_the_few_texts_of_a_coder_or_level_the_queue_is_what_it_is_on_all(
    stances, anna, monkeypatch, few, order
) -> None:
    monkeypatch.setattr(queue_filters, "FEW", few)
    tasks.sum_up_the_rest()  # else a text that is due is listed twice among those on which anything waits
    for query in (*QUERIES[3:], "coder={coder}&confidence=high", "confidence=high&topic=russia"):
        filters = QueueFilter(QueryDict(f"{query.format(coder=stances[0].coder_id)}&order={order}"), anna.user)
        by, kept, plain = filters.wanted_order, queue.free_for(filters.asked(), anna), filters.qs.open()
        assert list(by.first(kept, 1000, queue.IN_WAITING_TEXTS)) == list(by.first(plain, 1000))
        for stance in stances[:: max(len(stances) // 5, 1)]:
            assert list(by.behind(kept, stance, 7, queue.IN_WAITING_TEXTS)) == list(by.behind(plain, stance, 7))


@pytest.mark.parametrize("query", ["coder={idle}", "coder={idle}&confidence=low"])
def test_where_nothing_waits_no_level_is_looked_for_but_the_first(
    stances, anna, query, django_assert_max_num_queries
) -> None:
    idle = Coder.objects.create(name="idle", version="1")
    filters = QueueFilter(QueryDict(query.format(idle=idle.pk)), anna.user)
    asked = filters.asked()
    with django_assert_max_num_queries(6):  # the level of confidence itself is asked for thrice
        assert queue.take_next(asked, anna, order=filters.wanted_order) is None


def test_the_queues_of_two_users_differ(stances, anna, bram) -> None:
    queues = (QueueFilter(QueryDict(), coder.user).asked() for coder in (anna, bram))
    of_anna, of_bram = (set(BY_TEXT.first(asked, 1000)) for asked in queues)
    assert of_bram < of_anna


def test_the_next_one(stances, anna, bram) -> None:
    """Anna goes through all of the queue while Bram has a proposal on screen."""
    on_screen = queue.take_next(queue.proposals(bram.user), bram)
    kept, plain = QueueFilter(QueryDict(), anna.user).asked(), queue.proposals(anna.user)
    places, stance = set(), None
    while stance := queue.take_next(kept, anna, stance):
        if (place := (stance.revision_id, stance.topic_id, stance.start)) in places:
            break
        places.add(place)
    left = plain.open().elsewhere_than(on_screen).values_list("revision", "topic", "start").distinct()
    assert places == set(left)
    assert not ReviewLock.objects.exclude(coder=anna).exclude(coder=bram).exists()


def test_a_stance_by_its_id(stances) -> None:
    for stance in stances:
        assert PROPOSAL.first(stance=stance.pk) == queue.proposals().filter(pk=stance.pk).first()
        assert OF_A_MACHINE.first(stance=stance.pk) == Stance.objects.shown().of_machines().filter(pk=stance.pk).first()


def test_what_is_said_on_a_place(stances) -> None:
    for stance in stances[::3]:
        said = decisions.said_on(stance)
        there = Stance.objects.on_the_same(stance)
        assert said == list(there.order_by("pk"))
        assert {each.pk for each in said if each.is_open} == set(there.open().values_list("pk", flat=True))
        speaking = there.speaking(proposals=False).values_list("pk", flat=True)
        assert {each.pk for each in said if each.is_accepted} == set(speaking)
        assert max(each.last_review for each in said) == decisions.last_word(stance)


def test_what_can_be_undone(stances, anna, bram) -> None:
    first, second = Stance.objects.open()[:2]
    batch = decisions.reject(first.pk, anna, seen=decisions.last_word(first))
    assert undoing.last_of(anna) == batch
    assert undoing.last_of(bram) is None
    other = decisions.reject(second.pk, bram, seen=decisions.last_word(second))
    assert (undoing.last_of(anna), undoing.last_of(bram)) == (batch, other)


def test_what_is_kept_holds_no_filter_of_a_request(stances, anna) -> None:
    queue_order._kept.clear()
    filters = QueueFilter(QueryDict(f"coder={stances[0].coder_id}"), anna.user)
    stance = queue.take_next(filters.asked(), anna, order=filters.wanted_order)
    queue.take_next(filters.asked(), anna, stance, filters.wanted_order)
    assert queue_order._kept
    left = ref(filters)
    del filters
    gc.collect()
    assert left() is None


def test_one_is_kept_for_all_values_of_a_filter_and_none_for_a_level_of_confidence(stances, anna, bram) -> None:
    def take(query: str, coder: Coder) -> set[object]:
        filters = QueueFilter(QueryDict(query), coder.user)
        queue.take_next(filters.asked(), coder, order=filters.wanted_order)
        return set(queue_order._kept)

    queue_order._kept.clear()
    kept = take("topic=china", anna)
    assert kept
    assert take("topic=russia", bram) == kept
    assert take("confidence=low", anna) == kept
    assert take("order=zekerheid", anna) == kept

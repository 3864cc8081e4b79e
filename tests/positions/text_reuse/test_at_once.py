"""Letters that are compared at the same moment give the wordings that they give one after the other."""

from __future__ import annotations

import random
from concurrent.futures import TimeoutError

import pytest

from letters.models import Letter, Revision
from positions.models import Wording, WordingRound, WordingSentence
from positions.text_reuse import detection, near_duplicate_search
from tests.at_once import LATE, SOON, beside, not_committed
from tests.factories import letter
from tests.positions.text_reuse.near_sentences import FIRST, OTHER, SECOND, THIRD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def text(take_in):
    """Return a function that takes in a letter with these sentences, without comparing it."""

    def taken(number: int, *sentences: str) -> Revision:
        return take_in(letter(number=str(number), sentences=sentences)).letter.revisions.get(is_current=True)

    return taken


def chains() -> set[frozenset[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = {}
    held = WordingSentence.objects.exclude(wording=None)
    for wording, text, quote in held.values_list("wording", "revision", "quote"):
        found.setdefault(wording, set()).add((text, quote))
    return {frozenset(chain) for chain in found.values()}


def test_a_text_that_was_stored_but_not_compared_is_seen_and_finished(text) -> None:
    first, second = text(1, FIRST), text(2, SECOND)
    assert detection._store(first) == 1
    assert chains() == set() and list(detection.to_do()) == [first, second]
    detection.add(second)
    assert len(chains()) == 1 and list(detection.to_do()) == [first]
    assert detection.add(first) == 1
    assert (len(chains()), Wording.objects.count(), detection.to_do().count()) == (1, 1, 0)


def test_a_letter_of_other_words_waits_for_nobody(workers, text) -> None:
    first, second, third = text(1, FIRST), text(2, FIRST), text(3, OTHER)
    detection.add(first)
    with not_committed(workers, lambda: detection.add(second)):
        assert beside(workers, lambda: detection.add(third)).result(LATE) == 1
        assert chains() == set()
    assert len(chains()) == 1


def test_two_texts_that_find_the_same_sentence_make_one_wording(workers, text) -> None:
    held, first, second = text(1, SECOND), text(2, FIRST), text(3, THIRD)
    for revision in (held, first, second):
        detection._store(revision)
    with not_committed(workers, lambda: detection.add(first)) as commit:
        waiting = beside(workers, lambda: detection.add(second))
        with pytest.raises(TimeoutError):
            waiting.result(SOON)
        commit()
        assert waiting.result(LATE) == 1
    assert (len(chains()), Wording.objects.count()) == (1, 1)
    assert WordingSentence.objects.filter(wording=None).count() == 0


def test_what_is_withdrawn_while_it_is_found_holds_nothing_together(workers, text) -> None:
    gone, first, second = text(1, FIRST), text(2, FIRST), text(3, FIRST)
    for revision in (gone, first):
        detection.add(revision)
    Letter.objects.filter(pk=gone.letter.pk).update(withdrawn_at="2026-01-01T00:00Z", withdrawn_reason="dubbel")
    with not_committed(workers, detection.remove_withdrawn) as commit:
        waiting = beside(workers, lambda: detection.add(second))
        with pytest.raises(TimeoutError):
            waiting.result(SOON)
        commit()
        assert waiting.result(LATE) == 1
    assert chains() == {frozenset({(first.pk, FIRST), (second.pk, FIRST)})}


def test_words_that_two_compared_letters_have_are_not_searched_by_bands(text) -> None:
    texts = [text(number, FIRST) for number in range(1, 6)]
    for revision in texts[:2]:
        detection.add(revision)
    for revision in texts[2:]:
        detection._store(revision)
    assert len(near_duplicate_search.candidates(texts[4])) == 1
    WordingRound.objects.filter(revision=texts[0]).update(compared=False)
    assert len(near_duplicate_search.candidates(texts[4])) == 3


def test_equal_sentences_that_are_stored_at_once_miss_none_that_is_alike(text) -> None:
    """None of them may leave the search to the others."""
    near, *equal = text(1, SECOND), *(text(number, FIRST) for number in range(2, 6))
    detection.add(near)
    for revision in equal:
        detection._store(revision)
    for revision in equal:
        detection.add(revision)
    assert [len(chain) for chain in chains()] == [5]


def test_of_more_sentences_with_a_band_in_common_than_are_read_some_are_found(text, monkeypatch) -> None:
    monkeypatch.setattr(near_duplicate_search, "MOST", 3)
    for number in range(1, 8):
        detection.add(text(number, f"{FIRST[:-1]} in het jaar {2000 + number}."))
    last = text(9, f"{FIRST[:-1]} in het jaar 2020.")
    detection._store(last)
    assert 1 <= len(near_duplicate_search.candidates(last)) <= 3
    detection.add(last)
    assert [len(chain) for chain in chains()] == [8]


def test_in_whatever_order_and_however_many_at_once_the_wordings_are_the_same(workers, text) -> None:
    chance = random.Random(3)
    models = [[f"woord{chance.randrange(400)}" for _ in range(12)] for _ in range(8)]
    texts = [text(number, *(varied(chance, chance.choice(models)) for _ in range(4))) for number in range(1, 25)]
    for revision in texts:
        detection.add(revision)
    one_by_one = chains()
    assert len(one_by_one) >= 6
    WordingSentence.objects.all().delete()
    WordingRound.objects.all().delete()
    Wording.objects.all().delete()
    done = [beside(workers, lambda revision=revision: detection.add(revision)) for revision in texts[::-1] + texts]
    assert sum(each.result(LATE) > 0 for each in done) >= len(texts)
    assert chains() == one_by_one
    assert not detection.to_do().exists()


def varied(chance: random.Random, model: list[str]) -> str:
    """Return the model with up to two words changed."""
    words = list(model)
    for _ in range(chance.randrange(3)):
        words[chance.randrange(len(words))] = f"ander{chance.randrange(400)}"
    return " ".join(words).capitalize() + "."

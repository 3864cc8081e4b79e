"""How much waits is kept with every write, in its transaction: equal to a recount, and to what each list lists.

The recount itself comes after every test with a database (`tests/conftest.py`); here are the writes.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from letters.ingestion import (
    announced_uploads,
    edit,
    example_letters,
    held,
    merge,
    restore_text,
    retry,
    seen_failures,
    steps,
)
from letters.ingestion import withdraw as withdrawal
from letters.models import AnnouncedFile, HarvestJob, Ingestion, Letter, PossibleDuplicate, WorkCount
from letters.pages.kept_counts import KEPT_COUNTS
from tests import factories
from tests.at_once import SOON, beside, not_committed

KINDS = ("unfinished", "failures", "missing", "asking", "pairs", "failing-jobs")


def kept(*kinds: str) -> int:
    return WorkCount.objects.total(*kinds)


def listed() -> dict[str, int]:
    """Return how many rows the lists of the home choose from."""
    return {
        "unfinished": Ingestion.objects.in_world().unfinished().count(),
        "failures": Ingestion.objects.in_world().failures_to_see().count(),
        "missing": AnnouncedFile.objects.missing().count(),
        "asking": Letter.objects.published().needing_attention().count(),
        "pairs": PossibleDuplicate.objects.in_world().open().count(),
        "failing-jobs": HarvestJob.objects.failing().count(),
    }


def pick(found: Any) -> Any:
    return found.order_by("?").first()


class Desk:
    """Actions of an editor and the workers, each on a row taken at random; nothing where there is none."""

    def __init__(self, user: User) -> None:
        self.user, self.number, self.batch = user, 0, uuid.uuid4()

    def take_in(self, **options: Any) -> Ingestion:
        self.number += 1
        own = (f"Een zin van brief {self.number}.", "Een zin die in elke brief staat.", f"Nog een van {self.number}.")
        date = None if self.number % 2 else "3 maart 2019"
        return factories.take_in(factories.letter(number=str(self.number), date=date, sentences=own), **options)

    def fail(self) -> None:
        factories.take_in("", name="leeg.md")

    def hold(self) -> None:
        self.take_in(hold=True)

    def leave_to_workers(self) -> None:
        Ingestion.objects.create(document=self.take_in().document, name="x.md", state="received")

    def see(self) -> None:
        if found := pick(Ingestion.objects.failures_to_see()):
            seen_failures.see(found, user=self.user)

    def announce(self) -> None:
        self.batch = uuid.uuid4()
        announced_uploads.announce(self.batch, [(n, f"{n}.txt", 3) for n in range(3)], self.user)

    def receive(self) -> None:
        number, channel = random.randrange(3), Ingestion.Channel.UPLOAD
        announced_uploads.receive(
            b"een", batch=self.batch, number=number, name=f"{number}.txt", size=3, user=self.user, channel=channel
        )

    def see_missing(self) -> None:
        announced_uploads.see(self.batch, self.user)

    def miss_again(self) -> None:
        announced_uploads.put_back(self.batch)

    def see_again(self) -> None:
        if found := pick(Ingestion.objects.filter(seen_at__isnull=False)):
            seen_failures.put_back(found)

    def discard(self) -> None:
        if found := pick(Ingestion.objects.filter(state="held")):
            held.discard(found, user=self.user)

    def save(self) -> None:
        if found := pick(Ingestion.objects.filter(state="held")):
            held.release(found, {}, user=self.user)
            steps.advance(found.pk)

    def try_again(self) -> None:
        if found := pick(Ingestion.objects.filter(state="failed", document__isnull=False)):
            retry.try_again(found)

    def advance(self) -> None:
        if found := pick(Ingestion.objects.filter(state__in=Ingestion.READY)):
            steps.advance(found.pk)

    def answer(self) -> None:
        if found := pick(Letter.objects.published().needing_attention()):
            edit.leave_unknown(found, found.attention[0], user=self.user)

    def withdraw(self) -> None:
        if found := pick(Letter.objects.standing()):
            withdrawal.withdraw(found, user=self.user, reason="dubbel")

    def put_back(self) -> None:
        if found := pick(Letter.objects.filter(withdrawn_at__isnull=False)):
            withdrawal.put_back(found, user=self.user)

    def ask_whether_alike(self) -> None:
        both = list(Letter.objects.standing().order_by("?")[:2])
        if len(both) == 2 and not PossibleDuplicate.objects.filter(earlier__in=both, later__in=both).exists():
            earlier, later = sorted(both, key=lambda each: each.pk)
            PossibleDuplicate.objects.create(earlier=earlier, later=later, reason="alike", share=0.9)

    def decide(self, how: Callable[..., None]) -> None:
        undone = how is merge.undo
        found = PossibleDuplicate.objects.exclude(state="open") if undone else PossibleDuplicate.objects.open()
        pair = pick(found.filter(earlier__joined_into=None) if undone else found)
        joined = pair and (pair.earlier.joined_into or pair.later.joined_into)
        if pair and not (how is merge.join and joined):
            how(pair, user=self.user)

    def new_text(self) -> None:
        if letter := pick(Letter.objects.standing().exclude(number=None)):
            own = (f"Een heel andere zin, {random.random()}.", "Een zin die in elke brief staat.")
            factories.take_in(factories.letter(number=letter.number, sentences=own))

    def restore(self) -> None:
        letter = pick(Letter.objects.standing().filter(revisions__is_current=False))
        if letter:
            restore_text.restore(letter, letter.revisions.filter(is_current=False).first(), user=self.user)

    def read_again(self) -> None:
        if letter := pick(Letter.objects.standing()):
            retry.read_again(letter, user=self.user)

    def have_a_source_fail(self) -> None:
        HarvestJob.objects.create(source="koop", dossiers=["28676"], failures=1)

    def fetch_well(self) -> None:
        HarvestJob.objects.filter(failures=1).update(failures=0)

    def delete_files(self) -> None:
        Ingestion.objects.filter(letter=None, state="failed").delete()

    def fold(self) -> None:
        WorkCount.objects.fold()

    def actions(self) -> list[Callable[[], object]]:
        decisions = [partial(self.decide, how) for how in (merge.join, merge.keep_apart, merge.undo)]
        named = [
            self.take_in, self.fail, self.hold, self.leave_to_workers, self.see, self.see_again, self.discard,
            self.save, self.try_again, self.advance, self.answer, self.withdraw, self.put_back, self.ask_whether_alike,
            self.new_text, self.restore, self.read_again, self.have_a_source_fail, self.fetch_well, self.delete_files,
            self.fold, self.announce, self.receive, self.see_missing, self.miss_again,
        ]  # fmt: skip
        return [*named, *decisions]


@pytest.fixture
def eva(db) -> User:
    return User.objects.create_user("eva")


@pytest.mark.parametrize("seed", range(2))
def test_every_write_keeps_the_counts_and_one_that_is_undone_leaves_them(eva, seed) -> None:
    chance, desk, happened = random.Random(seed), Desk(eva), set[str]()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [seed / 10])
    actions = desk.actions()
    for action in [*actions, *chance.choices(actions, k=50)]:
        before, back = listed(), chance.random() < 0.2
        # Decisions on pairs that were taken in another order may be refused: a name is taken.
        with suppress(IntegrityError), transaction.atomic():
            action()
            assert KEPT_COUNTS.differing() == {}
            happened |= {kind for kind, number in listed().items() if number != before[kind]}
            transaction.set_rollback(back)
        assert {kind: kept(kind) for kind in KINDS} == listed(), action
        assert not back or listed() == before
    assert happened == set(KINDS)


def test_examples_are_counted_until_there_is_a_real_letter_and_go_with_their_removal(eva, take_in) -> None:
    example = take_in(factories.letter(date=None), is_example=True).letter
    take_in("", name="leeg.md", is_example=True)
    assert example.is_example and (kept("asking"), kept("failures")) == (1, 1)
    take_in(factories.letter(number="3", sentences=("Een heel andere zin.",) * 2))
    assert kept("failures") == 0
    assert {kind: kept(kind) for kind in KINDS} == listed()
    example_letters.remove(user=eva)
    assert KEPT_COUNTS.differing() == {}
    WorkCount.objects.fold()
    assert not WorkCount.objects.filter(is_example=True).exists()


def test_many_rows_in_one_statement_are_one_row_and_folding_leaves_one_a_kind(eva, take_in) -> None:
    Ingestion.objects.bulk_create(Ingestion(name=f"{n}.md", state="failed", message="Leeg.") for n in range(500))
    assert WorkCount.objects.count() == 1
    take_in("", name="leeg.md")
    WorkCount.objects.fold()
    assert list(WorkCount.objects.values_list("kind", "change")) == [("failures", 501)]
    Ingestion.objects.all().delete()
    WorkCount.objects.fold()
    assert not WorkCount.objects.exists()


def test_a_row_whose_number_does_not_change_writes_nothing(take_in) -> None:
    take_in(factories.letter(date=None))
    before = WorkCount.objects.count()
    Letter.objects.update(subject="Vis")
    Ingestion.objects.update(outcome="same")
    assert WorkCount.objects.count() == before


def test_the_check_names_a_count_that_is_wrong_and_mends_it(take_in) -> None:
    take_in(factories.letter(date=None))
    call_command("check_summary")
    WorkCount.objects.create(kind="asking", is_example=False, change=3)
    assert KEPT_COUNTS.differing() == {("asking", False): -3}
    with pytest.raises(CommandError, match="asking"):
        call_command("check_summary")
    call_command("check_summary", mend=True)
    assert kept("asking") == 1


def test_emptying_a_table_empties_its_counts(take_in, transactional_db) -> None:
    take_in("", name="leeg.md")
    take_in(factories.letter(date=None))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE letters_ingestion CASCADE")
    assert (kept("failures"), kept("asking")) == (0, 1)
    assert KEPT_COUNTS.differing() == {}


def failed(number: int) -> Ingestion:
    return Ingestion.objects.create(name=f"{number}.md", state="failed", message="Leeg.")


def see_all() -> None:
    Ingestion.objects.failures_to_see().update(seen_at="2026-11-30T00:00Z")


def test_two_who_write_do_not_wait_for_each_other_nor_for_who_folds(transactional_db, workers) -> None:
    failed(1)
    with not_committed(workers, lambda: failed(2)) as commit:
        assert kept("failures") == 1, "what is not committed is not counted"
        beside(workers, lambda: failed(3)).result(SOON)
        WorkCount.objects.fold()
        assert kept("failures") == 2
        commit()
    assert kept("failures") == 3
    with not_committed(workers, WorkCount.objects.fold) as commit:
        beside(workers, see_all).result(SOON)
        assert kept("failures") == 0, "nor does a reader see a row twice"
        commit()
    assert (kept("failures"), KEPT_COUNTS.differing()) == (0, {})


def test_of_two_who_change_one_row_each_counts_what_it_changed(transactional_db, workers) -> None:
    failed(1)
    with not_committed(workers, see_all) as commit:
        late = beside(workers, see_all)
        commit()
    late.result(SOON)
    assert (kept("failures"), KEPT_COUNTS.differing()) == (0, {})


def test_a_transaction_that_is_undone_counts_nothing(transactional_db, workers) -> None:
    def undone() -> None:
        with transaction.atomic():
            failed(1)
            transaction.set_rollback(True)

    beside(workers, undone).result(SOON)
    assert (kept("failures"), KEPT_COUNTS.differing()) == (0, {})

"""`tests.kept`: each test meets the rows of the kept fixtures that it asks for, as they were made, and no others."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from tests import kept as of_tests
from tests.kept import kept

TWICE = pytest.mark.parametrize("_time", range(2))
made: list[str] = []


@kept
def readers(db) -> Group:
    return Group.objects.create(name="readers")


@kept
def writers(readers: Group) -> list[Group]:
    return [readers, Group.objects.create(name="writers")]


@kept
def others(db) -> set[str]:
    """The names of the groups that were there before it."""
    made.append("others")
    before = names()
    Group.objects.create(name="others")
    return before


@pytest.fixture
def before(db) -> None:
    Group.objects.create(name="before")


@kept
def seen(db) -> set[str]:
    return names()


def names() -> set[str]:
    return {each.name for each in Group.objects.all()}


def test_what_a_test_does_not_ask_for_is_not_there(db) -> None:
    assert names() == set()


@TWICE
def test_what_a_test_changes_is_undone(readers: Group, _time: int) -> None:
    assert (readers.name, names()) == ("readers", {"readers"})
    readers.name = "changed"
    readers.save()
    Group.objects.create(name="more")


@TWICE
def test_one_stands_on_another(writers: list[Group], _time: int) -> None:
    assert [each.name for each in writers] == ["readers", "writers"]
    assert names() == {"readers", "writers"}
    writers.pop().delete()


@TWICE
def test_it_is_made_once_for_tests_in_a_row_and_without_those_that_they_do_not_ask_for(others, _time: int) -> None:
    assert (others, names(), made) == (set(), {"others"}, ["others"])


def test_it_stays_after_another_fixture_with_rows(before: None, seen: set[str]) -> None:
    assert seen == {"before"}


def test_a_test_that_commits_has_its_own(transactional_db, writers: list[Group]) -> None:
    assert of_tests._levels == []
    assert names() == {"readers", "writers"}


def test_tests_with_the_same_ones_follow_each_other(request: pytest.FixtureRequest) -> None:
    """In the order in which they stand, whatever it was before."""
    here = [item for item in request.session.items if item.path == request.path]
    found = [tuple(of_tests.chain_of(item)) for item in of_tests.sort(here[::-1])]
    runs = [chain for place, chain in enumerate(found) if not place or chain != found[place - 1]]
    assert len(runs) == len(set(found))


def test_what_is_to_be_undone_in_another_way_cannot_be_kept() -> None:
    def left(db):
        yield

    with pytest.raises(AssertionError, match="savepoint"):
        kept(left)

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from letters.models import Letter
from positions.coders import registry
from positions.coders.rules import RulesCoder
from positions.domain.rules_coder.coder import Proposal
from positions.models import Assignment, Coder, Stance
from positions.review import assignments, decisions
from positions.summary_table import consistency
from tests.factories import letter
from tests.kept import kept
from tests.planned_once import planned_once
from tests.positions import past_day
from tests.positions.factories import (
    FIRM,
    MILD,
    SENTENCES,
    WEATHER,
    accept,
    accept_in_bulk,
    cabinets,
    letter_of,
    mark_read,
    propose,
    says,
)

__all__ = ["accept", "accept_in_bulk", "cabinets", "letter_of", "mark_read", "propose", "says"]


@pytest.fixture(scope="module")
def all_examples(module_db) -> None:
    """The example letters with their stances and the proposals on them."""
    with module_db():
        for command in ("load_codebook", "load_examples", "load_example_stances", "propose"):
            call_command(command, verbosity=0)


@kept
def codebook(codebook_rows, db) -> None:
    """Create what `load_codebook` loads, at a twentieth of its cost."""
    past_day.write_codebook(codebook_rows)


@kept
def recorded(codebook, take_in) -> Letter:
    """Take in an invented letter about Russia, defence spending and the EU."""
    return take_in(letter(sentences=SENTENCES)).letter


@kept
def proposed(recorded: Letter) -> list[Stance]:
    """Return the rules coder's proposals on the letter, in the order of the text."""
    call_command("propose")
    return list(Stance.objects.order_by("start", "topic"))


@kept
def anna(db) -> Coder:
    return decisions.coder_of(User.objects.create_user("anna"))


@kept
def bram(db) -> Coder:
    return decisions.coder_of(User.objects.create_user("bram"))


@kept
def coders(anna: Coder, bram: Coder) -> None:
    """Give both coders the role that permits coding."""
    call_command("create_roles")
    for coder in (anna, bram):
        coder.user.groups.add(Group.objects.get(name="codeur"))
        coder.user = type(coder.user).objects.get(pk=coder.user.pk)  # permissions are cached on the object


@kept
def asked(recorded: Letter, bram: Coder, coders: None) -> Assignment:
    """Assign the letter to Bram, blind."""
    return assignments.ask(bram, recorded, by=None)


def firmer(proposal: Proposal) -> Proposal:
    """Return the proposal with one point more on Russia."""
    if proposal.topic != "russia" or proposal.score is None:
        return proposal
    return replace(proposal, score=min(2, proposal.score + 1))


@pytest.fixture
def register(monkeypatch) -> Callable[..., Coder]:
    """Register a machine coder: the rules under another name, with each proposal changed or dropped."""
    return registering(monkeypatch)


def registering(patch: pytest.MonkeyPatch) -> Callable[..., Coder]:
    """Return what registers a machine coder until this patch is undone: a kept fixture has one of its own."""
    rules = RulesCoder()

    def add(name: str, version: str = "1", change: Callable[[Proposal], Proposal | None] = firmer) -> Coder:
        def propose(letter: Any, codebook: Any) -> tuple[Proposal, ...]:
            return tuple(filter(None, map(change, rules.propose(letter, codebook))))

        coder = SimpleNamespace(name=name, version=version, propose=propose, calibration=None)
        patch.setitem(registry.MACHINE_CODERS, name, coder)
        return registry.coder_named(name)

    return add


@kept
def three_letters(says, mark_read) -> tuple[Letter, Letter, Letter]:
    """Take in letters on Russia of 2018 and, twice, of 2020, of which the last is on defence too; none of 2019."""
    early, late = says(1, "3 maart 2018", -1, -1, -1, 0, -1), says(2, "4 april 2020", 1, 1)
    mark_read(early)
    says(4, "9 mei 2020", 1, 1, 1, topic="defence-spending")
    return early, late, says(3, "9 mei 2020", 2, 2, 2)


DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    """Clear the throttle counts, which are kept in the cache."""
    cache.clear()


@kept
def two_steps(letter_of, accept):
    """Two letters that each take a position on Russia, accepted by Anna."""
    first, second = letter_of(1, "3 maart 2019", MILD, WEATHER), letter_of(2, "4 april 2020", FIRM, WEATHER)
    accept(first, MILD, -1)
    accept(second, FIRM, 1)
    return first, second


@kept
def line(says):
    """Take in letters on Russia: start, reversal, thin, move, unclear, and the first of another cabinet."""
    return [
        says(1, "3 maart 2019", *DOVE),
        says(2, "4 april 2019", *HAWK),
        says(3, "5 mei 2019", -2, -2),
        says(4, "6 juni 2021", 2, 2, 2, 2, 2),
        says(5, "7 juli 2021", 1, 1, -2),
        says(6, "2 mei 2022", *HAWK),
    ]


@pytest.fixture(autouse=True)
def the_table_of_summaries_adds_up(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test with a database: what is kept of each letter is what its stances add up to."""
    if not {"db", "transactional_db"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    yield
    if not connection.needs_rollback:
        with planned_once():
            assert consistency.differing() == []
            assert not consistency.totals_differ()
            assert consistency.days_differ() == []

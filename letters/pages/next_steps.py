"""Work that goes on with letters after they came in, which other applications register in `AppConfig.ready()`.

The admin links to it and says how much waits, and names none of their pages itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from letters.models import Letter


@dataclass(frozen=True, slots=True)
class NextStep:
    """A kind of work on letters, for the users for whom `seen_by` returns true.

    `waiting` counts what waits for this user by letter id among these letters, without those on which nothing waits;
    it is one query.
    """

    label: str | Promise
    waiting_label: str | Promise
    begin_label: str | Promise
    address_of: Callable[[Letter], str]
    waiting: Callable[[Any, Collection[int]], Mapping[int, int]]
    seen_by: Callable[[Any], bool]

    def together(self, links: Collection[StepLink]) -> Together:
        first = next((link.address for link in links if link.waiting), "")
        return Together(self.waiting_label, sum(link.waiting for link in links), self.begin_label, first)


@dataclass(frozen=True, slots=True)
class StepLink:
    """A link to the work on one letter, with how much waits there."""

    label: str | Promise
    address: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Together:
    """Amount of a kind of work that waits on several letters, and where it begins: "" if nothing waits."""

    label: str | Promise
    waiting: int
    begin_label: str | Promise
    begins_at: str


@dataclass(slots=True)
class NextSteps:
    steps: list[NextStep] = field(default_factory=list)

    def register(self, *steps: NextStep) -> None:
        self.steps = [*self.steps, *steps]

    def of_letters(self, user: Any, letters: Collection[Letter]) -> dict[int, list[StepLink]]:
        """Return the links by letter id. Papers that are no letters and withdrawn or merged letters have none,
        nor have examples once there are real letters.
        """
        there = {letter.pk: letter for letter in _in_world(letters) if _goes_on(letter)}
        links: dict[int, list[StepLink]] = {pk: [] for pk in there}
        for step in self._seen_by(user) if there else ():
            waiting = step.waiting(user, there)
            for pk, letter in there.items():
                links[pk].append(StepLink(step.label, step.address_of(letter), waiting.get(pk, 0)))
        return links

    def waiting_in(self, user: Any, links: Mapping[int, Collection[StepLink]]) -> list[Together]:
        """Return what waits on these letters together, by step."""
        every = [link for found in links.values() for link in found]
        return [step.together([link for link in every if link.label == step.label]) for step in self._seen_by(user)]

    def _seen_by(self, user: Any) -> list[NextStep]:
        return [step for step in self.steps if step.seen_by(user)]


def _in_world(letters: Collection[Letter]) -> Collection[Letter]:
    """Leave out examples that are hidden by real letters; one query where there is an example."""
    examples = [letter.pk for letter in letters if letter.is_example]
    if not examples:
        return letters
    shown = set(Letter.objects.in_world().filter(pk__in=examples).values_list("pk", flat=True))
    return [letter for letter in letters if not letter.is_example or letter.pk in shown]


def _goes_on(letter: Letter) -> bool:
    return letter.is_letter and letter.withdrawn_at is None and letter.joined_into_id is None


NEXT_STEPS = NextSteps()

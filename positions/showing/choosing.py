"""Which of a letter's stances are seen, as chosen in the address.

They are all at hand, so the database is asked nothing; what is not chosen keeps its anchor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.filters import ManyValues
from positions.models import State, Topic
from positions.reviewing.words import HOLDERS
from positions.showing.said import Said

STATES = {State.ACCEPTED.value: gettext_lazy("geaccepteerd"), State.PROPOSED.value: gettext_lazy("voorstel")}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    count: int
    on: bool
    look: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    options: list[Option]


class SaidForm(forms.Form):
    topic = ManyValues(label=gettext_lazy("Onderwerp"), required=False)
    holder = ManyValues(
        label=gettext_lazy("Wie"), required=False, choices=[(h.value, name) for h, (name, _key) in HOLDERS.items()]
    )
    state = ManyValues(label=gettext_lazy("Stand"), required=False, choices=list(STATES.items()))

    def __init__(self, data: QueryDict, topics: Sequence[Topic]) -> None:
        super().__init__(data)
        field = self.fields["topic"]
        assert isinstance(field, ManyValues)
        field.choices = [(topic.slug, topic.name) for topic in topics]


class Choosing:
    """The choice; a group where nothing is chosen, or that is wrong in the address, leaves everything seen."""

    def __init__(self, data: QueryDict, topics: Sequence[Topic]) -> None:
        self.form = SaidForm(data, topics)
        self.form.is_valid()
        chosen = self.form.cleaned_data
        self.topics, self.holders, self.states = (set(chosen.get(name) or ()) for name in ("topic", "holder", "state"))

    def sees(self, said: Said) -> bool:
        return (
            (not self.topics or said.slug in self.topics)
            and (not self.holders or said.stance.holder in self.holders)
            and (not self.states or said.stance.state in self.states)
        )

    @property
    def narrows(self) -> bool:
        return bool(self.topics or self.holders or self.states)

    @property
    def problems(self) -> list[str]:
        return [
            f"{self.form.fields[name].label}: {' '.join(map(str, found))}" for name, found in self.form.errors.items()
        ]

    def groups(self, said: Sequence[Said]) -> list[Group]:
        """Every choice that there is in this letter, with the number of stances; groups of one choice are no choice."""
        holders = {holder.value: str(name) for holder, (name, _key) in HOLDERS.items()}
        groups = [
            Group("topic", _("Onderwerp"), self._topics(said)),
            Group("holder", _("Wie"), self._options("holder", said, holders)),
            Group("state", _("Stand"), self._options("state", said, {s: str(name) for s, name in STATES.items()})),
        ]
        return [group for group in groups if len(group.options) > 1]

    def _topics(self, said: Sequence[Said]) -> list[Option]:
        counts = Counter(each.slug for each in said)
        first = {each.slug: each for each in said}
        ordered = sorted(first.values(), key=lambda each: each.stance.topic.position)
        return [
            Option(each.slug, each.topic, counts[each.slug], not self.topics or each.slug in self.topics, each.look)
            for each in ordered
        ]

    def _options(self, field: str, said: Sequence[Said], names: dict[str, str]) -> list[Option]:
        on = {"holder": self.holders, "state": self.states}[field]
        counts = Counter(str(getattr(each.stance, field)) for each in said)
        return [Option(v, name, counts[v], not on or v in on) for v, name in names.items() if counts[v]]

"""Filter of the stances on a letter's page, from the query string.

It filters in Python without a query; a stance that is filtered out keeps its anchor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.search.filter_choices import Facet, FacetValue
from letters.search.letter_filter import ManyValues
from positions.labels.codes import HOLDERS
from positions.letter_page.shown_stances import ShownStance
from positions.models import State, Topic

STATES = {State.ACCEPTED.value: gettext_lazy("geaccepteerd"), State.PROPOSED.value: gettext_lazy("voorstel")}


class StanceFilterForm(forms.Form):
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


class ChosenStances:
    """The selected values; a group that is empty or invalid in the query string does not filter."""

    def __init__(self, data: QueryDict, topics: Sequence[Topic]) -> None:
        self.form = StanceFilterForm(data, topics)
        self.form.is_valid()
        chosen = self.form.cleaned_data
        self.topics, self.holders, self.states = (set(chosen.get(name) or ()) for name in ("topic", "holder", "state"))

    def sees(self, said: ShownStance) -> bool:
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

    def facets(self, said: Sequence[ShownStance]) -> list[Facet]:
        """Return the facets with the number of stances per value; a facet with one value is left out.

        Proposals on one sentence and topic count once a value, whoever made them.
        """
        holders = {holder.value: str(name) for holder, (name, _key) in HOLDERS.items()}
        facets = [
            Facet("topic", _("Onderwerp"), self._topics(said)),
            Facet("holder", _("Wie"), self._values("holder", said, holders)),
            Facet("state", _("Stand"), self._values("state", said, {s: str(name) for s, name in STATES.items()})),
        ]
        return [facet for facet in facets if len(facet.values) > 1]

    def _topics(self, said: Sequence[ShownStance]) -> list[FacetValue]:
        counts = _counts((each.slug, each) for each in said)
        first = {each.slug: each for each in said}
        ordered = sorted(first.values(), key=lambda each: each.stance.topic.position)
        return [
            FacetValue(each.slug, each.topic, counts[each.slug], not self.topics or each.slug in self.topics, each.look)
            for each in ordered
        ]

    def _values(self, field: str, said: Sequence[ShownStance], names: dict[str, str]) -> list[FacetValue]:
        on = {"holder": self.holders, "state": self.states}[field]
        counts = _counts((str(getattr(each.stance, field)), each) for each in said)
        return [
            FacetValue(value, name, counts[value], not on or value in on, value if field == "state" else "")
            for value, name in names.items()
            if counts[value]
        ]


def _counts(values: Iterable[tuple[str, ShownStance]]) -> Counter[str]:
    places = {(value, each.stance.start, each.slug, each.accepted) for value, each in values}
    return Counter(value for value, *_place in places)

"""Filters of positions and their options, for timelines, changes, comparison, API and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext_lazy as _

from letters.labels.kind_labels import PUBLICATIONS
from letters.models import Letter
from letters.parser.parsed_letter import Publication
from letters.search.day_fields import DayFilter
from letters.search.letter_filter import LetterFilter, ManyFilter, OneObject, OneValue, PublicationFilter
from positions.domain.scale import Holder
from positions.domain.timeline.steps import Kind, Towards, Verdict
from positions.domain.timeline.version_1 import Change
from positions.labels.codes import HOLDERS
from positions.labels.position_words import kind_words, verdict_words
from positions.models import Assignment, Coder, Topic
from positions.timelines.changes import BIGGEST, NEWEST, NEWS, Wanted
from positions.timelines.comparison import CABINET, YEAR
from positions.timelines.query import TimelineOptions
from positions.timelines.topic_sums import is_large

NO, ALL = "no", "all"
TOWARDS = ((Towards.LOW.value, _("naar de lage pool (−2)")), (Towards.HIGH.value, _("naar de hoge pool (+2)")))
VERDICTS = [(ALL, _("alles")), *((verdict.value, lazy(verdict_words, str)(verdict)) for verdict in Verdict)]
KINDS = [(kind.value, lazy(kind_words, str)(kind)) for kind in Kind]
RENAMED = {
    "new": (("step", Kind.NEW.value),),
    "reaffirmed": (("verdict", Verdict.REAFFIRMED.value),),
    "hardened": (("verdict", Verdict.MOVED.value), ("towards", Towards.HIGH.value)),
    "softened": (("verdict", Verdict.MOVED.value), ("towards", Towards.LOW.value)),
    "reversed": (("verdict", Verdict.REVERSED.value),),
}
MOST_SENTENCES = 1000


class OptionFilter(django_filters.Filter):  # type: ignore[misc]
    """A parameter that filters no letters, but sets an option of the reading (`PositionFilter.asked`)."""

    def filter(self, qs: QuerySet[Letter], value: Any) -> QuerySet[Letter]:
        return qs


class OptionChoice(OptionFilter, OneValue):
    pass


class OptionDate(OptionFilter, DayFilter):
    pass


class OptionNumber(OptionFilter, django_filters.NumberFilter):  # type: ignore[misc]
    pass


class OptionCoder(OptionFilter, OneObject):
    pass


class OptionMany(OptionFilter, ManyFilter):
    pass


class AskedOld(OptionMany):
    """A deprecated parameter, kept for existing URLs."""

    deprecated = True


class OptionText(OptionFilter, django_filters.CharFilter):  # type: ignore[misc]
    pass


class PaperFilter(PublicationFilter):
    """Filter by kind of paper; positions come from letters alone, so the value "letter" leaves the query unchanged,
    which keeps cached readings usable (`timelines.query.read`).
    """

    def filter(self, qs: QuerySet[Letter], value: str) -> QuerySet[Letter]:
        return super().filter(qs, value) if value and value != Publication.LETTER else qs


def coders(request: HttpRequest | None) -> QuerySet[Coder]:
    return Coder.objects.in_world()


class PositionFilter(LetterFilter):
    """The filter of letters and options of positions, for timelines, changes, comparison, API and exports."""

    publication = PaperFilter(choices=list(PUBLICATIONS.items()), label=_("Soort stuk"))
    holder = OptionMany("holder", label=_("Wie"), choices=[(h.value, name) for h, (name, _key) in HOLDERS.items()])
    coder = OptionCoder(label=_("Gecodeerd door"), queryset=coders, empty_label=_("iedereen"))
    proposals = OptionChoice(label=_("Voorstellen"), choices=[(NO, _("niet tonen"))], empty_label=_("tonen"))
    least = OptionNumber(label=_("Ten minste zoveel zinnen"), min_value=1, max_value=MOST_SENTENCES)
    as_of = OptionDate(label=_("Zoals bekend op"))

    @property
    def chosen(self) -> dict[str, Any]:
        """The valid values of the query string; the form's errors list the others."""
        self.form.is_valid()
        chosen: dict[str, Any] = self.form.cleaned_data
        return chosen

    @cached_property
    def asked(self) -> TimelineOptions:
        """The options of the reading; one query for a signed-in reader, for the letters coded blind."""
        chosen = self.chosen
        return TimelineOptions(
            as_of=chosen.get("as_of"),
            proposals=chosen.get("proposals") != NO,
            coder=chosen["coder"].pk if chosen.get("coder") else None,
            least=int(chosen.get("least") or 1),
            hidden=Assignment.objects.hidden_letters(self.request.user) if self.request else frozenset(),
        )

    @property
    def holders(self) -> list[Holder]:
        """The chosen holders, in the codebook's order; by default the cabinet."""
        chosen = self.chosen.get("holder") or [Holder.CABINET.value]
        return [holder for holder in Holder if holder.value in chosen]


def topics() -> list[tuple[str, str]]:
    return [(topic.slug, topic.name) for topic in Topic.objects.all()]


class ChangeFilter(PositionFilter):
    """Filter of steps between letters: topics, verdicts, kinds, direction, order.

    `change` is the parameter of version 1 of the counting rules; `renamed` translates it to those of version 2.
    """

    topic = OptionMany("topic", label=_("Onderwerp"), choices=topics)
    verdict = OptionMany("verdict", label=_("Wat er gebeurde"), choices=VERDICTS)
    step = OptionMany("step", label=_("Soort stap"), choices=KINDS)
    towards = OptionMany("towards", label=_("Richting"), choices=TOWARDS)
    change = AskedOld("change", label=_("Verandering (oude keuze)"), choices=[(c.value, c.value) for c in Change])
    order = OptionChoice(
        label=_("Volgorde"), choices=[(NEWEST, _("nieuwste eerst")), (BIGGEST, _("grootste eerst"))], empty_label=None
    )

    def __init__(self, data: Any = None, *args: Any, **rest: Any) -> None:
        super().__init__(renamed(data) if data and "change" in data else data, *args, **rest)

    def wanted(self, *, least: tuple[Verdict, ...] = NEWS, settled: bool = False) -> Wanted:
        """Return the filter of steps; without a choice of verdict or kind, `least` applies."""
        chosen = self.chosen
        verdicts, steps, towards = (chosen.get(name) or [] for name in ("verdict", "step", "towards"))
        asked = tuple(Verdict(value) for value in verdicts if value != ALL)
        if not verdicts and not steps:
            asked = least
        return Wanted(
            () if ALL in verdicts else asked,
            tuple(Kind(value) for value in steps),
            tuple(Towards(value) for value in towards),
            settled,
        )

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))


def renamed(data: QueryDict | Mapping[str, Any]) -> QueryDict:
    """Return the query with values of version 1 translated to version 2. Invalid values stay, and cause an error."""
    found = QueryDict(mutable=True)
    lists = data.lists() if isinstance(data, QueryDict) else ((name, [value]) for name, value in data.items())
    for name, values in lists:
        found.setlist(name, [str(value) for value in values])
    old = dict.fromkeys(found.pop("change"))
    found.setlist("change", [value for value in old if value not in RENAMED])
    for name, value in _in_new_words([value for value in old if value in RENAMED]):
        if value not in found.getlist(name):
            found.appendlist(name, value)
    return found


def _in_new_words(old: Sequence[str]) -> list[tuple[str, str]]:
    """Return the parameters that admit what any of the old values did; if there is no exact match, somewhat more."""
    if len(old) > 1 and Kind.NEW.value in old:
        return [("verdict", ALL)]
    pairs = [pair for value in old for pair in RENAMED[value]]
    return [pair for pair in pairs if len(old) == 1 or pair[0] != "towards"]


class CompareFilter(PositionFilter):
    """Filter of the comparison page: topics, years or cabinets, and the two periods side by side."""

    topic = OptionMany("topic", label=_("Onderwerp"), choices=topics)
    by = OptionChoice(label=_("Per"), choices=[(YEAR, _("jaar")), (CABINET, _("kabinet"))], empty_label=None)
    a = OptionText(label=_("Eerste periode"), max_length=100)
    b = OptionText(label=_("Tweede periode"), max_length=100)

    @property
    def topics(self) -> list[Topic]:
        return chosen_topics(self.chosen.get("topic"))


def chosen_topics(slugs: Sequence[str] | None) -> list[Topic]:
    """Return the named topics with `is_large`, in the codebook's order; all if none is named or known. One query."""
    topics: list[Topic] = list(Topic.objects.annotate(is_large=is_large()))
    return [topic for topic in topics if topic.slug in (slugs or ())] or topics

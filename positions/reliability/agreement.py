"""Agreement between coders, measured from the database; the reliability marks of topics.

Results are stored in Django's cache, keyed by data version: a mark that was measured before costs one query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat, Trim
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from positions.domain.reliability.coder_comparison import CoderComparison, compare
from positions.domain.reliability.krippendorff import RELIABLE_FROM, TENTATIVE_BELOW, Agreement
from positions.domain.reliability.units import Alphas, CoderData, Units, alphas, pooled, units
from positions.models import Assignment, Coder, CodingRun, Topic
from positions.reliability import cached, codings


class NoSuchCoder(Exception):
    """No coder has that name; the message lists those with finished work."""


@dataclass(frozen=True, slots=True)
class MeasuredAgreement:
    """Two coders compared in one way; `topics` holds the comparison per topic slug, `overall` that of all topics.

    `in_sight`: one of the two decided with the other's proposals in sight.
    """

    way: str
    in_sight: bool
    topics: dict[str, CoderComparison]
    overall: CoderComparison


@dataclass(frozen=True, slots=True)
class ReliabilityMark:
    """Reliability of a topic's series. `kind`: tentative, reliable, between or unmeasured; `n`: units of the alpha.

    `pair` tells who was compared: people (blind), machine (a person who coded blind, and the machine), or "" for
    nobody.
    """

    kind: str
    alpha: float | None
    n: int
    words: str
    pair: str = ""


def coders() -> list[Coder]:
    """Return the coders with finished work: machines that ran, people and imported coders with done assignments."""
    machines = CodingRun.objects.values("coder")
    people = Assignment.objects.done().values("coder")
    return list(Coder.objects.in_world().filter(pk__in=machines.union(people)).order_by("kind", "name", "version"))


def coder_named(name: str) -> Coder:
    """Return the coder by name and version, or the newest version of that name. Raises NoSuchCoder."""
    full = Trim(Concat(F("name"), Value(" "), F("version")))
    named = Coder.objects.annotate(full=full)
    coder = named.filter(full=name).first() or named.filter(name=name).order_by("-pk").first()
    if coder is None:
        there = ", ".join(str(coder) for coder in coders()) or "nobody yet"
        raise NoSuchCoder(f"there is no coder {name!r}; there is: {there}")
    return coder


def between(first: Coder, second: Coder, letters: Iterable[str] = ()) -> list[MeasuredAgreement]:
    """Compare the two in each possible way; ways in which both went through no common sentence are left out."""
    keys = tuple(sorted(letters))

    def measure() -> list[MeasuredAgreement]:
        found = (_measured(first, second, one, other, keys) for one, other in _ways(first, second))
        return [measured for measured in found if measured.overall.sentences]

    return cached.at_version(f"between {first.pk} {second.pk} {keys}", measure)


def mark_of(topic: Topic | str) -> ReliabilityMark:
    """Return the mark by the lower of the topic's alphas for presence and score; unmeasured if either is undefined."""
    slug = topic.slug if isinstance(topic, Topic) else topic
    lower = cached.at_version("marks", _lower_alphas).get(slug)
    if lower is None:
        return ReliabilityMark("unmeasured", None, 0, _("niet gemeten"))
    measured, pair = lower
    kind = kind_of(measured.alpha)
    return ReliabilityMark(kind, measured.alpha, measured.units, _mark_words(kind, measured, pair), pair)


def kind_of(alpha: float | None) -> str:
    if alpha is None:
        return "unmeasured"
    if alpha < TENTATIVE_BELOW:
        return "tentative"
    return "reliable" if alpha >= RELIABLE_FROM else "between"


KINDS = {
    "tentative": gettext_lazy("voorlopig"),
    "reliable": gettext_lazy("betrouwbaar"),
    "between": "",
    "unmeasured": gettext_lazy("niet gemeten"),
}


def decimal(value: float | None, places: int = 2) -> str:
    """Format a number for the locale; a dash for None."""
    return "–" if value is None else str(number_format(round(value, places), places)).replace("-", "−")


def _mark_words(kind: str, measured: Agreement, pair: str) -> str:
    who = _("twee mensen, los van elkaar") if pair == "people" else _("een mens en de machine")
    figure = _("alfa %(alpha)s") % {"alpha": decimal(measured.alpha)}
    rests = ngettext("%(n)s zin", "%(n)s zinnen", measured.units) % {"n": measured.units}
    return " · ".join(part for part in (str(KINDS[kind]), figure, rests, who) if part)


def _ways(first: Coder, second: Coder) -> list[tuple[str, str]]:
    """Return comparable pairs of ways: blind with blind, in sight with in sight, a machine with either."""
    pairs = [(one, other) for one in codings.ways_of(first) for other in codings.ways_of(second)]
    return [(one, other) for one, other in pairs if one == other or "" in (one, other)]


def _measured(first: Coder, second: Coder, one: str, other: str, letters: tuple[str, ...]) -> MeasuredAgreement:
    a, b = codings.of_both((first, one), (second, other), codings.letters_in(letters))
    slugs = tuple(Topic.objects.values_list("slug", flat=True))
    return MeasuredAgreement(
        way=one or other,
        in_sight=second.pk in a.in_sight or first.pk in b.in_sight,
        topics={slug: compare(a, b, (slug,), _alphas) for slug in slugs},
        overall=compare(a, b, slugs, _alphas),
    )


def _lower_alphas() -> dict[str, tuple[Agreement, str]]:
    """Return the lower alpha of each measured topic and who was compared; two people come before person and machine.

    Of several machines the lowest agreement counts: adding a coder never makes a topic look better.
    """
    people = _blind_people()
    if not people:
        return {}
    anybody = pooled(people)
    machines = [[machine, anybody] for machine in _machines(anybody)]
    found = dict[str, tuple[Agreement, str]]()
    for slug in Topic.objects.values_list("slug", flat=True):
        for pair, groups in (("people", [people]), ("machine", machines)):
            measured = (alphas(units(group, (slug,)), samples=0).lower for group in groups)
            lower = min(filter(None, measured), key=_alpha_of, default=None)
            if lower:
                found[slug] = lower, pair
                break
    return found


def _alpha_of(measured: Agreement) -> float:
    return 1.0 if measured.alpha is None else measured.alpha


def _blind_people() -> Sequence[CoderData]:
    done = Assignment.objects.done().filter(way=codings.BLIND)
    letters = codings.letters_in()
    return [codings.of_person(c, codings.BLIND, letters) for c in Coder.objects.filter(pk__in=done.values("coder"))]


def _machines(anybody: CoderData) -> list[CoderData]:
    """Return the coding of the newest version of each machine coder, on the letters that people went through."""
    texts = {text for text, _ in anybody.sentences}
    letters = codings.letters_in().filter(revisions__in=texts)
    return [codings.of_machine(machine, letters) for machine in Coder.objects.newest_machines()]


def _alphas(counted: Units) -> Alphas:
    """Measure with a cache by units: the intervals are slow, and equal units give equal results at any data version."""
    lists: tuple[list[Any], ...] = (counted.holder, counted.kind, counted.score)
    parts = [counted.presence, *(Counter(rows) for rows in lists)]
    return cached.by_content(repr([sorted(part.items(), key=repr) for part in parts]), lambda: alphas(counted))

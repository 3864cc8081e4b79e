"""How far coders agree, from what the database holds; the marks that stand wherever a topic's series is shown.

Figures are kept in Django's cache by the version of the data, which is one query to ask: a mark that was asked before
costs that one query.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from positions import codings
from positions.domain.agreement import RELIABLE_FROM, TENTATIVE_BELOW, Agreement
from positions.domain.pairing import Alphas, Coding, Comparison, Units, alphas, as_one, compare, units
from positions.models import Assignment, Coder, Proposing, Topic

Kept = TypeVar("Kept")
KEEP = 24 * 3600  # seconds
VERSION = """
SELECT (SELECT max(id) FROM positions_stance), (SELECT max(id) FROM positions_review),
    (SELECT max(id) FROM positions_proposing), (SELECT max(id) FROM positions_assignedsentence),
    (SELECT count(*) FROM positions_assignedsentence), (SELECT max(done_at) FROM positions_assignment),
    (SELECT count(*) FROM positions_assignment WHERE done_at IS NOT NULL), (SELECT max(id) FROM letters_revision),
    (SELECT max(updated_at) FROM letters_letter), (SELECT count(*) FROM letters_letter),
    (SELECT count(*) FROM positions_topic)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Two coders compared in one way; `topics` holds each topic's comparison by its slug, `overall` all together.

    `in_sight` says that the first coder saw the second one's proposals, or the other way round.
    """

    way: str
    in_sight: bool
    topics: dict[str, Comparison]
    overall: Comparison


@dataclass(frozen=True, slots=True)
class Mark:
    """What a topic's series carries. `kind` is tentative, reliable, between or unmeasured; `n` the units of the alpha.

    `pair` says between whom: people (blind), machine (a person who coded blind, and the machine), or nobody.
    """

    kind: str
    alpha: float | None
    n: int
    words: str
    pair: str = ""


def coders() -> list[Coder]:
    """Those who have gone through something: machines that proposed, people and imported coders with done work."""
    machines = Proposing.objects.values("coder")
    people = Assignment.objects.filter(done_at__isnull=False).values("coder")
    return list(Coder.objects.in_world().filter(pk__in=machines.union(people)).order_by("kind", "name", "version"))


def between(first: Coder, second: Coder, letters: Iterable[str] = ()) -> list[Measured]:
    """Each way in which the two can be compared, without those in which no sentence was gone through by both."""
    keys = tuple(sorted(letters))

    def measure() -> list[Measured]:
        found = (_measured(first, second, one, other, keys) for one, other in _ways(first, second))
        return [measured for measured in found if measured.overall.sentences]

    return _kept(f"between {first.pk} {second.pk} {keys}", measure)


def mark_of(topic: Topic | str) -> Mark:
    """By the lower of the topic's alphas for presence and score; unmeasured where either is not defined."""
    slug = topic.slug if isinstance(topic, Topic) else topic
    lower = _kept("marks", _lower_alphas).get(slug)
    if lower is None:
        return Mark("unmeasured", None, 0, _("niet gemeten"))
    measured, pair = lower
    kind = kind_of(measured.alpha)
    return Mark(kind, measured.alpha, measured.units, _mark_words(kind, measured, pair), pair)


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
    """A figure in the reader's own writing; a dash where there is none."""
    return "–" if value is None else str(number_format(round(value, places), places)).replace("-", "−")


def _mark_words(kind: str, measured: Agreement, pair: str) -> str:
    who = _("twee mensen, los van elkaar") if pair == "people" else _("een mens en de machine")
    figure = _("alfa %(alpha)s") % {"alpha": decimal(measured.alpha)}
    rests = ngettext("%(n)s zin", "%(n)s zinnen", measured.units) % {"n": measured.units}
    return " · ".join(part for part in (str(KINDS[kind]), figure, rests, who) if part)


def _ways(first: Coder, second: Coder) -> list[tuple[str, str]]:
    """Blind goes with blind and in sight with in sight; a machine goes with either."""
    pairs = [(one, other) for one in codings.ways_of(first) for other in codings.ways_of(second)]
    return [(one, other) for one, other in pairs if one == other or "" in (one, other)]


def _measured(first: Coder, second: Coder, one: str, other: str, letters: tuple[str, ...]) -> Measured:
    a, b = codings.of_both((first, one), (second, other), codings.letters_in(letters))
    slugs = tuple(Topic.objects.values_list("slug", flat=True))
    return Measured(
        way=one or other,
        in_sight=second.pk in a.in_sight or first.pk in b.in_sight,
        topics={slug: compare(a, b, (slug,), _alphas) for slug in slugs},
        overall=compare(a, b, slugs, _alphas),
    )


def _lower_alphas() -> dict[str, tuple[Agreement, str]]:
    """For each topic that is measured, the lower alpha and between whom; people go before a person and the machine."""
    people = _blind_people()
    if not people:
        return {}
    anybody = as_one(people)
    found = dict[str, tuple[Agreement, str]]()
    pairs = (("people", people), ("machine", [*_machine(anybody), anybody]))
    for slug in Topic.objects.values_list("slug", flat=True):
        for pair, group in pairs:
            lower = alphas(units(group, (slug,)), samples=0).lower
            if lower:
                found[slug] = lower, pair
                break
    return found


def _blind_people() -> Sequence[Coding]:
    done = Assignment.objects.filter(way=codings.BLIND, done_at__isnull=False)
    letters = codings.letters_in()
    return [codings.of_person(c, codings.BLIND, letters) for c in Coder.objects.filter(pk__in=done.values("coder"))]


def _machine(anybody: Coding) -> list[Coding]:
    """The newest machine coder, on the letters that people went through."""
    machine = Coder.objects.filter(kind=Coder.Kind.MACHINE, proposings__isnull=False).order_by("-pk").first()
    texts = {text for text, _ in anybody.sentences}
    return [codings.of_machine(machine, codings.letters_in().filter(revisions__in=texts))] if machine else []


def _alphas(counted: Units) -> Alphas:
    """The intervals take the time: those of the same units are the same, whatever else was decided meanwhile."""
    lists: tuple[list[Any], ...] = (counted.holder, counted.kind, counted.score)
    parts = [counted.presence, *(Counter(rows) for rows in lists)]
    return _kept_by(repr([sorted(part.items(), key=repr) for part in parts]), lambda: alphas(counted))


def _kept(name: str, make: Callable[[], Kept]) -> Kept:
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return _kept_by(f"{name} {cursor.fetchone()}", make)


def _kept_by(name: str, make: Callable[[], Kept]) -> Kept:
    key = f"agreement-{hashlib.sha256(name.encode()).hexdigest()}"
    kept: Kept | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEEP)
    return kept

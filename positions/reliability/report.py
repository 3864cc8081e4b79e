"""View data of the agreement page: figures in words, and their place on an axis from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.models import User as Account
from django.utils.translation import gettext_lazy as _

from positions.domain.reliability.calibration import Beside
from positions.domain.reliability.coder_comparison import CoderComparison
from positions.domain.reliability.krippendorff import Agreement
from positions.models import Coder, Topic
from positions.reliability import codings
from positions.reliability.acceptance_beside import BesideShares, Share
from positions.reliability.acceptance_rates import AcceptanceRate, over_topics
from positions.reliability.agreement import KINDS, MeasuredAgreement, decimal, kind_of

MEASURES = {
    "presence": _("Gaat de zin erover?"),
    "holder": _("Wie vindt het?"),
    "kind": _("Standpunt of vermelding?"),
    "score": _("Welke score?"),
}
SCORED = ("presence", "cabinet", "holder", "score", "letter")  # by score.py
ALL = _("alle onderwerpen samen")


@dataclass(frozen=True, slots=True)
class Figure:
    """One alpha. `at`, `low` and `high` are hundredths of the axis from 0 to 1; negative values are placed at 0."""

    name: str
    alpha: str
    interval: str
    n: int
    at: int | None = None
    low: int | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class TopicFigures:
    name: str
    mark: str
    figures: list[Figure]
    shares: list[str]  # by SCORED
    counts: tuple[int, int]  # cabinet positions of the first and the second coder


@dataclass(frozen=True, slots=True)
class Section:
    """One way in which two coders are compared; decisions in sight of proposals are not `marked`."""

    way: str
    marked: bool
    proposals_seen: bool
    sentences: int
    topics: list[TopicFigures]


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of decisions: counts, and hundredths of the bar."""

    rate: AcceptanceRate
    accepted: int
    corrected: int
    rejected: int

    @property
    def so_far(self) -> int:
        return self.accepted + self.corrected


def section_of(measured: MeasuredAgreement, topics: Iterable[Topic]) -> Section:
    named = [(topic.name, measured.topics[topic.slug]) for topic in topics if topic.slug in measured.topics]
    named.append((str(ALL), measured.overall))
    rows = [topic_figures(name, comparison) for name, comparison in named]
    marked = measured.way != codings.IN_SIGHT
    return Section(way_words(measured), marked, measured.in_sight, measured.overall.sentences, rows)


def way_words(measured: MeasuredAgreement) -> str:
    if measured.in_sight:
        return str(_("beslist met de voorstellen van deze machine in beeld"))
    if measured.way == codings.IN_SIGHT:
        return str(_("beslist met voorstellen in beeld"))
    return str(_("los van elkaar gecodeerd")) if measured.way else str(_("twee machines"))


def topic_figures(name: str, comparison: CoderComparison) -> TopicFigures:
    alphas, evaluation = comparison.alphas, comparison.evaluation
    lower = alphas.lower
    return TopicFigures(
        name=name,
        mark=str(KINDS[kind_of(lower.alpha if lower else None)]),
        figures=[figure(str(words), getattr(alphas, measure)) for measure, words in MEASURES.items()],
        shares=[decimal(evaluation.figures[measure].value, 3) for measure in SCORED],
        counts=(evaluation.expected, evaluation.found),
    )


def figure(name: str, measured: Agreement) -> Figure:
    if measured.alpha is None:
        return Figure(name, "–", "", measured.units)
    if measured.low is None or measured.high is None:
        return Figure(name, decimal(measured.alpha), "", measured.units, hundredths(measured.alpha))
    low, high = hundredths(measured.low), hundredths(measured.high)
    interval = str(_("%(low)s tot %(high)s") % {"low": decimal(measured.low), "high": decimal(measured.high)})
    return Figure(
        name, decimal(measured.alpha), interval, measured.units, hundredths(measured.alpha), low, max(1, high - low)
    )


def hundredths(value: float) -> int:
    return round(100 * max(0.0, min(1.0, value)))


def bars(rates: list[AcceptanceRate], topics: Iterable[Topic]) -> list[tuple[Coder, list[tuple[str, list[Bar]]]]]:
    """Return the bars by coder, then all topics together and each topic, newest month first."""
    names = {"": str(ALL), **{topic.slug: topic.name for topic in topics}}
    coders = Coder.objects.in_bulk({rate.coder for rate in rates})
    together = over_topics(rates) + rates
    found = []
    for pk in sorted(coders, reverse=True):
        own = [rate for rate in together if rate.coder == pk]
        by_topic = [
            (names[slug], [bar(rate) for rate in group]) for slug, group in groupby(own, lambda rate: rate.topic)
        ]
        found.append((coders[pk], by_topic))
    return found


def beside_rows(found: Iterable[BesideShares]) -> list[tuple[Coder, list[str]]]:
    """Return for each machine the shares in words, by `Beside`: «12 van 14 (86%)»."""
    rows = list(found)
    coders = Coder.objects.in_bulk([row.coder for row in rows]) if rows else {}
    return [(coders[row.coder], [_share_words(row.shares[beside]) for beside in Beside]) for row in rows]


def _share_words(share: Share) -> str:
    if share.value is None:
        return "–"
    words = _("%(accepted)s van %(decided)s (%(share)s%%)")
    return str(words) % {"accepted": share.accepted, "decided": share.decided, "share": round(100 * share.value)}


def bar(rate: AcceptanceRate) -> Bar:
    accepted, corrected = (round(100 * count / rate.decided) for count in (rate.accepted, rate.corrected))
    return Bar(rate, accepted, corrected, round(100 * rate.rejected / rate.decided))


def coder_name(coder: Coder, reader: Account | AnonymousUser) -> str:
    """Return the coder's name; a person with an account is named to signed-in users only."""
    if coder.user_id is None or reader.is_authenticated:
        return str(coder)
    return str(_("codeur %(number)s") % {"number": coder.pk})

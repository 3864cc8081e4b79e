"""How the sources are: the read side of fetching, for people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Max

from letters.models import Ingestion, SourceName, SourceRecord, SourceRun, Subscription

Outcome = Ingestion.Outcome
Record = SourceRecord.State


@dataclass(frozen=True, slots=True)
class Came:
    """What became of the files of one run."""

    new: int = 0
    revised: int = 0
    same: int = 0
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """One run with what came of it."""

    run: SourceRun
    came: Came


@dataclass(frozen=True, slots=True)
class Subscribed:
    subscription: Subscription
    last: Look | None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """`last` is the latest run of all, by hand or by itself. `not_held` counts what it lists and we do not have."""

    name: str
    label: str
    last: Look | None
    subscriptions: list[Subscribed] = field(default_factory=list)
    held: int = 0
    not_held: int = 0

    @property
    def is_ill(self) -> bool:
        return self.last is not None and self.last.run.state == SourceRun.State.FAILED


def sources() -> list[SourceHealth]:
    """Every source that has been asked or is to be; as many queries for one as for all."""
    subscriptions = list(Subscription.objects.order_by("pk"))
    latest, by_subscription = latest_runs()
    came = what_came([*latest.values(), *by_subscription.values()])
    held, not_held = counts()
    looks = {run.pk: Look(run, came[run.batch]) for run in [*latest.values(), *by_subscription.values()]}
    asked = {*latest, *(subscription.source for subscription in subscriptions)}
    return [
        SourceHealth(
            name=name,
            label=str(label),
            last=looks[latest[name].pk] if name in latest else None,
            subscriptions=[
                Subscribed(s, looks[by_subscription[s.pk].pk] if s.pk in by_subscription else None)
                for s in subscriptions
                if s.source == name
            ],
            held=held[name],
            not_held=not_held[name],
        )
        for name, label in SourceName.choices
        if name in asked
    ]


def latest_runs() -> tuple[dict[str, SourceRun], dict[int, SourceRun]]:
    """The latest run of each source, and of each subscription."""
    of_source = SourceRun.objects.order_by().values("source").annotate(pk_=Max("pk")).values("pk_")
    of_subscription = SourceRun.objects.exclude(subscription=None).order_by().values("subscription")
    newest = of_source.union(of_subscription.annotate(pk_=Max("pk")).values("pk_"))
    runs = SourceRun.objects.in_bulk([row["pk_"] for row in newest])
    by_source: dict[str, SourceRun] = {}
    for run in sorted(runs.values(), key=lambda run: run.pk):
        by_source[run.source] = run
    subscribed: dict[int, SourceRun] = {}
    for run in sorted(runs.values(), key=lambda run: run.pk):
        if run.subscription_id:
            subscribed[run.subscription_id] = run
    return by_source, subscribed


def what_came(runs: Iterable[SourceRun]) -> dict[UUID, Came]:
    rows = (
        Ingestion.objects.filter(batch__in=[run.batch for run in runs])
        .order_by()
        .values_list("batch", "state", "outcome")
        .annotate(n=Count("pk"))
    )
    counted: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for batch, state, outcome, n in rows:
        counted[batch][outcome if state in Ingestion.ENDED else "waiting"] += n
    return defaultdict(Came, {batch: as_came(counter) for batch, counter in counted.items()})


def as_came(counter: Counter[str]) -> Came:
    return Came(
        new=counter[Outcome.NEW],
        revised=counter[Outcome.REVISED],
        same=counter[Outcome.SAME],
        failed=counter[Outcome.FAILED],
        waiting=counter["waiting"],
    )


def counts() -> tuple[Counter[str], Counter[str]]:
    """By source: the papers that we have, and those that it lists and we do not have."""
    held: Counter[str] = Counter()
    rows = SourceRecord.objects.filter(state__in=[Record.FETCHED, Record.HELD], main="").order_by()
    for source, n in rows.values_list("source").annotate(n=Count("pk")):
        held[source] += n
    not_held = Counter(dict(SourceRecord.objects.not_held().order_by().values_list("source").annotate(n=Count("pk"))))
    return held - not_held_but_fetched(), not_held


def not_held_but_fetched() -> Counter[str]:
    """Files that came and could not be read."""
    unread = SourceRecord.objects.not_held().filter(state=Record.FETCHED).order_by()
    return Counter(dict(unread.values_list("source").annotate(n=Count("pk"))))

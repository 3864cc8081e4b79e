"""Steps of a topic that are news: noted once nothing has been decided on the topic for ten minutes.

What is undone within that time is never seen. What stands is what the feed of changes has: settled steps, real letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from letters.example_notice import showing_examples
from letters.many_ids import any_of
from positions.alerts.subjects import About
from positions.caching.version import Scope, state
from positions.codebook.store import axes
from positions.domain.timeline.lines import Step
from positions.domain.timeline.steps import Kind
from positions.models import AnnouncedStep, Review, Subscription, ToldItem, Topic, TopicLook
from positions.timelines import changes
from positions.timelines.changes import StepList, TopicStep, Wanted
from positions.timelines.query import TimelineOptions, published
from positions.timelines.topic_sums import is_large, lines_of

QUIET = timedelta(minutes=10)
NEWS = Wanted(kinds=(Kind.MOVED, Kind.REVERSED, Kind.ACROSS), settled=True)

Identity = tuple[date, str, str, str, str]


def decided_on(now: datetime) -> set[str]:
    """Return the slugs of topics on which something was decided in the last ten minutes. One query."""
    rows = Review.objects.filter(at__gt=now - QUIET).order_by().values_list("stance__topic__slug", flat=True)
    return set(rows.distinct())


def look(now: datetime) -> None:
    """Note the steps of every topic that changed and is quiet. Five queries if none did.

    The first time that a topic is looked at, what stands is no news.
    """
    if showing_examples():
        return
    busy, looks, known = decided_on(now), TopicLook.objects.in_bulk(), state()
    for topic in Topic.objects.all():
        last, digest = looks.get(topic.pk), known.version(Scope(topic.slug)).digest
        quiet = topic.slug not in busy and last is not None and last.at <= now - QUIET
        if last is None or (quiet and last.version != digest):
            _look_at(topic, last, digest, now)


def standing(topic: Topic) -> StepList:
    """Return the steps of a topic that are news if they are new; none of one that the codebook has no more."""
    asked, letters = TimelineOptions(proposals=False), published()
    topics = Topic.objects.filter(pk=topic.pk).annotate(is_large=is_large())
    if topic.slug not in axes() or showing_examples():
        topics = topics.none()
    return changes.steps(lines_of(topics, letters, asked), letters, asked, NEWS)


def untold(subscription: Subscription) -> QuerySet[AnnouncedStep]:
    """Return what was found since the subscription was confirmed, and is not told."""
    told = ToldItem.objects.filter(subscription=subscription, step=OuterRef("pk"))
    since = AnnouncedStep.objects.filter(baseline=False, found_at__gt=subscription.confirmed_at)
    return since.filter(~Exists(told), topic__slug=subscription.what)


def with_untold(slug: str, subscriptions: Iterable[Subscription]) -> set[int]:
    """Return the ids of those of these subscriptions that follow the topic and are not told all that is new. Two
    queries.
    """
    following = {
        each.pk: each.confirmed_at for each in subscriptions if each.about == About.STEPS and each.what == slug
    }
    found = dict(AnnouncedStep.objects.filter(baseline=False, topic__slug=slug).values_list("pk", "found_at"))
    told = defaultdict[int, set[int]](set)
    items = ToldItem.objects.filter(any_of("subscription", following), any_of("step", found))
    for subscription, step in items.order_by().values_list("subscription", "step"):
        told[subscription].add(step)
    return {
        pk for pk, since in following.items()
        if any(at > since and step not in told[pk] for step, at in found.items() if since)
    }  # fmt: skip


def still_standing(
    steps: list[AnnouncedStep], read: Callable[[Topic], StepList] = standing
) -> list[tuple[AnnouncedStep, TopicStep]]:
    """Return those of these announced steps, of one topic, that stand now, each with its step as it now is."""
    if not steps:
        return []
    now = read(steps[0].topic)
    announced = {_of_row(step): step for step in steps}
    found = now.read([(topic, step) for topic, step in now.found if _identity(step) in announced])
    known = {_identity(each.step): each for each in found}
    return [(step, known[identity]) for identity, step in announced.items() if identity in known]


@transaction.atomic
def _look_at(topic: Topic, last: TopicLook | None, digest: str, now: datetime) -> None:
    found = [
        AnnouncedStep(
            topic=topic, day=day, cabinet=cabinet, kind=kind, verdict=verdict, towards=towards, found_at=now,
            baseline=last is None,
        )
        for day, cabinet, kind, verdict, towards in (_identity(step) for _topic, step in standing(topic).found)
    ]  # fmt: skip
    AnnouncedStep.objects.bulk_create(found, ignore_conflicts=True)
    TopicLook.objects.update_or_create(topic=topic, defaults={"version": digest, "at": now})


def _identity(step: Step) -> Identity:
    verdict, towards = step.verdict, step.towards
    return step.after.day, step.after.cabinet, step.kind.value, verdict.value if verdict else "", towards or ""


def _of_row(row: AnnouncedStep) -> Identity:
    return row.day, row.cabinet, row.kind, row.verdict, row.towards

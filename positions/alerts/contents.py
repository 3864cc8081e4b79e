"""Contents of a message: of each subscription in it, the letters or steps, in the words of the pages and feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from letters.models import Citation, Letter
from positions.alerts import new_letters, steps
from positions.alerts.subjects import About, citations_of, followed, words
from positions.codebook.store import axes
from positions.domain.codebook.types import CodebookTopic
from positions.domain.timeline.lines import Pool
from positions.labels.position_words import basis_words, form_words, leaning, mean_words
from positions.labels.summaries import day_words, rules_words
from positions.models import AlertMessage, Subscription, ToldItem
from positions.open_data import atom
from positions.open_data.atom import Entry
from positions.timelines.changes import TopicStep
from positions.timelines.filters import ALL

MOST = 20  # letters of one subscription in one message


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a step: the letters of a day with their position and typical quotes."""

    day: str
    cabinet: str
    mean: str
    stand: str
    basis: str
    quotes: tuple[str, ...]
    letter: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """A letter or a step. `lines` are facts and citing sentences, `sides` the letters before and after a step."""

    title: str
    address: str
    lines: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """News for one subscription; `more`: letters that are not listed, but on the page at `address`."""

    subscription: Subscription
    what: str
    address: str
    stop: str
    items: list[Item] = field(default_factory=list)
    more: int = 0

    @property
    def number(self) -> int:
        return len(self.items) + self.more


def absolute(path: str) -> str:
    """Return the address of a page, by the site's own name."""
    return f"{settings.SITE_URL}{path}"


def stop_address(subscription: Subscription) -> str:
    return absolute(f"{reverse('follow-stop')}?t={subscription.token}")


def sections(message: AlertMessage) -> tuple[list[Section], list[int]]:
    """Return what the message tells as it now stands, and the ids of `ToldItem`s that no longer do."""
    told = defaultdict[Subscription, list[ToldItem]](list)
    for item in message.told.select_related("subscription", "step").order_by("subscription", "pk"):
        told[item.subscription].append(item)
    found, gone = list[Section](), list[int]()
    for subscription, items in told.items():
        section, left = _section(subscription, items)
        found += [section] if section.items else []
        gone += left
    return found, gone


def _section(subscription: Subscription, told: Sequence[ToldItem]) -> tuple[Section, list[int]]:
    subject = followed(subscription)
    section = Section(subscription, words(subject), absolute(subject.page), stop_address(subscription))
    if subject.about is About.STEPS:
        standing = steps.still_standing([item.step for item in told if item.step])
        section.items.extend(step_items(found for _row, found in standing))
        kept = {row.pk for row, _found in standing}
        return section, [item.pk for item in told if item.step_id not in kept]
    wanted = [item.letter_id for item in told if item.letter_id]
    there = new_letters.fitting(subscription).filter(pk__in=wanted)
    kept = set(there.values_list("pk", flat=True))
    items = _letter_items(subscription, list(there.named()[:MOST]))  # type: ignore[attr-defined]
    section = Section(subscription, section.what, section.address, section.stop, items, len(kept) - len(items))
    return section, [item.pk for item in told if item.letter_id not in kept]


def step_items(found: Iterable[TopicStep]) -> list[Item]:
    known = axes()
    return [_step_item(each, known[each.topic.slug]) for each in found]


def _step_item(found: TopicStep, axis: CodebookTopic) -> Item:
    step = found.step
    pools = [pool for pool in (step.before, step.after) if pool]
    means = found.numbers if step.before else (mean_words(step.after.position.mean),)
    entry = atom.change_entry(found, axis, atom.EPOCH)
    return Item(
        entry.title,
        absolute(f"{reverse('changes')}?{_where(found)}#{found.id}"),
        sides=tuple(_side(pool, mean, axis) for pool, mean in zip(pools, means, strict=True)),
        rules=rules_words(),
    )


def _where(found: TopicStep) -> str:
    """Return the filter by which the page of changes lists this step, whatever its verdict and age."""
    day = found.step.after.day.isoformat()
    return urlencode({"topic": found.topic.slug, "verdict": ALL, "after": day, "before": day})


def _side(pool: Pool, mean: str, axis: CodebookTopic) -> Side:
    address = f"{reverse('letter', args=[pool.quoted.key])}#s{pool.typical.stance}"
    return Side(
        day=day_words(pool.day),
        cabinet=pool.cabinet,
        mean=mean,
        stand=", ".join(filter(None, (leaning(pool.position.mean, axis), form_words(pool.position, axis)))),
        basis=basis_words(pool.position),
        quotes=tuple(quote.words for quote in pool.typicals),
        letter=pool.quoted.name,
        address=absolute(address),
    )


def _letter_items(subscription: Subscription, letters: list[Letter]) -> list[Item]:
    if subscription.about != About.CITED:
        return [_item(atom.letter_entry(letter)) for letter in letters]
    target = subscription.what
    itself, citing = citations_of(target)
    citations = defaultdict[int, list[Citation]](list)
    rows = Citation.objects.published().filter(citing, letter__in=letters).select_related("letter")
    for citation in rows.prefetch_related("letter__signatories").order_by(F("letter"), "position"):
        citations[citation.letter_id].append(citation)
    return [
        _item(atom.held_entry(target, letter) if letter == itself else atom.citation_entry(citations[letter.pk]))
        for letter in letters
    ]


def _item(entry: Entry) -> Item:
    return Item(entry.title, absolute(entry.path), tuple(filter(None, entry.text.split("\n"))))

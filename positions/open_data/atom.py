"""Atom feeds (RFC 4287). Entry ids derive from the subject of the entry, not from the site's address."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Max, QuerySet
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from letters.labels.kind_labels import kind_label
from letters.labels.number_formats import format_paper
from letters.models import Citation, Letter
from letters.models.letters import CitationQuerySet
from letters.rendering.layout import anchor_of
from positions.domain.codebook.types import CodebookTopic
from positions.domain.timeline.lines import Pool
from positions.labels.codes import holder_name, signed
from positions.labels.position_words import (
    basis_words,
    form_words,
    leaning,
    mean_words,
    sentences_words,
    step_words,
)
from positions.labels.summaries import day_words, rules_words
from positions.models import Release, Review, Stance, State, Topic
from positions.models.stances import StanceQuerySet
from positions.open_data.record_urls import path_of
from positions.open_data.records.stance import in_order
from positions.stances.first_rows import after_row, ascending, first_in_windows
from positions.timelines.changes import TopicStep

MOST = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "standpunt")  # namespace of all our ids; must never change
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    about: str  # subject, as "letter/kst-99101-2", from which the id is made
    title: str
    path: str
    text: str
    updated: datetime
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedContents:
    """`page` is the page that the feed belongs to, `own` the feed's path, `changed` the last change of data."""

    entries: list[Entry]
    title: str
    page: str
    own: str
    changed: datetime | None


class Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Return the time of the newest entry, else of the last change of data; never the current time."""
        return max((item["updateddate"] for item in self.items), default=self.feed["changed"] or EPOCH)


class EntryFeed(Feed):  # type: ignore[type-arg]
    """Base class for Django's syndication framework; `get_object` returns a FeedContents."""

    feed_type = Atom
    author_name = "Standpunt"

    def title(self, contents: FeedContents) -> str:
        return clean(contents.title)

    def link(self, contents: FeedContents) -> str:
        return contents.page

    def feed_url(self, contents: FeedContents) -> str:
        return contents.own

    def feed_guid(self, contents: FeedContents) -> str:
        return name(f"feed{contents.own}")

    def feed_extra_kwargs(self, contents: FeedContents) -> dict[str, Any]:
        return {"changed": contents.changed}

    def items(self, contents: FeedContents) -> list[Entry]:
        return contents.entries

    def item_title(self, item: Entry) -> str:
        return clean(item.title)

    def item_link(self, item: Entry) -> str:
        return item.path

    def item_description(self, item: Entry) -> str:
        return linebreaksbr(clean(item.text), autoescape=True)  # Atom1Feed marks it as HTML

    def item_guid(self, item: Entry) -> str:
        return name(item.about)

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.published


def name(about: str) -> str:
    return f"urn:uuid:{uuid.uuid5(SPACE, about)}"


def clean(text: str) -> str:
    """Remove characters that XML does not allow. Escaping is left to the writer."""
    return NOT_XML.sub("", text)


def letter_entries(letters: QuerySet[Letter]) -> list[Entry]:
    """Return entries in order of arrival, newest first."""
    newest = letters.named().order_by("-created_at", "-pk")[:MOST]  # type: ignore[attr-defined]
    return [letter_entry(letter) for letter in newest]


def letter_entry(letter: Letter) -> Entry:
    facts = (kind_label(letter.kind), letter.identifier, str(letter.document_date or ""))
    return Entry(
        about=f"letter/{letter.key}",
        title=letter.name,
        path=letter.get_absolute_url(),
        text=" · ".join(part for part in facts if part),
        updated=letter.updated_at,
        published=letter.created_at,
    )


def citation_entries(citations: CitationQuerySet) -> list[Entry]:
    """Return an entry for each citing letter and cited paper, the letter that came in last first. Three queries."""
    shown = citations.published()
    newest = shown.order_by("-letter__created_at", "-letter", "target").values_list("letter", "target")
    pairs = list(newest.annotate(at=Max("letter__created_at"))[:MOST])
    rows = shown.filter(letter__in=[letter for letter, *_rest in pairs]).select_related("letter")
    found = defaultdict[tuple[int, str | None], list[Citation]](list)
    for citation in rows.prefetch_related("letter__signatories").order_by("position"):
        found[citation.letter_id, citation.target].append(citation)
    return [citation_entry(found[letter, target]) for letter, target, _at in pairs if (letter, target) in found]


def citation_entry(citations: Sequence[Citation]) -> Entry:
    """Return the entry of one letter that cites one paper, with each citing sentence. At least one citation."""
    first, letter = citations[0], citations[0].letter
    sentences = [f"“{citation.sentence}”" for citation in citations if citation.sentence]
    return Entry(
        about=f"citation/{letter.key}/{first.target}",
        title=_("%(letter)s noemt %(paper)s") % {"letter": letter.name, "paper": format_paper(first.target or "")},
        path=f"{letter.get_absolute_url()}#{anchor_of(first)}",
        text="\n".join([day_words(letter.document_date), *dict.fromkeys(sentences)]),
        updated=letter.updated_at,
        published=letter.created_at,
    )


def held_entry(target: str, letter: Letter) -> Entry:
    """Return the entry that tells that a cited paper has come in."""
    return Entry(
        about=f"held/{target}",
        title=_("%(paper)s staat nu in Standpunt") % {"paper": format_paper(target)},
        path=letter.get_absolute_url(),
        text=letter.name,
        updated=letter.created_at,
        published=letter.created_at,
    )


def release_entries(releases: Iterable[Release]) -> list[Entry]:
    """Return entries of releases that are made, in the given order; one that is withdrawn says so."""
    return [release_entry(release) for release in releases]


def release_entry(release: Release) -> Entry:
    assert release.made_at
    day = _("Gegevens zoals bekend op %(day)s.") % {"day": release.day}
    gone = _("Deze uitgave is ingetrokken: %(reason)s") % {"reason": release.withdrawn_reason}
    return Entry(
        about=f"release/{release.number}",
        title=_("Uitgave %(number)s") % {"number": release.number},
        path=release.get_absolute_url(),
        text="\n".join(filter(None, (gone if release.withdrawn_at else "", day, release.note))),
        updated=release.withdrawn_at or release.made_at,
        published=release.made_at,
    )


def stance_entries(accepted: StanceQuerySet, candidates: QuerySet[Stance]) -> list[Entry]:
    """Return entries in order of acceptance, newest first; `candidates` has the same stances and more, cheaply.

    Reviews are walked from the last one back (`positions.stances.first_rows`), so that the rest is not sorted.
    """
    left_accepted = Review.objects.filter(state=State.ACCEPTED, stance__in=candidates.order_by().values("pk"))
    named = in_order(accepted).order_by().prefetch_related("revision__letter__signatories")

    def window(last: Any, most: int) -> list[Any]:
        found = after_row(left_accepted, ascending("pk"), last and last[:1], backwards=True)
        return list(found.values_list("pk", "stance", "at")[:most])

    def pick(reviews: Sequence[Any]) -> list[Entry]:
        found = {row.last_review: row for row in named.filter(pk__in={stance for _pk, stance, _at in reviews})}
        return [stance_entry(found[pk], at) for pk, _stance, at in reviews if pk in found]

    return first_in_windows(MOST, window, pick)


def stance_entry(stance: Stance, decided: datetime) -> Entry:
    letter = stance.revision.letter
    return Entry(
        about=f"stance/{stance.pk}",
        title=f"{stance.topic.name}, {holder_name(stance.holder)} ({signed(stance.score)}): {shortened(stance.quote)}",
        path=path_of(stance),
        text=f"“{stance.quote}” ({letter.name})" + (f"\n{_('in bulk aanvaard')}" if stance.bulk else ""),
        updated=decided,
        published=stance.created_at,
    )


def change_entries(steps: Iterable[tuple[datetime, TopicStep]], axes: Mapping[str, CodebookTopic]) -> list[Entry]:
    """Return an entry for each step with the time of its last decision, in this order."""
    return [change_entry(each, axes[each.topic.slug], updated) for updated, each in steps]


def change_entry(found: TopicStep, axis: CodebookTopic, updated: datetime) -> Entry:
    """Return an entry that names pole, number of sentences and mean of the letters before (if any) and after."""
    step = found.step
    pools = [pool for pool in (step.before, step.after) if pool]
    means = found.numbers if step.before else (mean_words(step.after.position.mean),)
    moved, letter = f"{means[-1]} ({sentences_words(step.after.position.sentences)})", step.after.letters[0]
    if step.before:
        before = f"{means[0]} ({sentences_words(step.before.position.sentences)})"
        moved = _("van %(from)s naar %(to)s") % {"from": before, "to": moved}
    return Entry(
        about=f"change/{found.topic.slug}/{letter.key}",
        title=f"{found.topic.name}: {step_words(step, axis)}, {moved}",
        path=reverse("letter", args=[letter.key]),
        text="\n".join([*map(partial(side_words, axis), pools, means), rules_words()]),
        updated=updated,
    )


def side_words(axis: CodebookTopic, pool: Pool, mean: str) -> str:
    """Return «+0,8 (richting afschrikking): “…” (naam van de brief; 5 zinnen (+1: 5), los beoordeeld)»."""
    position = pool.position
    stand = ", ".join(filter(None, (leaning(position.mean, axis), form_words(position, axis))))
    return f"{mean} ({stand}): “{pool.typical.words}” ({pool.quoted.name}; {basis_words(position)})"


def shortened(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def title_of(what: str, topic: Topic | None) -> str:
    return f"Standpunt: {what}" + (f", {topic.name}" if topic else "")

"""What is new, as Atom (RFC 4287). An entry's id hangs on what it is about, not on where the site stands."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from letters.models import Letter
from letters.sorts import sort_words
from positions.api.addresses import path_of
from positions.changing import Step
from positions.exporting import in_order
from positions.models import Review, Topic
from positions.models.stances import StanceQuerySet
from positions.phrases import change_words, mean_words
from positions.reviewing.words import signed

MOST = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "standpunt")  # of all our ids; never to be changed
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    about: str  # what it is about, as "letter/kst-99101-2": its id is made of this
    title: str
    path: str
    text: str
    updated: datetime
    published: datetime | None = None


def atom(entries: Iterable[Entry], *, about: str, title: str, site: str, path: str, own: str) -> str:
    """The feed; `path` is the page it belongs to, `own` its own address."""
    every = list(entries)
    feed = Feed(
        title=clean(title), link=f"{site}{path}", description=None, language=get_language() or "nl",
        feed_url=f"{site}{own}", feed_guid=name(about), author_name="Standpunt",
    )  # fmt: skip
    for entry in every:
        feed.add_item(
            title=clean(entry.title),
            link=f"{site}{entry.path}",
            description=linebreaksbr(clean(entry.text), autoescape=True),  # Django says that it is HTML
            unique_id=name(entry.about),
            updateddate=entry.updated,
            pubdate=entry.published,
        )
    return feed.writeString("utf-8")


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The last change, and never the clock: an empty feed stays the same."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)


def name(about: str) -> str:
    return f"urn:uuid:{uuid.uuid5(SPACE, about)}"


def clean(text: str) -> str:
    """Without characters that XML has no place for. The rest is escaped by whoever writes it."""
    return NOT_XML.sub("", text)


def letter_entries(letters: QuerySet[Letter]) -> list[Entry]:
    """As they came in, the last first."""
    newest = letters.named().order_by("-created_at", "-pk")[:MOST]  # type: ignore[attr-defined]
    return [letter_entry(letter) for letter in newest]


def letter_entry(letter: Letter) -> Entry:
    facts = (sort_words(letter.kind), letter.identifier, str(letter.document_date or ""))
    return Entry(
        about=f"letter/{letter.key}",
        title=letter.name,
        path=letter.get_absolute_url(),
        text=" · ".join(part for part in facts if part),
        updated=letter.updated_at,
        published=letter.created_at,
    )


def stance_entries(accepted: StanceQuerySet) -> list[Entry]:
    """As they were accepted, the last first."""
    at = Review.objects.filter(pk=OuterRef("last_review")).values("at")[:1]
    newest = in_order(accepted).annotate(decided=Subquery(at)).order_by(F("last_review").desc())[:MOST]
    return [stance_entry(stance) for stance in newest]


def stance_entry(stance: Any) -> Entry:
    return Entry(
        about=f"stance/{stance.pk}",
        title=f"{stance.topic.name} ({signed(stance.score)}): {shortened(stance.quote)}",
        path=path_of(stance),
        text=f"“{stance.quote}”",
        updated=stance.decided,
        published=stance.created_at,
    )


def change_entries(steps: Iterable[Step]) -> list[Entry]:
    """As they came to be, the last first: a step is as new as the last decision that it rests on. One query."""
    found = list(steps)
    decided = decisions({pk for step in found for pk in rests_on(step)})
    timed = [(max(decided.get(pk, EPOCH) for pk in rests_on(step)), step) for step in found]
    timed.sort(key=lambda each: each[0], reverse=True)
    return [change_entry(step, updated) for updated, step in timed[:MOST]]


def rests_on(step: Step) -> tuple[int, ...]:
    return (*step.dot.stances, *(step.dot.before.stances if step.dot.before else ()))


def decisions(stances: set[int]) -> dict[int, datetime]:
    rows = Review.objects.filter(stance__in=stances).order_by().values_list("stance").annotate(last=Max("at"))
    return dict(rows)


def change_entry(step: Step, updated: datetime) -> Entry:
    before, after = step.dot.before, step.dot
    moved = mean_words(after.position.mean)
    if before:
        moved = _("van %(from)s naar %(to)s") % dict(zip(("from", "to"), step.numbers, strict=True))
    quotes = [f"“{dot.typical.words}” ({dot.letter.name})" for dot in (before, after) if dot]
    return Entry(
        about=f"change/{step.topic.slug}/{after.letter.key}",
        title=f"{step.topic.name}: {change_words(step.change)}, {moved}",
        path=reverse("letter", args=[after.letter.key]),
        text="\n".join(quotes),
        updated=updated,
    )


def shortened(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def title_of(what: str, topic: Topic | None) -> str:
    return f"Standpunt: {what}" + (f", {topic.name}" if topic else "")

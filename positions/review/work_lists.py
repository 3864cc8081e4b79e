"""Work lists of review on the home of the admin: letters to judge, lost quotes, and differences between coders.

Nothing of letters that somebody codes blind is shown to them, not even that something waits there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.any_of import any_of
from letters.models import Letter, Revision
from letters.models.revisions import heavy_columns
from letters.pages.work_lists import (
    FIRST,
    MOST_COUNTED,
    WORK_LISTS,
    DayCount,
    Found,
    WorkItem,
    WorkList,
    bounded_count,
)
from positions.caching.in_process import in_process
from positions.caching.version import WHOLE
from positions.models import Assignment, LetterSummary, Review, TakenLetter
from positions.review import queue, taken_letters
from positions.review.disagreements import differences
from positions.review.lost_quotes import lost
from positions.summary_table.reading import waiting_texts

# Letters with differences, per set of letters that are hidden from a user.
_differing = in_process(200, size_of=lambda counted: 1)


def reviews(user: Any) -> bool:
    return bool(user.has_perm("positions.add_review"))


def to_judge(user: Any) -> Found:
    """Return the letters on which proposals wait, newest text first. That one waits is kept in `LetterSummary`; what
    waits is counted on the letters shown, and on those that are not summed up yet.
    """
    texts = list(waiting_texts(most=MOST_COUNTED + 1).values_list("revision", flat=True))
    letters = Assignment.objects.letters_seen_by(user, Letter.objects.published().letters()).order_by().values("pk")
    shown = Revision.objects.filter(any_of("pk", _without_false_alarms(user, texts)), letter__in=letters)
    first = [text.letter for text in _with_letters(shown)[:FIRST]]
    ids = [letter.pk for letter in first]
    waiting, taken = queue.waiting_by_letter(user, ids), taken_letters.taken(ids)
    items = [_judge_item(letter, waiting.get(letter.pk, 0), taken.get(letter.pk)) for letter in first]
    return Found(bounded_count(shown), items)


def _with_letters(texts: QuerySet[Revision]) -> QuerySet[Revision]:
    """Newest first, with their letters and what their names take."""
    named = texts.select_related("letter").prefetch_related("letter__signatories")
    return named.defer("letter__provenance", *heavy_columns()).order_by("-pk")


def _without_false_alarms(user: Any, texts: list[int]) -> list[int]:
    """Leave out those of the texts that are not summed up yet on which nothing waits."""
    kept = LetterSummary.objects.filter(any_of("revision", texts), waiting=True).values_list("revision", flat=True)
    unsure = set(texts) - set(kept)
    if not unsure:
        return texts
    asked = queue.proposals(user).open().filter(any_of("revision", unsure)).order_by()
    waiting = set(asked.values_list("revision", flat=True).distinct())
    return [text for text in texts if text not in unsure or text in waiting]


def _judge_item(letter: Letter, waiting: int, taken: TakenLetter | None) -> WorkItem:
    page = reverse("letter-in-review", args=[letter.key])
    note = ngettext("%(count)s voorstel", "%(count)s voorstellen", waiting) % {"count": waiting}
    reader = [_("%(name)s leest deze brief") % {"name": taken.user}] if taken else []
    return WorkItem(letter.name, page, " · ".join([letter.key, note, *reader]), _("Beoordelen"), page)


def lost_quotes(user: Any) -> Found:
    found = lost(user)
    first = found.select_related("topic", "revision__letter")
    first = first.prefetch_related("revision__letter__signatories")
    first = first.defer("cues", "revision__letter__provenance", *heavy_columns("revision"))[:FIRST]
    return Found(bounded_count(found), [_lost_item(stance) for stance in first])


def _lost_item(stance: Any) -> WorkItem:
    letter, page = stance.revision.letter, reverse("lost")
    quote = f"«{stance.quote[:120]}{'…' if len(stance.quote) > 120 else ''}»"
    return WorkItem(letter.name, reverse("letter-in-review", args=[letter.key]), quote, _("Bekijk"), page)


def between_coders(user: Any) -> Found:
    """Return the letters on which coders differ. Kept in the process until the data changes; counted on the sentences
    that were coded blind alone.
    """
    hidden = Assignment.objects.hidden_letters(user)
    counted = _differing(WHOLE, hidden, lambda: Counter(each.place[0] for each in differences(user)))
    texts = sorted(counted, reverse=True)[:FIRST]
    shown = _with_letters(Revision.objects.filter(pk__in=texts))
    items = [_difference_item(text.letter, counted[text.pk]) for text in shown]
    return Found(min(sum(counted.values()), MOST_COUNTED + 1), items)


def _difference_item(letter: Letter, count: int) -> WorkItem:
    page = f"{reverse('disagreements')}?letter={letter.key}"
    note = ngettext("%(count)s verschil", "%(count)s verschillen", count) % {"count": count}
    return WorkItem(letter.name, page, f"{letter.key} · {note}", _("Leg naast elkaar"), page)


def decided(user: Any, since: datetime) -> int:
    """Count the actions of this user; one is one, however many proposals it decided on."""
    return Review.objects.filter(user=user, at__gte=since).order_by().values("batch").distinct().count()


def address(name: str) -> Callable[[], str]:
    return lambda: reverse(name)


def register() -> None:
    WORK_LISTS.register(
        WorkList(
            order=40,
            key="judge",
            label=gettext_lazy("Te beoordelen"),
            nothing=gettext_lazy("Er wacht geen voorstel op u."),
            address=address("review"),
            find=to_judge,
            seen_by=reviews,
            next_words=gettext_lazy("Volgende voorstel"),
            next_address=address("review"),
            next_key="b",
        ),
        WorkList(
            order=50,
            key="lost",
            label=gettext_lazy("Zinnen die wegvielen"),
            nothing=gettext_lazy("Van elk geaccepteerd standpunt staat de zin nog in de brief."),
            address=address("lost"),
            find=lost_quotes,
            seen_by=reviews,
        ),
        WorkList(
            order=60,
            key="differences",
            label=gettext_lazy("Verschillen tussen codeurs"),
            nothing=gettext_lazy("Geen zin die blind gecodeerd is, vraagt nog om een besluit over een verschil."),
            address=address("disagreements"),
            find=between_coders,
            seen_by=reviews,
        ),
    )
    WORK_LISTS.register_day_counts(DayCount(gettext_lazy("keer beslist"), decided, reviews))

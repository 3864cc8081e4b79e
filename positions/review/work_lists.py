"""Work lists of review on the home of the admin: letters to judge, lost quotes, and differences between coders.

Nothing of letters that somebody codes blind is shown to them, not even that something waits there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.many_ids import any_found, any_of
from letters.models import Letter, Revision, WorkCount
from letters.models.revisions import heavy_columns
from letters.pages.kept_counts import KEPT_COUNTS, KeptCount
from letters.pages.work_lists import FIRST, WORK_LISTS, DayCount, Found, WorkItem, WorkList
from positions.caching.in_process import in_process
from positions.caching.version import WHOLE
from positions.models import Assignment, LetterSummary, Review, TakenLetter
from positions.review import queue, taken_letters
from positions.review.disagreements import differences
from positions.review.lost_quotes import lost
from positions.summary_table.reading import due_letters

DUE_COUNTED = 1000
# Letters with differences, per set of letters that are hidden from a user.
_differing = in_process(200, size_of=lambda counted: 1)


def reviews(user: Any) -> bool:
    return bool(user.has_perm("positions.add_review"))


@dataclass(frozen=True, slots=True)
class _Aside:
    """Letters whose summaries do not say what waits for a user: hidden from them, or due, so that it is looked up.

    Where more letters are due than `DUE_COUNTED`, none is looked up and numbers are `about` right.
    """

    hidden: frozenset[int]
    due: frozenset[int]
    about: bool

    @property
    def letters(self) -> list[int]:
        return sorted(self.hidden | self.due)


def _aside(user: Any) -> _Aside:
    due = frozenset(due_letters(DUE_COUNTED + 1))
    about = len(due) > DUE_COUNTED
    return _Aside(Assignment.objects.hidden_letters(user), frozenset() if about else due, about)


def to_judge(user: Any) -> Found:
    """Return the letters on which proposals wait, newest text first; what waits is counted on those shown alone."""
    aside, waiting = _aside(user), LetterSummary.objects.in_world().filter(waiting=True)
    kept = waiting.exclude(any_of("letter", aside.letters)).order_by("-revision_id").values_list("revision", flat=True)
    looked_up = _waiting_texts(user, aside.due)
    count = WorkCount.objects.total("judge") - waiting.filter(any_of("letter", aside.letters)).count() + len(looked_up)
    newest = sorted([*kept[:FIRST], *looked_up])[-FIRST:]
    first = [text.letter for text in _with_letters(Revision.objects.filter(pk__in=newest))]
    ids = [letter.pk for letter in first]
    numbers, taken = queue.waiting_by_letter(user, ids), taken_letters.taken(ids)
    items = [_judge_item(letter, numbers.get(letter.pk, 0), taken.get(letter.pk)) for letter in first]
    return Found(count, items, about=aside.about)


def _waiting_texts(user: Any, letters: Collection[int]) -> list[int]:
    """Return the texts of these letters on which a proposal waits, by looking."""
    texts = Revision.objects.filter(any_of("letter", letters), is_current=True).order_by().values("pk")
    asked = queue.proposals(user).open().filter(any_found("revision", texts)).order_by()
    return list(asked.values_list("revision", flat=True).distinct())


def _with_letters(texts: QuerySet[Revision]) -> QuerySet[Revision]:
    """Newest first, with their letters and what their names take."""
    named = texts.select_related("letter").prefetch_related("letter__signatories")
    return named.defer("letter__provenance", *heavy_columns()).order_by("-pk")


def _judge_item(letter: Letter, waiting: int, taken: TakenLetter | None) -> WorkItem:
    page = reverse("letter-in-review", args=[letter.key])
    note = ngettext("%(count)s voorstel", "%(count)s voorstellen", waiting) % {"count": waiting}
    reader = [_("%(name)s leest deze brief") % {"name": taken.user}] if taken else []
    return WorkItem(letter.name, page, " · ".join([letter.key, note, *reader]), _("Beoordelen"), page)


def lost_quotes(user: Any) -> Found:
    """Return the quotes that left the text, those of the letters with the newest texts first."""
    aside, known = _aside(user), LetterSummary.objects.in_world().filter(lost__gt=0)
    kept = known.exclude(any_of("letter", aside.letters)).order_by("-revision_id").values_list("letter", flat=True)
    of_others = known.filter(any_of("letter", aside.letters)).aggregate(found=Sum("lost", default=0))["found"]
    count = WorkCount.objects.total("lost") - of_others + lost(user, aside.due).count()
    first = lost(user, [*kept[:FIRST], *aside.due]).select_related("topic", "revision__letter")
    first = first.prefetch_related("revision__letter__signatories")
    first = first.defer("cues", "revision__letter__provenance", *heavy_columns("revision"))[:FIRST]
    return Found(count, [_lost_item(stance) for stance in first], about=aside.about)


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
    return Found(sum(counted.values()), items)


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
    waiting, lost_of = LetterSummary.objects.filter(waiting=True), LetterSummary.objects.filter(lost__gt=0)
    KEPT_COUNTS.register(
        KeptCount("judge", lambda: waiting.values_list("is_example").annotate(number=Count("pk"))),
        KeptCount("lost", lambda: lost_of.values_list("is_example").annotate(number=Sum("lost"))),
    )
    WORK_LISTS.register_day_counts(DayCount(gettext_lazy("keer beslist"), decided, reviews))

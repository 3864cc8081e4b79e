"""The letters that a search looks through: all that are found, or where these are too many, the newest of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from letters.many_ids import any_of
from letters.models import Letter
from letters.search import full_text
from positions.models import StanceSummary, SummaryDue
from positions.stances.filters import SearchFilter, StanceFilter

MANY_PASSAGES, MANY_LETTERS = 10_000, 5_000  # with the words, and chosen; with more, the newest are looked through
FEW = 200  # letters
NEWEST, AT_ONCE = 1_000, 4_000  # letters: of those, and that are asked at a time whether they have the words


@dataclass(frozen=True, slots=True)
class SearchedLetters:
    """The ids of the letters that are looked through, None for all. `chosen`: whether a filter of letters leaves any
    out; `few`: whether what is said in them is quicker looked up there than among all that is said; `newest`: whether
    there are more, older ones.
    """

    ids: Sequence[int] | None
    chosen: bool
    few: bool
    newest: bool = False

    @property
    def only(self) -> Q:
        """Condition on passages and stances: of these letters."""
        return Q(any_of("revision__letter", self.ids or ())) if self.few or self.chosen else Q()

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days of the oldest and the newest of them. One query."""
        there = Letter.objects.filter(any_of("pk", self.ids or ()))
        found = there.aggregate(first=Min("document_date"), last=Max("document_date"))
        return found["first"], found["last"]


def searched_letters(words: str, letters: SearchFilter, stances: StanceFilter) -> SearchedLetters:
    """Return the letters in which these words and stances are looked for, of those that are chosen. Where they are the
    newest, `letters` has no others from then on.
    """
    values = letters.form.cleaned_data.items()
    chosen = any(value for name, value in values if name not in ("q", "sort"))
    if words and not full_text.more_than(MANY_PASSAGES, words):
        return _every(_ids(letters.qs) if chosen else letters.with_words(words), chosen=chosen)
    if not words and not chosen and not stances.narrows:
        return _every(None, chosen=chosen)
    others = _newest_first(letters.without("q"))
    if words:
        found = _newest(_with_words(others, words), chosen=chosen)
        letters.take_as_found(found.ids or ())
        return found
    if others[MANY_LETTERS : MANY_LETTERS + 1].exists():
        others = others.filter(_spoken(stances)) if stances.narrows else others
        found = _newest(_ids(others)[: NEWEST + 1], chosen=chosen)
        letters.queryset = letters.queryset.filter(any_of("pk", found.ids or ()))
        return found
    return _every(_ids(others) if chosen else None, chosen=chosen)


def _every(letters: Iterable[int] | None, *, chosen: bool) -> SearchedLetters:
    ids = None if letters is None else list(letters)
    return SearchedLetters(ids, chosen, few=ids is not None and len(ids) <= FEW)


def _newest(letters: Iterable[int], *, chosen: bool) -> SearchedLetters:
    """Return the first of these, and whether there are others."""
    ids = list(islice(letters, NEWEST + 1))
    return SearchedLetters(ids[:NEWEST], chosen, few=True, newest=len(ids) > NEWEST)


def _newest_first(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return letters.order_by(F("document_date").desc(nulls_last=True), "-pk")


def _ids(letters: QuerySet[Letter]) -> QuerySet[Letter, int]:
    return letters.values_list("pk", flat=True)


def _with_words(letters: QuerySet[Letter], words: str) -> Iterator[int]:
    """Yield the letters that have the words, in their order, asked in windows."""
    every = _ids(letters)
    start = 0
    while window := list(every[start : start + AT_ONCE]):
        having = {pk for (pk,) in full_text.ids_with(words, window)}
        yield from (pk for pk in window if pk in having)
        start += AT_ONCE


def _spoken(stances: StanceFilter) -> Q:
    """Condition on letters: somebody says anything there, on one of the topics if any are chosen; or that is not summed
    up yet.
    """
    said = StanceSummary.objects.filter(letter=OuterRef("pk")).order_by()
    if topics := stances.form.cleaned_data.get("topic"):
        said = said.filter(topic__slug__in=topics)
    return Exists(said) | Exists(SummaryDue.objects.filter(letter=OuterRef("pk")))

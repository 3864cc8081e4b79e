"""Search in letters with what is said of them: the passages that have the words, of letters and stances as chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q, QuerySet
from django.utils.safestring import SafeString

from letters import searching
from letters.among import among
from letters.extracts import extract
from letters.models import Letter, Passage
from positions import sayings
from positions.filters import SearchFilter, StanceFilter
from positions.gathering import Heap, heaps, stances_in
from positions.models.stances import StanceQuerySet
from positions.sayings import Said

EACH = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its words lit up, and what is said in it."""

    passage: Passage
    html: SafeString
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Hit:
    letter: Letter
    passages: list[Found]
    more: int


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked. Stances narrow to the passages that carry one; without words or stances nothing is found."""

    words: str
    letters: SearchFilter
    stances: StanceFilter
    proposals: bool
    heaps: list[Heap]
    only: Q

    @property
    def asks(self) -> bool:
        return bool(self.words) or self.stances.narrows

    def rows(self) -> QuerySet[Passage, Any]:
        return searching.letters_by_rank(self.words, self.only)


def search(words: str, letters: SearchFilter, stances: StanceFilter, *, proposals: bool) -> Search:
    """Settle which letters, stances and passages are meant, one query each: nested in one statement they are slow.

    `heaps` are what the choices of stances are counted over; of letters that is left in their filter.
    """
    chosen = letters.form.cleaned_data
    only = Q()
    if any(value for name, value in chosen.items() if name not in ("q", "sort")):
        ids = letters.without("q").order_by().values_list("pk", flat=True)
        only = Q(among("revision__letter", ids))
    found = []
    if words or stances.narrows:
        found = heaps(in_passages(sayings.visible(proposals=proposals).filter(only), words))
    if stances.narrows:
        passages = list(passages_with(stances_in(stances.let_through(found)), words))
        only &= Q(among("pk", (pk for pk, _letter in passages)))
        letters.queryset = letters.queryset.filter(among("pk", {letter for _pk, letter in passages}))
    return Search(words, letters, stances, proposals, found, only)


def passages_with(stances: Iterable[int], words: str) -> QuerySet[Passage, Any]:
    """Id and letter of each passage with these words that carries one of these stances."""
    passages = Passage.objects.filter(
        among("revision__stances", stances),
        revision__stances__start__gte=F("start"),
        revision__stances__end__lte=F("end"),
    )
    if words:
        passages = passages.filter(search=searching.search_query(words))
    return passages.order_by().values_list("pk", "revision__letter").distinct()


def in_passages(stances: StanceQuerySet, words: str) -> StanceQuerySet:
    """The stances in passages with these words: what the choices of stances are counted over."""
    if not words:
        return stances
    return stances.filter(
        revision__passages__start__lte=F("start"),
        revision__passages__end__gte=F("end"),
        revision__passages__search=searching.search_query(words),
    )


def hits(search: Search, page: Page[Any]) -> list[Hit]:
    """The letters on this page with the passages that say it best; as many queries for ten letters as for one."""
    counts = {row["letter"]: row["passages"] for row in page.object_list}
    letters = Letter.objects.named().prefetch_related("dossiers").in_bulk(counts)
    passages = searching.best_passages(search.words, counts, each=EACH, only=search.only)
    light = searching.Highlighter(search.words, [passage.words for passage in passages])
    said = sayings.by_place(sayings.current(proposals=search.proposals), {passage.revision_id for passage in passages})
    found = defaultdict(list)
    for passage in passages:
        here = (
            said[revision, start]
            for revision, start in sorted(said)
            if revision == passage.revision_id and passage.start <= start < passage.end
        )
        found[passage.letter_id].append(
            Found(passage, extract(passage, light), sayings.once(chain.from_iterable(here)))
        )
    return [Hit(letters[pk], found[pk], counts[pk] - len(found[pk])) for pk in counts]

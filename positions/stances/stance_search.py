"""Full-text search in letters and their stances: passages with the words, filtered by letter and stance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.paginator import Page
from django.db.models import F, Q, QuerySet
from django.utils.safestring import SafeString

from letters.many_ids import any_of
from letters.models import Letter, Passage
from letters.rendering.snippets import snippet
from letters.search import full_text
from positions.models.stances import StanceQuerySet
from positions.stances.current import StanceLabel, current, distinct, labels_by_sentence, visible_stances
from positions.stances.facets import StanceGroup, grouped, stance_ids
from positions.stances.filters import SearchFilter, StanceFilter
from positions.stances.searched_letters import SearchedLetters, searched_letters

EACH = 3


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its words highlighted, and its stances."""

    passage: Passage
    html: SafeString
    said: list[StanceLabel]


@dataclass(frozen=True, slots=True)
class SearchHit:
    letter: Letter
    passages: list[FoundPassage]
    more: int


@dataclass(frozen=True, slots=True)
class Search:
    """A search request. Stance filters select passages that carry one; without words or stances it is empty.

    `searched` are the letters that were looked through, `only` the condition on passages.
    """

    words: str
    letters: SearchFilter
    stances: StanceFilter
    proposals: bool
    user: Any
    heaps: list[StanceGroup]
    only: Q
    searched: SearchedLetters

    @property
    def asks(self) -> bool:
        return bool(self.words) or self.stances.narrows

    def rows(self) -> QuerySet[Passage, Any]:
        return full_text.letters_by_rank(self.words, self.only)


def search(words: str, letters: SearchFilter, stances: StanceFilter, *, proposals: bool, user: Any) -> Search:
    """Resolve the filters to letters, stances and passages, one query each: one nested statement is slow.

    `heaps` are the groups for the facets of stances; for those of letters the result is set in their filter. In few
    letters the stances are looked at there, in more by the ids of all that count.
    """
    searched = searched_letters(words, letters, stances)
    only, found = searched.only, []
    if words or stances.narrows:
        counting = current(proposals=proposals) if searched.few else visible_stances(proposals=proposals)
        found = grouped(in_passages(counting.visible_to(user).filter(only), words))
    if stances.narrows:
        passages = list(passages_with(stance_ids(stances.let_through(found)), words))
        only &= Q(any_of("pk", (pk for pk, _letter in passages)))
        letters.queryset = letters.queryset.filter(any_of("pk", {letter for _pk, letter in passages}))
    return Search(words, letters, stances, proposals, user, found, only, searched)


def passages_with(stances: Iterable[int], words: str) -> QuerySet[Passage, Any]:
    """Return id and letter of each passage with these words that carries one of these stances."""
    passages = Passage.objects.filter(
        any_of("revision__stances", stances),
        revision__stances__start__gte=F("start"),
        revision__stances__end__lte=F("end"),
    )
    if words:
        passages = passages.filter(search=full_text.search_query(words))
    return passages.order_by().values_list("pk", "revision__letter").distinct()


def in_passages(stances: StanceQuerySet, words: str) -> StanceQuerySet:
    """Return the stances in passages with these words, over which facets of stances are counted."""
    if not words:
        return stances
    return stances.filter(
        revision__passages__start__lte=F("start"),
        revision__passages__end__gte=F("end"),
        revision__passages__search=full_text.search_query(words),
    )


def hits(search: Search, page: Page[Any]) -> list[SearchHit]:
    """Return the letters of this page with their best passages; the number of queries is constant."""
    counts = {row["letter"]: row["passages"] for row in page.object_list}
    letters = Letter.objects.named().prefetch_related("dossiers").in_bulk(counts)
    passages = full_text.best_passages(search.words, counts, each=EACH, only=search.only)
    light = full_text.Highlighter(search.words, [passage.words for passage in passages])
    seen = current(proposals=search.proposals).visible_to(search.user)
    said = labels_by_sentence(seen, {passage.revision_id for passage in passages})
    found = defaultdict(list)
    for passage in passages:
        here = (
            said[revision, start]
            for revision, start in sorted(said)
            if revision == passage.revision_id and passage.start <= start < passage.end
        )
        found[passage.letter_id].append(
            FoundPassage(passage, snippet(passage, light), distinct(chain.from_iterable(here)))
        )
    return [SearchHit(letters[pk], found[pk], counts[pk] - len(found[pk])) for pk in counts]

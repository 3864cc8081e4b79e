"""Search in letters with what is said of them: the passages that have the words, of letters and stances as chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString

from letters import searching
from letters.extracts import extract
from letters.models import Letter, Passage
from positions import sayings
from positions.filters import SearchFilter, StanceFilter
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
    visible: StanceQuerySet

    @property
    def asks(self) -> bool:
        return bool(self.words) or self.stances.narrows

    @property
    def only(self) -> Q:
        """The condition on a passage."""
        chosen = self.letters.form.cleaned_data
        narrowed = any(value for name, value in chosen.items() if name not in ("q", "sort"))
        only = Q(revision__letter__in=self.letters.without("q").order_by().values("pk")) if narrowed else Q()
        return only & Q(Exists(carried_by(self.stances.qs))) if self.stances.narrows else only

    def rows(self) -> QuerySet[Passage, Any]:
        return searching.letters_by_rank(self.words, self.only)


def carried_by(stances: QuerySet[Any]) -> QuerySet[Any]:
    """Of these stances those in the passage at hand."""
    return stances.filter(revision=OuterRef("revision"), start__gte=OuterRef("start"), end__lte=OuterRef("end"))


def in_passages(stances: StanceQuerySet, words: str) -> StanceQuerySet:
    """The stances in passages with these words: what the choices of stances are counted over."""
    if not words:
        return stances
    around = Passage.objects.filter(
        revision=OuterRef("revision"), start__lte=OuterRef("start"), end__gte=OuterRef("end"),
        search=searching.search_query(words),
    )  # fmt: skip
    return stances.filter(Exists(around))


def with_passages(letters: QuerySet[Letter], search: Search) -> QuerySet[Letter]:
    """The letters in which a passage answers: what the choices of letters are counted over."""
    if not search.stances.narrows:
        return letters
    passages = Passage.objects.filter(revision__is_current=True).filter(Exists(carried_by(search.stances.qs)))
    if search.words:
        passages = passages.filter(search=searching.search_query(search.words))
    return letters.filter(pk__in=passages.order_by().values(letter=F("revision__letter")).values("letter"))


def hits(search: Search, page: Page[Any]) -> list[Hit]:
    """The letters on this page with the passages that say it best; as many queries for ten letters as for one."""
    counts = {row["letter"]: row["passages"] for row in page.object_list}
    letters = Letter.objects.named().prefetch_related("dossiers").in_bulk(counts)
    passages = searching.best_passages(search.words, counts, each=EACH, only=search.only)
    light = searching.Highlighter(search.words, [passage.words for passage in passages])
    said = sayings.by_place(search.visible, {passage.revision_id for passage in passages})
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

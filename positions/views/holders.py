"""Page of a topic that sets the cabinet beside adviser, allies, NATO and others in the same letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from positions.charts.data import TopicChartData, unfiltered
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline.holders import LetterHolders, Relation, beside_cabinet
from positions.domain.timeline.series import Dot
from positions.labels.codes import holder_name
from positions.labels.position_words import basis_words, relation_words, stand_words
from positions.labels.summaries import day_beside
from positions.models import Topic
from positions.views.topic import of_topic

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Voice:
    """One holder in a letter, in words."""

    dot: Dot
    axis: CodebookTopic
    holder: Holder
    relation: Relation | None = None

    @property
    def who(self) -> str:
        return holder_name(self.holder)

    @property
    def stand(self) -> str:
        return stand_words(self.dot.position, self.axis)

    @property
    def basis(self) -> str:
        return basis_words(self.dot.position)

    @property
    def beside(self) -> str:
        return relation_words(self.relation) if self.relation else ""


@dataclass(frozen=True, slots=True)
class LetterVoices:
    found: LetterHolders
    axis: CodebookTopic

    @property
    def day(self) -> str:
        return day_beside(self.found.letter)

    @property
    def others(self) -> list[Voice]:
        return [Voice(each.dot, self.axis, each.holder, each.relation) for each in self.found.others]

    @property
    def cabinet(self) -> Voice | None:
        return Voice(self.found.cabinet, self.axis, Holder.CABINET) if self.found.cabinet else None


@of_topic
def topic_holders(request: HttpRequest, shown: TopicChartData) -> HttpResponse:
    """Show all letters, whatever the address asks: a filter would make a voice look silent."""
    reading = unfiltered(shown).reading
    every = {holder: reading.series(shown.topic.slug, holder) for holder in Holder}
    found = [LetterVoices(each, shown.axis) for each in beside_cabinet(every)]
    context = {
        "here": "topics",
        "topics": Topic.objects.all(),
        "topic": shown.topic,
        "axis": shown.axis,
        "look": shown.look.number,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "positions/holders/page.html", context)

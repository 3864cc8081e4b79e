"""The views: check what is asked, look it up, write the page. None of them changes anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from letters.filters import LetterFilter
from letters.models import Letter, Passage
from positions import changing, known
from positions.answers import kept_records
from positions.api import records
from positions.api.asking import check, letters_in, narrowed
from positions.api.paging import Paging
from positions.api.parameters import parameters
from positions.api.records import Records
from positions.api.serializers import (
    ChangeSerializer,
    LetterSerializer,
    PassageSerializer,
    PositionSerializer,
    StanceSerializer,
    TopicSerializer,
    WrongSerializer,
)
from positions.axes import axes
from positions.exporting import in_order
from positions.filters import (
    ChangeFilter,
    KnownFilter,
    KnownStanceFilter,
    PassageFilter,
    PassageKindFilter,
    PositionFilter,
    SeriesFilter,
)
from positions.models import Review, Topic
from positions.models.stances import StanceQuerySet
from positions.timelines import Asked, Reading, published, read
from positions.visibility import may_see_proposals

Method = TypeVar("Method", bound=Callable[..., Any])
WRONG = OpenApiResponse(WrongSerializer, _("Wat er in het adres niet klopt, per veld."))
NOT_THERE = OpenApiResponse(description=_("Dit is er niet, of niet meer."))


class Listing(APIView):
    """A paged list of records."""

    pagination_class: ClassVar[type[Paging]] = Paging  # drf-spectacular looks here
    serializer_class: ClassVar[Any]

    def paged(self, request: Request, found: Any, record: Any) -> Response:
        paging = self.pagination_class()
        page = paging.paginate_queryset(found, request, self) or []
        return paging.get_paginated_response(self.serializer_class([record(each) for each in page], many=True).data)


def listed(serializer: Any, summary: Any, *filters: Any) -> Callable[[Method], Method]:
    return extend_schema(
        summary=summary, parameters=parameters(*filters), responses={200: serializer(many=True), 400: WRONG}
    )


class Letters(Listing):
    serializer_class = LetterSerializer

    @listed(LetterSerializer, _("Brieven"), LetterFilter)
    @kept_records
    def get(self, request: Request) -> Response:
        asked = LetterFilter(request.query_params, queryset=Letter.objects.published())
        check(request.query_params, asked)
        return self.paged(request, letters_in(asked.qs), Records(request).letter)


class LetterDetail(APIView):
    @extend_schema(
        summary=_("Eén brief, bij zijn sleutel of kenmerk"), responses={200: LetterSerializer, 404: NOT_THERE}
    )
    def get(self, request: Request, key: str) -> Response:
        check(request.query_params, also=())
        named = Letter.objects.published().filter(Q(key=key) | Q(identifiers__value=key)).order_by().values("pk")
        letter = letters_in(Letter.objects.filter(pk__in=named)).first()
        if letter is None:
            raise Http404
        return Response(LetterSerializer(Records(request).letter(letter)).data)


class Passages(Listing):
    serializer_class = PassageSerializer

    @listed(PassageSerializer, _("Alinea’s van de teksten van nu"), PassageFilter, PassageKindFilter)
    @kept_records
    def get(self, request: Request) -> Response:
        letters = PassageFilter(request.query_params, queryset=Letter.objects.published())
        asked = PassageKindFilter(request.query_params, queryset=Passage.objects.filter(revision__is_current=True))
        check(request.query_params, letters, asked)
        found = asked.qs.filter(revision__letter__in=list(letters.qs.order_by().values_list("pk", flat=True)))
        ordered = found.select_related("revision__letter").defer("search", "revision__sentence_digests")
        return self.paged(request, ordered.order_by("revision_id", "position"), records.passage)


class Topics(Listing):
    serializer_class = TopicSerializer

    @listed(TopicSerializer, _("Onderwerpen, met hun as en hoe betrouwbaar de reeks is"))
    @kept_records
    def get(self, request: Request) -> Response:
        check(request.query_params)
        by_slug, make = axes(), Records(request).topic
        return self.paged(request, Topic.objects.all(), lambda topic: make(topic, by_slug.get(topic.slug)))


class TopicDetail(APIView):
    @extend_schema(summary=_("Eén onderwerp"), responses={200: TopicSerializer, 404: NOT_THERE})
    def get(self, request: Request, slug: str) -> Response:
        check(request.query_params, also=())
        topic = Topic.objects.filter(slug=slug).first()
        if topic is None:
            raise Http404
        return Response(TopicSerializer(Records(request).topic(topic, axes().get(slug))).data)


class Stances(Listing):
    serializer_class = StanceSerializer

    @listed(StanceSerializer, _("Standpunten en vermeldingen"), KnownStanceFilter, KnownFilter, LetterFilter)
    @kept_records
    def get(self, request: Request) -> Response:
        asked = KnownFilter(request.query_params, queryset=Letter.objects.none())
        letters = LetterFilter(request.query_params, queryset=known.letters(asked.day))
        stances = KnownStanceFilter(request.query_params, queryset=visible_stances(request, asked))
        check(request.query_params, asked, stances, letters)
        return self.paged(request, written_out(narrowed(stances.qs, letters)), Records(request).stance)


class StanceDetail(APIView):
    @extend_schema(
        summary=_("Eén standpunt"),
        parameters=parameters(KnownFilter, paged=False),
        responses={200: StanceSerializer, 400: WRONG, 404: NOT_THERE},
    )
    def get(self, request: Request, pk: int) -> Response:
        asked = KnownFilter(request.query_params, queryset=Letter.objects.none())
        check(request.query_params, asked, also=())
        stance = written_out(visible_stances(request, asked).filter(pk=pk)).first()
        if stance is None:
            raise Http404
        return Response(StanceSerializer(Records(request).stance(stance)).data)


class Positions(Listing):
    serializer_class = PositionSerializer

    @listed(PositionSerializer, _("De reeks: het standpunt van elke brief, per onderwerp en houder"), SeriesFilter)
    @kept_records
    def get(self, request: Request) -> Response:
        asked = SeriesFilter(request.query_params, queryset=visible_letters(request))
        check(request.query_params, asked)
        topics = asked.topics
        reading = reading_of(request, topics, asked)
        found = [
            (topic.slug, holder, dot)
            for topic in topics
            for holder in asked.holders
            for dot in every_dot(reading, topic, holder)
        ]
        return self.paged(request, found, lambda row: Records(request).position(*row))


class Changes(Listing):
    serializer_class = ChangeSerializer

    @listed(ChangeSerializer, _("Stappen tussen opeenvolgende brieven over een onderwerp"), ChangeFilter)
    @kept_records
    def get(self, request: Request) -> Response:
        asked = ChangeFilter(request.query_params, queryset=visible_letters(request))
        check(request.query_params, asked)
        topics, holder = asked.topics, asked.holders[0]
        order = asked.chosen.get("order") or changing.NEWEST
        reading = reading_of(request, topics, asked)
        found = changing.steps(reading, topics, kinds=asked.kinds, order=order, holder=holder)
        return self.paged(request, found, lambda step: Records(request).change(step, holder))


def visible_stances(request: Request, asked: KnownFilter) -> StanceQuerySet:
    found = known.stances(asked.day, proposals=may_see_proposals(request))
    return found.visible_to(request.user)


def written_out(stances: Any) -> QuerySet[Any]:
    """In the order of the texts, with all that a record needs in one query."""
    around = Passage.objects.filter(revision=OuterRef("revision"), start__lte=OuterRef("start")).order_by("-start")
    latest = Review.objects.filter(pk=OuterRef("last_review"))
    return in_order(stances).annotate(
        passage=Subquery(around.values("position")[:1]), decided=Subquery(latest.values("at")[:1])
    )


def visible_letters(request: Request) -> QuerySet[Letter]:
    return known.seen_by(request.user, published())


def reading_of(request: Request, topics: list[Topic], asked: PositionFilter) -> Reading:
    """What a filter asks, without proposals for whom they are not."""
    chosen = asked.asked
    proposals = chosen.proposals and may_see_proposals(request)
    return read(topics, asked.qs, Asked(chosen.as_of, proposals, chosen.coder, chosen.least))


def every_dot(reading: Reading, topic: Topic, holder: Any) -> list[Any]:
    """In order of date, accepted before proposals; letters without a date last."""
    series = reading.series(topic.slug, holder)
    dated = sorted((*series.dots, *series.hollow), key=lambda dot: (dot.letter.day, dot.letter.key))
    return [*dated, *series.undated]

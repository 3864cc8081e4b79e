"""Read-only API views: validate the query string, look the rows up, serialize the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from letters.models import Citation, Edit, Letter, Passage
from letters.models.letters import CitationQuerySet
from letters.models.revisions import heavy_columns
from letters.parser.identifiers import parse_dossier
from letters.records.fields import Record
from letters.records.letter import LETTER, PASSAGE
from letters.search.letter_filter import LetterFilter
from positions.api.agreement import PAIR, pair_of
from positions.api.filter_backend import CheckedFilterBackend
from positions.api.openapi_parameters import KEYSET, PAGES
from positions.api.openapi_parameters import parameters as asked_in
from positions.api.openapi_schema import READ_ONLY, RecordSchema
from positions.api.pagination import ExactKeysetPagination, KeysetPagination, RecordPagination, Stretch
from positions.api.serializers import RecordSerializer, serializer_of
from positions.api.validation import check, in_letters, letters_in, narrowed
from positions.caching.responses import cached_records
from positions.codebook.store import axes
from positions.models import Assignment, Topic
from positions.models.stances import StanceQuerySet
from positions.open_data.filters import (
    AsOfFilter,
    AsOfStanceFilter,
    CitationFilter,
    CoverageFilter,
    PassageFilter,
    PassageKindFilter,
    SeriesFilter,
    pin_cites,
)
from positions.open_data.letter_positions import LetterPositions
from positions.open_data.records import stance
from positions.open_data.records.agreement import AGREEMENT, CoderAgreement
from positions.open_data.records.pin_cite import PIN_CITE
from positions.open_data.records.position import CHANGE, POSITION, PositionChanges
from positions.open_data.records.source_coverage import COVERAGE
from positions.open_data.records.topic import TOPIC_RECORD, TopicAxis
from positions.reliability import agreement, evaluation, source_coverage
from positions.stances import as_of
from positions.stances.first_rows import ascending
from positions.stances.visibility import may_see_proposals
from positions.timelines import changes
from positions.timelines.filters import ChangeFilter
from positions.timelines.query import TimelineOptions, published
from positions.timelines.then_and_now import compared_among_letters
from positions.timelines.topic_sums import lines_of


class RecordView(GenericAPIView):  # type: ignore[type-arg]
    http_method_names = READ_ONLY
    schema = RecordSchema()
    record: ClassVar[Record]
    summary: ClassVar[Any]
    parameters: ClassVar[Sequence[OpenApiParameter]] = ()
    statuses: ClassVar[tuple[int, ...]]  # statuses other than 200

    def get_serializer_class(self) -> type[RecordSerializer]:
        return serializer_of(self.record)


class RecordList(RecordView, ListAPIView):  # type: ignore[type-arg]
    pagination_class = RecordPagination
    filter_backends = (CheckedFilterBackend,)
    filterset_class: ClassVar[type[FilterSet] | None] = None
    asked: Any
    statuses: ClassVar[tuple[int, ...]] = (400,)

    @cached_records
    def get(self, request: Request) -> Response:
        return self.list(request)

    def checked(self) -> tuple[FilterSet, ...]:
        """Return every filter to validate, in the order in which errors are reported."""
        return (self.asked,) if self.asked else ()


class RecordDetail(RecordView, RetrieveAPIView):  # type: ignore[type-arg]
    statuses: ClassVar[tuple[int, ...]] = (404,)


class LetterList(RecordList):
    record, summary = LETTER, _("Brieven")
    parameters = asked_in(LetterFilter, paged=KEYSET)
    filterset_class = LetterFilter
    pagination_class = ExactKeysetPagination

    def get_queryset(self) -> QuerySet[Letter]:
        return Letter.objects.published()

    def filter_queryset(self, queryset: Any) -> Any:
        self.candidates = super().filter_queryset(queryset)
        return letters_in(self.candidates)

    @property
    def stretches(self) -> tuple[Stretch, Stretch]:
        """Letters with a date, in the order of their index or its reverse, and after them those without."""
        day, pk = F("document_date"), F("pk")
        order = (day.desc(nulls_last=True), pk.desc())
        if self.asked.form.cleaned_data.get("sort") == "oldest":
            order = (day.asc(nulls_first=True), pk.asc())
        return Stretch(order, Q(document_date__isnull=False)), Stretch(order[1:], Q(document_date__isnull=True))


class LetterDetail(RecordDetail):
    record, summary = LETTER, _("Eén brief, bij zijn sleutel of kenmerk")

    def get_object(self) -> Any:
        check(self.request.query_params, also=())
        key = self.kwargs["key"]
        published = Letter.objects.published().order_by()
        named = published.filter(Q(key=key) | Q(identifiers__value=key)).values("pk")
        letter = letters_in(Letter.objects.filter(pk__in=named)).first()
        if letter is None and (former := held_formerly(key)):
            letter = letters_in(published.filter(pk=former.pk)).first()
        if letter is None:
            raise Http404
        return letter


def held_formerly(key: str) -> Letter | None:
    """Return the letter that had this key; None too if another one that is not published has it."""
    if Letter.objects.in_world().filter(Q(key=key) | Q(identifiers__value=key)).exists():
        return None
    former = Edit.objects.letter_formerly([key])
    return former and (former.joined_into or former)


class PassageList(RecordList):
    record, summary = PASSAGE, _("Alinea’s van de teksten van nu")
    parameters = asked_in(PassageFilter, PassageKindFilter, paged=KEYSET)
    filterset_class = PassageKindFilter
    pagination_class = KeysetPagination
    stretches = (Stretch(ascending("revision_id", "position")),)

    def get_queryset(self) -> QuerySet[Passage]:
        return Passage.objects.filter(revision__is_current=True)

    def checked(self) -> tuple[FilterSet, ...]:
        self.letters = PassageFilter(self.request.query_params, queryset=Letter.objects.published())
        return self.letters, self.asked

    def filter_queryset(self, queryset: Any) -> Any:
        self.candidates = narrowed(super().filter_queryset(queryset), self.letters)
        shown = self.letters.qs.order_by().values("pk")
        ordered = self.candidates.filter(revision__letter__in=shown).order_by(*self.stretches[0].order)
        return ordered.select_related("revision__letter").defer("search", *heavy_columns("revision"))


class CitationList(RecordList):
    record, summary = PIN_CITE, _("Verwijzingen in hun zin, met wat de genoemde brief toen zei en deze nu")
    parameters = asked_in(PassageFilter, CitationFilter)
    filterset_class = CitationFilter

    def get_queryset(self) -> CitationQuerySet:
        return Citation.objects.all()

    def checked(self) -> tuple[FilterSet, ...]:
        seen = Assignment.objects.letters_seen_by(self.request.user, Letter.objects.published())
        self.letters = PassageFilter(self.request.query_params, queryset=seen)
        return self.letters, self.asked

    def filter_queryset(self, queryset: Any) -> Any:
        found: Any = super().filter_queryset(queryset)
        return pin_cites(found, self.letters)

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        return compared_among_letters(
            super().paginate_queryset(queryset) or [],
            proposals=may_see_proposals(self.request),
            hidden=Assignment.objects.hidden_letters(self.request.user),
        )


class TopicList(RecordList):
    record, summary = TOPIC_RECORD, _("Onderwerpen, met hun as en hoe betrouwbaar de reeks is")
    parameters = PAGES

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        by_slug = axes()
        return [TopicAxis(topic, by_slug.get(topic.slug)) for topic in super().paginate_queryset(queryset) or ()]


class TopicDetail(RecordDetail):
    record, summary = TOPIC_RECORD, _("Eén onderwerp")

    def get_object(self) -> TopicAxis:
        check(self.request.query_params, also=())
        topic = found_or_404(Topic.objects.filter(slug=self.kwargs["slug"]))
        return TopicAxis(topic, axes().get(topic.slug))


class StanceList(RecordList):
    record, summary = stance.STANCE, _("Standpunten en vermeldingen")
    parameters = asked_in(AsOfStanceFilter, AsOfFilter, LetterFilter, paged=KEYSET)
    filterset_class = AsOfStanceFilter
    pagination_class = KeysetPagination
    stretches = (Stretch(ascending("revision_id", "start", "topic__position", "pk")),)

    def get_queryset(self) -> StanceQuerySet:
        self.day = AsOfFilter(self.request.query_params, queryset=Letter.objects.none())
        return visible_stances(self.request, self.day)

    def checked(self) -> tuple[FilterSet, ...]:
        self.letters = LetterFilter(self.request.query_params, queryset=as_of.letters(self.day.day))
        return self.day, self.asked, self.letters

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        wanted = in_letters(self.letters)
        self.candidates = self.asked.candidates().filter(wanted)
        return stance.rows(found.filter(wanted), self.day.day)


class StanceDetail(RecordDetail):
    record, summary = stance.STANCE, _("Eén standpunt")
    parameters = asked_in(AsOfFilter, paged=None)
    statuses = (400, 404)

    def get_object(self) -> Any:
        asked = AsOfFilter(self.request.query_params, queryset=Letter.objects.none())
        check(self.request.query_params, asked, also=())
        seen = visible_stances(self.request, asked).filter(pk=self.kwargs["pk"])
        return found_or_404(stance.rows(seen, asked.day))


class SeriesList(RecordList):
    def get_queryset(self) -> QuerySet[Letter]:
        return Assignment.objects.letters_seen_by(self.request.user, published())

    @property
    def how(self) -> TimelineOptions:
        """The options of the request, without proposals unless the reader may see them."""
        chosen: TimelineOptions = self.asked.asked
        return replace(chosen, proposals=chosen.proposals and may_see_proposals(self.request))


class PositionList(SeriesList):
    record, summary = POSITION, _("De reeks: het standpunt van elke brief, per onderwerp en houder")
    parameters = asked_in(SeriesFilter)
    filterset_class = SeriesFilter

    def filter_queryset(self, queryset: Any) -> Any:
        super().filter_queryset(queryset)
        return LetterPositions(self.asked.topics, self.asked.holders, self.asked.qs, self.how)


class ChangeList(SeriesList):
    record, summary = CHANGE, _("Stappen tussen opeenvolgende brieven over een onderwerp")
    parameters = asked_in(ChangeFilter)
    filterset_class = ChangeFilter

    def filter_queryset(self, queryset: Any) -> Any:
        super().filter_queryset(queryset)
        asked, topics, holder = self.asked, self.asked.topics, self.asked.holders[0]
        order = asked.chosen.get("order") or changes.NEWEST
        how = replace(self.how, proposals=False)
        lines = lines_of(topics, asked.qs, how, holder)
        return PositionChanges(changes.steps(lines, asked.qs, how, asked.wanted(least=()), order=order), holder)


class CoverageList(RecordList):
    record, summary = COVERAGE, _("Dekking: wat de bronnen per dossier en jaar noemen, en wat daarvan hier staat")
    parameters = asked_in(CoverageFilter)
    filterset_class = CoverageFilter

    def get_queryset(self) -> QuerySet[Letter]:
        return Letter.objects.none()

    def filter_queryset(self, queryset: Any) -> Any:
        super().filter_queryset(queryset)
        wanted = self.asked.form.cleaned_data["dossier"]
        return [
            year
            for dossier in source_coverage.by_dossier()
            if not wanted or dossier.number == (parse_dossier(wanted) or wanted)
            for year in dossier.years
        ]


class AgreementDetail(RecordDetail):
    record, summary = AGREEMENT, _("Overeenstemming: de maat bij elk onderwerp, en twee codeurs vergeleken")
    parameters = PAIR
    statuses = (400,)

    def get_object(self) -> CoderAgreement:
        asked = self.request.query_params
        check(asked, also=("first", "second"))
        coders = agreement.coders()
        pair = pair_of(asked, {coder.pk: coder for coder in coders})
        topics = list(Topic.objects.all())
        evaluated = evaluation.of_machines(Assignment.objects.hidden_letters(self.request.user))
        return CoderAgreement(topics, coders, agreement.between(*pair) if pair else [], evaluated)


def found_or_404(found: Any) -> Any:
    row = found.first()
    if row is None:
        raise Http404
    return row


def visible_stances(request: Request, asked: AsOfFilter) -> StanceQuerySet:
    found = as_of.stances(asked.day, proposals=may_see_proposals(request))
    return found.visible_to(request.user)

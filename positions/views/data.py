"""Downloads: filtered as pages are, written while they are read, so that memory does not grow with the letters."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letters.filters import LetterFilter
from letters.models import Letter
from positions import annotations as annotating
from positions import known, outlets, packaging
from positions.api.asking import narrowed, problems
from positions.api.throttling import rated
from positions.exporting import in_order
from positions.filters import KnownFilter, KnownStanceFilter
from positions.freshness import fresh
from positions.models import Topic
from positions.models.stances import StanceQuerySet
from positions.visibility import may_see_proposals


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    context = {
        "here": "data",
        "topics": Topic.objects.all(),
        "today": timezone.localdate(),
        "licence": packaging.licence(),
        "site": request.build_absolute_uri("/")[:-1],
        "rate": settings.EXPORT_RATE,
    }
    return render(request, "positions/data.html", context)


@require_safe
@fresh
@rated
def letters_file(request: HttpRequest, form: str) -> HttpResponseBase:
    asked = KnownFilter(request.GET, queryset=Letter.objects.none())
    letters = LetterFilter(request.GET, queryset=known.letters(asked.day))
    if wrong := problems(request.GET, asked, letters):
        return refused(wrong)
    records = outlets.letter_records(letters.qs, asked.day)
    return streamed(outlets.FORMS[form].write(records, outlets.LETTERS), f"brieven.{form}", form)


@require_safe
@fresh
@rated
def stances_file(request: HttpRequest, form: str) -> HttpResponseBase:
    stances, wrong = asked_stances(request)
    if wrong:
        return refused(wrong)
    records = outlets.stance_records(in_order(stances), request.user)
    return streamed(outlets.FORMS[form].write(records, outlets.STANCES), f"standpunten.{form}", form)


@require_safe
@fresh
@rated
def annotations_file(request: HttpRequest) -> HttpResponseBase:
    stances, wrong = asked_stances(request)
    if wrong:
        return refused(wrong)
    site = request.build_absolute_uri("/")[:-1]
    pieces = annotating.pieces(in_order(stances), site, outlets.namer(request.user))
    response = StreamingHttpResponse(pieces, content_type="application/ld+json")
    response["Content-Disposition"] = 'attachment; filename="standpunten.jsonld"'
    return response


@require_safe
@fresh
@rated
def package_file(request: HttpRequest) -> HttpResponseBase:
    """The data package as anybody may have it, whoever asks; without a day it leads to today's, an address to cite."""
    asked = KnownFilter(request.GET, queryset=Letter.objects.none())
    if wrong := problems(request.GET, asked):
        return refused(wrong)
    if asked.day is None:
        return HttpResponseRedirect(f"{request.path}?as_of={timezone.localdate()}")
    name = f"standpunt-{asked.day}.zip"
    return FileResponse(packaging.as_file(asked.day), as_attachment=True, filename=name, content_type="application/zip")


def asked_stances(request: HttpRequest) -> tuple[StanceQuerySet, dict[str, list[str]]]:
    asked = KnownFilter(request.GET, queryset=Letter.objects.none())
    visible = known.stances(asked.day, proposals=may_see_proposals(request)).visible_to(request.user)
    letters = LetterFilter(request.GET, queryset=known.letters(asked.day))
    stances = KnownStanceFilter(request.GET, queryset=visible)
    wrong = problems(request.GET, asked, letters, stances)
    return (visible.none() if wrong else narrowed(stances.qs, letters)), wrong  # type: ignore[return-value]


def streamed(pieces: Iterator[str], name: str, form: str) -> StreamingHttpResponse:
    content_type = f"{outlets.FORMS[form].media_type}; charset=utf-8"
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def refused(wrong: dict[str, list[str]]) -> HttpResponse:
    lines = [_("Niet alles in het adres klopt:"), *(f"{name}: {' '.join(words)}" for name, words in wrong.items())]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type="text/plain; charset=utf-8")

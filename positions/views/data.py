"""Downloads: filtered as pages are, and streamed, so that memory use does not grow with the letters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

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
from rest_framework.utils.urls import remove_query_param

from letters.example_notice import showing_examples
from letters.models import Citation, Letter
from letters.search.letter_filter import LetterFilter
from positions.api.serializers import reader_of
from positions.api.throttling import rated
from positions.api.validation import narrowed, problems
from positions.caching.version import conditional
from positions.models import Assignment, Release, Topic
from positions.models.stances import StanceQuerySet
from positions.open_data import data_package, export_formats
from positions.open_data import web_annotations as annotating
from positions.open_data.export_formats import streamed
from positions.open_data.filters import AsOfFilter, AsOfStanceFilter, CitationFilter, PassageFilter, pin_cites
from positions.stances import as_of
from positions.stances.visibility import may_see_proposals


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    context = {
        "here": "data",
        "topics": Topic.objects.all(),
        "today": timezone.localdate(),
        "yesterday": timezone.localdate() - timedelta(days=1),
        "licence": data_package.licence(),
        "release": Release.objects.to_cite(examples=showing_examples()).first(),
        "site": site_of(request),
    }
    return render(request, "positions/data/page.html", context)


@require_safe
@conditional
@rated
def letters_file(request: HttpRequest, form: str) -> HttpResponseBase:
    asked = AsOfFilter(request.GET, queryset=Letter.objects.none())
    letters = LetterFilter(request.GET, queryset=as_of.letters(asked.day))
    if wrong := problems(request.GET, asked, letters):
        return refused(wrong)
    return streamed(export_formats.letters(form, letters.qs, asked.day), "brieven", form)


@require_safe
@conditional
@rated
def stances_file(request: HttpRequest, form: str) -> HttpResponseBase:
    stances, wrong = asked_stances(request)
    if wrong:
        return refused(wrong)
    day = AsOfFilter(request.GET, queryset=Letter.objects.none()).day
    found = export_formats.stances(form, stances, reader_of(request), day)
    return streamed(found, "standpunten", form)


@require_safe
@conditional
@rated
def citations_file(request: HttpRequest, form: str) -> HttpResponseBase:
    seen = Assignment.objects.letters_seen_by(request.user, Letter.objects.published())
    letters = PassageFilter(request.GET, queryset=seen)
    asked = CitationFilter(request.GET, queryset=Citation.objects.all())
    if wrong := problems(request.GET, letters, asked):
        return refused(wrong)
    pieces = export_formats.citations(
        form,
        pin_cites(asked.qs, letters),
        reader_of(request),
        proposals=may_see_proposals(request),
        hidden=Assignment.objects.hidden_letters(request.user),
    )
    return streamed(pieces, "verwijzingen", form)


@require_safe
@conditional
@rated
def annotations_file(request: HttpRequest) -> HttpResponseBase:
    stances, wrong = asked_stances(request, also=(annotating.PAGE,))
    page = request.GET.get(annotating.PAGE)
    if page not in (None, annotating.ONLY_PAGE):
        wrong |= {annotating.PAGE: [_("Er is één bladzijde: page=1.")]}
    if wrong:
        return refused(wrong)
    address = remove_query_param(request.build_absolute_uri(), annotating.PAGE)
    addresses = annotating.Addresses(site_of(request), address)
    write = annotating.collection if page is None else annotating.page
    day = AsOfFilter(request.GET, queryset=Letter.objects.none()).day
    pieces = write(stances, addresses, export_formats.namer(request.user), day)
    response = StreamingHttpResponse(pieces, content_type="application/ld+json")
    response["Content-Disposition"] = 'attachment; filename="standpunten.jsonld"'
    return response


@require_safe
@conditional
@rated
def package_file(request: HttpRequest) -> HttpResponseBase:
    """Serve the public data package; without a day it redirects to today's, a URL to cite.

    Since it is the same for everybody, users with an unfinished blind assignment get 409.
    """
    asked = AsOfFilter(request.GET, queryset=Letter.objects.none())
    if wrong := problems(request.GET, asked):
        return refused(wrong)
    if kept := kept_from_blind_coders(request):
        return kept
    if asked.day is None:
        return HttpResponseRedirect(f"{request.path}?as_of={timezone.localdate()}")
    name = f"standpunt-{asked.day}.zip"
    file = data_package.as_file(asked.day, site_of(request))
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def kept_from_blind_coders(request: HttpRequest) -> HttpResponse | None:
    """Return 409 for users with an unfinished blind assignment: such a file says what others thought; else None."""
    if not Assignment.objects.hiding_from(request.user).exists():
        return None
    words = _("U codeert een brief blind, en in dit bestand staat wat anderen ervan vonden. Maak dat eerst af.")
    return HttpResponse(f"{words}\n", status=409, content_type="text/plain; charset=utf-8")


def site_of(request: HttpRequest) -> str:
    """Return the base URL of the requested site, as https://standpunt.example."""
    return request.build_absolute_uri("/")[:-1]


def asked_stances(request: HttpRequest, also: Iterable[str] = ()) -> tuple[StanceQuerySet, dict[str, list[str]]]:
    """Return the stances that the query string asks for, and what is wrong in it; `also` are its other parameters."""
    asked = AsOfFilter(request.GET, queryset=Letter.objects.none())
    visible = as_of.stances(asked.day, proposals=may_see_proposals(request)).visible_to(request.user)
    letters = LetterFilter(request.GET, queryset=as_of.letters(asked.day))
    stances = AsOfStanceFilter(request.GET, queryset=visible)
    wrong = problems(request.GET, asked, letters, stances, also=also)
    return (visible.none() if wrong else narrowed(stances.qs, letters)), wrong  # type: ignore[return-value]


def refused(wrong: dict[str, list[str]]) -> HttpResponse:
    lines = [_("Niet alles in het adres klopt:"), *(f"{name}: {' '.join(words)}" for name, words in wrong.items())]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type="text/plain; charset=utf-8")

"""Pages about the site: coverage, and who makes it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.parser.identifiers import parse_dossier
from positions.models import Topic
from positions.reliability import coverage, source_coverage

DOSSIERS_PER_PAGE = 20


@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    topics = list(Topic.objects.all())
    years = coverage.by_year(topics)
    asked = request.GET.get("dossier", "").strip()
    number = parse_dossier(asked) or asked
    dossiers = [each for each in source_coverage.by_dossier() if not asked or each.number == number]
    context = {
        "here": "coverage",
        "topics": topics,
        "years": years,
        "total": coverage.total(years),
        "dossier": asked,
        "page": Paginator(dossiers, DOSSIERS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "positions/coverage/page.html", context)


@require_safe
def about_page(request: HttpRequest) -> HttpResponse:
    return render(request, "positions/about/page.html", {"here": "about", "topics": Topic.objects.all()})

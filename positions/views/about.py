"""Pages about the site: coverage, and who makes it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from positions.models import Topic
from positions.reliability import coverage


@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    topics = list(Topic.objects.all())
    years = coverage.by_year(topics)
    context = {"here": "coverage", "topics": topics, "years": years, "total": coverage.total(years)}
    return render(request, "positions/coverage/page.html", context)


@require_safe
def about_page(request: HttpRequest) -> HttpResponse:
    return render(request, "positions/about/page.html", {"here": "about", "topics": Topic.objects.all()})

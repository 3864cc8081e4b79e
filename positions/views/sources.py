from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters.pages.sources import sources_context
from positions.reliability import source_coverage


@require_safe
def sources_page(request: HttpRequest) -> HttpResponse:
    """Page of sources: that of `letters`, with how complete the dossiers are that a job lists."""
    context = {**sources_context(request), "subscribed": source_coverage.subscribed()}
    return render(request, "positions/sources/page.html", context)

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from positions import codebooks, method
from positions.domain import lines
from positions.models import CodebookVersion


@require_safe
def method_page(request: HttpRequest) -> HttpResponse:
    """How sentences become positions, told from the codebook that coders work under; an older one by `versie`."""
    versions = list(CodebookVersion.objects.defer("source").order_by("-pk"))
    if not versions:
        return render(request, "positions/method.html", {"here": "method"})
    asked = request.GET.get("versie", "")[:20]
    version = next((version for version in versions if version.number == asked), versions[0])
    codebook = codebooks.codebook_of(version.pk)
    context = {
        "here": "method",
        "version": version,
        "versions": versions,
        "is_newest": version == versions[0],
        "not_there": asked if asked and asked != version.number else "",
        "topics": method.topics(codebook),
        "holders": method.holders(codebook),
        "general": method.general(codebook),
        "months": lines.MONTHS_HELD,
    }
    return render(request, "positions/method.html", context)

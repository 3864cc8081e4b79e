from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from positions.codebook import method_page as codebook_method_page
from positions.codebook import store
from positions.models import CodebookVersion


@require_safe
def method_page(request: HttpRequest) -> HttpResponse:
    """Show the counting rules and the newest codebook, or an older one by `versie`."""
    versions = list(CodebookVersion.objects.defer("source").order_by("-pk"))
    if not versions:
        return render(request, "positions/method/page.html", {"here": "method"})
    asked = request.GET.get("versie", "")[:20]
    version = next((version for version in versions if version.number == asked), versions[0])
    codebook = store.codebook_of(version.pk)
    context = {
        "here": "method",
        "version": version,
        "versions": versions,
        "is_newest": version == versions[0],
        "not_there": asked if asked and asked != version.number else "",
        "instructions": codebook_method_page.instructions(codebook),
        "topics": codebook_method_page.topics(codebook),
        "holders": codebook_method_page.holders(codebook),
        "general": codebook_method_page.general(codebook),
        "counting": codebook_method_page.counting(),
    }
    return render(request, "positions/method/page.html", context)

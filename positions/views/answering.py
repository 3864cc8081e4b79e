"""One answer in two forms: a page, or the part of it that changes for the page that is open already."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def page_or_part(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, address: str, status: int = 200
) -> HttpResponse:
    """`said` and `problem` in the context are what just happened, or what kept it from happening."""
    if not wants_json(request):
        return render(request, page, context, status=status)
    problem, said = context.get("problem", ""), context.get("said", "")
    html = render_to_string(part, context, request)
    return JsonResponse(
        {"html": html, "said": problem or said, "failed": bool(problem), "address": address}, status=status
    )

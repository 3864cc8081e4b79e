"""Responses in two forms: the whole page, or as JSON the part of it that changes."""

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
    """Render page or part; `said` and `problem` in the context are the messages of success and failure."""
    if not wants_json(request):
        return render(request, page, context, status=status)
    problem, said = context.get("problem", ""), context.get("said", "")
    html = render_to_string(part, context, request)
    return JsonResponse(
        {"html": html, "said": problem or said, "failed": bool(problem), "address": address}, status=status
    )

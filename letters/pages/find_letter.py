"""Letter lookup by the key in a URL: the letter, a redirect, or 410 if it was withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views import defaults
from django.views.decorators.http import require_safe

from letters.models import Edit, Letter
from letters.parser.identifiers import parse_identifier

LetterView = Callable[..., HttpResponse]


def with_letter(view: LetterView) -> LetterView:
    """Decorator: pass the view the published letter. Old or typed keys redirect with their query string, a withdrawn
    letter gets 410.
    """

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, key: str, **rest: Any) -> HttpResponse:
        letter = Letter.objects.published().named().select_related("cabinet").filter(key=key).first()
        try:
            return view(request, letter, **rest) if letter else uncached(moved_or_withdrawn(request, key, rest))
        except Http404 as missing:
            return uncached(defaults.page_not_found(request, missing))

    return found


def uncached(response: HttpResponse) -> HttpResponse:
    """Forbid caching: a letter may appear or return, and a cached 404 or 410 would hide it."""
    add_never_cache_headers(response)
    return response


def moved_or_withdrawn(request: HttpRequest, key: str, rest: dict[str, Any]) -> HttpResponse:
    letter = _get_meant_or_404(key)
    if letter.withdrawn_at:
        return render(request, "letters/withdrawn/page.html", {"letter": letter}, status=410)
    assert request.resolver_match
    address = reverse(request.resolver_match.view_name, kwargs={"key": letter.key, **rest})
    asked = request.META.get("QUERY_STRING")
    return HttpResponseRedirect(f"{address}?{asked}" if asked else address)


def _get_meant_or_404(key: str) -> Letter:
    """Return the letter that has this name, else the one that had it; for a merged letter, what it was merged into."""
    letters = Letter.objects.in_world().select_related("joined_into")
    names = {key, parse_identifier(key) or key}
    letter = letters.filter(key=key).first() or letters.filter(identifiers__value__in=names).order_by("pk").first()
    letter = letter or Edit.objects.letter_formerly(names)
    if letter is None:
        raise Http404
    return letter.joined_into or letter

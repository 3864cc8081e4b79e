"""From the key in an address to the letter that is meant: itself, where it moved to, or that it was taken away."""

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

from letters.domain.identifiers import parse_identifier
from letters.models import Letter

LetterView = Callable[..., HttpResponse]


def of_letter(view: LetterView) -> LetterView:
    """Give the view the published letter with this key; an old or typed key leads on, a withdrawn letter says so."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, key: str, **rest: Any) -> HttpResponse:
        letter = Letter.objects.published().named().select_related("cabinet").filter(key=key).first()
        try:
            return view(request, letter, **rest) if letter else for_now(elsewhere(request, key, rest))
        except Http404 as missing:
            return for_now(defaults.page_not_found(request, missing))

    return found


def for_now(response: HttpResponse) -> HttpResponse:
    """A letter may come, or come back: a browser that kept a 404 or 410 would not see it."""
    add_never_cache_headers(response)
    return response


def elsewhere(request: HttpRequest, key: str, rest: dict[str, Any]) -> HttpResponse:
    letter = _get_meant_or_404(key)
    if letter.withdrawn_at:
        return render(request, "letters/withdrawn.html", {"letter": letter}, status=410)
    assert request.resolver_match
    address = reverse(request.resolver_match.view_name, kwargs={"key": letter.key, **rest})
    return HttpResponseRedirect(address)


def _get_meant_or_404(key: str) -> Letter:
    """The letter that goes, or went, by this name; one that was joined into another leads to that one."""
    letters = Letter.objects.in_world().select_related("joined_into")
    names = {key, parse_identifier(key) or key}
    letter = letters.filter(key=key).first() or letters.filter(identifiers__value__in=names).order_by("pk").first()
    if letter is None:
        raise Http404
    return letter.joined_into or letter

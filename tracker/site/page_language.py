"""Language by URL: Dutch at `/`, English at `/en/`.

Cookies and `Accept-Language` are ignored, so that a URL is the same for everybody and caches need not vary. Machine
addresses (API, data files, health) exist once, in Dutch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site; `address` is the current page in that language, with its query string."""

    code: str
    name: str
    address: str
    here: bool


class LanguageByAddress:
    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def address_in(code: str, address: str) -> str:
    """Return the same page in another language; `address` is a path of this site with its query string."""
    start = get_script_prefix()
    bare = address.removeprefix(start)
    for each, _name in settings.LANGUAGES:
        if each != settings.LANGUAGE_CODE and bare.startswith(f"{each}/"):
            bare = bare.removeprefix(f"{each}/")
    return f"{start}{bare}" if code == settings.LANGUAGE_CODE else f"{start}{code}/{bare}"


def languages(request: HttpRequest) -> dict[str, object]:
    """Context processor: `languages` holds the alternatives of the page.

    Empty for responses to a POST, which have no URL of their own, and for requests under a host name that is not ours:
    the addresses are absolute.
    """
    return {"languages": languages_of(request) if request.method in ("GET", "HEAD") and is_ours(request) else []}


def is_ours(request: HttpRequest) -> bool:
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


def languages_of(request: HttpRequest) -> list[Language]:
    here, address = translation.get_language(), request.get_full_path()
    return [Language(code, name, address_in(code, address), code == here) for code, name in settings.LANGUAGES]

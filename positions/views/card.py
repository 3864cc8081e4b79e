"""Card of any page (`og:image`), made of the title and description that the page itself gives."""

from __future__ import annotations

import re
from html import unescape

from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, resolve
from django.views.decorators.http import require_safe

from positions.charts import card_picture, png, topic_publications
from positions.charts.page_context import site

_SAYS = re.compile(r'<meta property="og:(title|description)" content="([^"]*)">')
_NOT_SENT_ON = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


@require_safe
def page_card(request: HttpRequest, page: str) -> HttpResponse:
    """Return the card of the page at this path, as PNG, for the reader who asks; 404 if that shows no page with one."""
    said = _says(request, page)
    drawn = card_picture.render(said["title"], said["description"], topic_publications.source(site(request)))
    return HttpResponse(png.png(drawn), content_type="image/png")


def _says(request: HttpRequest, page: str) -> dict[str, str]:
    """Return title and description of the page. Raises Http404."""
    path = request.path_info.removesuffix(f"kaart/{page}.png") + f"{page}/"
    if page.startswith("kaart/"):
        raise Http404
    try:
        shown = _asked(request, path)
    except PermissionDenied:
        raise Http404 from None
    html = shown.headers.get("Content-Type", "").startswith("text/html")
    said = dict(_SAYS.findall(shown.content.decode())) if html and shown.status_code == 200 else {}
    if said.keys() != {"title", "description"}:
        raise Http404
    return {name: unescape(words) for name, words in said.items()}


def _asked(request: HttpRequest, path: str) -> HttpResponse:
    """Return the response of the view at `path` to the same reader, without query string and whole."""
    found = resolve(path)
    sent_on = {name: value for name, value in request.META.items() if name not in _NOT_SENT_ON}
    inner = WSGIRequest(
        sent_on | {"PATH_INFO": path, "SCRIPT_NAME": get_script_prefix().rstrip("/"), "QUERY_STRING": "",
                   "REQUEST_METHOD": "GET"}
    )  # fmt: skip
    inner.user, inner.session, inner.resolver_match = request.user, request.session, found
    response = found.func(inner, *found.args, **found.kwargs)
    return response.render() if hasattr(response, "render") else response  # type: ignore[no-any-return]

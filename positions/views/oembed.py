from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from positions.charts.embedded_chart import answer, as_xml, chart_at
from positions.charts.page_context import site

MOST_PIXELS = 100_000  # more room than any chart takes


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer which chart stands at `url`; 404 if none does, 501 for another `format` than the two there are."""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return refused(501, _("Deze vorm is er niet: vraag format=json of format=xml."))
    try:
        room = {name: pixels(request.GET.get(f"max{name}")) for name in ("width", "height")}
    except ValueError:
        return refused(400, _("maxwidth en maxheight zijn een heel aantal pixels vanaf 1."))
    if (chart := chart_at(request, request.GET.get("url", ""))) is None:
        return refused(404, _("Op dit adres staat geen grafiek. Geef in url het hele adres van een onderwerp hier."))
    found = answer(chart, site(request), **room)
    if form == "xml":
        return HttpResponse(as_xml(found), content_type="text/xml; charset=utf-8")
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def pixels(asked: str | None) -> int | None:
    """Return the number of pixels, at most MOST_PIXELS; None if nothing is asked. Raises ValueError for what is no
    whole number from 1.
    """
    if asked is None:
        return None
    digits = asked.lstrip("0")
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(asked)
    return min(int(digits[: len(str(MOST_PIXELS))]), MOST_PIXELS)


def refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")

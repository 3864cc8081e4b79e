"""API documentation as an HTML page, generated from the OpenAPI schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from positions.api.openapi_schema import schema
from positions.api.pagination import RecordPagination

# Query strings of the curl examples, by path; a path that is not listed is shown without one.
TRY = {
    "/api/v1/letters/": "?kind=inzet&after=2018-01-01",
    "/api/v1/letters/{key}/": "",
    "/api/v1/passages/": "?letter=kst-99101-24",
    "/api/v1/citations/": "?target=kst-99101-19",
    "/api/v1/stances/": "?topic=russia&holder=cabinet&as_of=2026-03-01",
    "/api/v1/positions/": "?topic=russia&holder=cabinet&holder=adviser",
    "/api/v1/changes/": "?change=reversed&order=biggest",
}
NAMES = {"{key}": "kst-99101-24", "{slug}": "russia", "{id}": "812", "{pk}": "812"}


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    words: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    path: str
    summary: str
    parameters: list[Parameter]
    curl: str
    example: str


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    site = request.build_absolute_uri("/")[:-1]
    context = {
        "here": "api",
        "endpoints": list(endpoints(site)),
        "site": site,
        "paging": RecordPagination,
        "anonymous_rate": rate_words(settings.API_ANONYMOUS_RATE),
        "user_rate": rate_words(settings.API_USER_RATE),
    }
    return render(request, "positions/api/page.html", context)


def endpoints(site: str) -> Iterator[Endpoint]:
    for path, methods in schema()["paths"].items():
        found = methods["get"]
        yield Endpoint(
            path=path,
            summary=found["summary"],
            parameters=[parameter(each) for each in found.get("parameters", []) if each["in"] == "query"],
            curl=f"curl '{site}{filled(path)}{TRY.get(path, '')}'",
            example=example(found),
        )


def parameter(found: dict[str, Any]) -> Parameter:
    shape = found["schema"]
    inner = shape.get("items", shape)
    kind = inner.get("format") or inner.get("type", "string")
    return Parameter(found["name"], kind, found.get("description", ""), [str(v) for v in inner.get("enum", [])])


def example(found: dict[str, Any]) -> str:
    answered = found["responses"]["200"]["content"]["application/json"]
    shown = next((each["value"] for each in answered.get("examples", {}).values()), None)
    return json.dumps(shown, ensure_ascii=False, indent=2) if shown else ""


def filled(path: str) -> str:
    for name, value in NAMES.items():
        path = path.replace(name, value)
    return path


def rate_words(rate: str) -> str:
    """Return a DRF rate in words: "120/min" as "120 per minuut"."""
    count, _sep, period = rate.partition("/")
    return _("%(count)s per %(period)s") % {"count": count, "period": PERIODS.get(period[:1], period)}


PERIODS = {
    "s": gettext_lazy("seconde"),
    "m": gettext_lazy("minuut"),
    "h": gettext_lazy("uur"),
    "d": gettext_lazy("dag"),
}

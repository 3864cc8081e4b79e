"""OpenAPI schema, generated once per process and language: it depends on the code alone."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from positions.open_data.data_package import licence

ENDPOINTS = (
    "letters", "passages", "citations", "topics", "stances", "positions", "changes", "coverage", "agreement", "schema",
)  # fmt: skip
READ_ONLY = ["get", "head"]  # what views answer, and say in `Allow`
MESSAGES = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}  # by field
WRONG = OpenApiResponse(MESSAGES, _("Wat er in het adres niet klopt, per veld."))
NOT_THERE = OpenApiResponse(description=_("Dit is er niet, of niet meer."))


class RecordSchema(AutoSchema):
    """Schema of a record view: its summary, its parameters and its responses other than 200."""

    view: Any

    def get_summary(self) -> str:
        return str(self.view.summary)

    def get_override_parameters(self) -> list[Any]:
        return list(self.view.parameters)

    def get_filter_backends(self) -> list[Any]:
        return []  # they are in `parameters`, with labels in the language of the request

    def get_response_serializers(self) -> Any:
        problems = {400: WRONG, 404: NOT_THERE}
        return {200: self._get_serializer()} | {status: problems[status] for status in self.view.statuses}  # type: ignore[no-untyped-call]


def schema() -> dict[str, Any]:
    """Return the schema in the active language; API paths are always served in Dutch."""
    return _schema_in(get_language())


@cache
def _schema_in(language: str) -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found


def with_licence(result: dict[str, Any], **_about: Any) -> dict[str, Any]:
    """Add the licence of the data to a schema: a hook of drf-spectacular."""
    found = licence()
    told = {"url": found["path"]} if "path" in found else {}
    result["info"]["license"] = {"name": gettext(found.get("title", found["name"])), **told}
    return result


class Schema(APIView):
    http_method_names = READ_ONLY

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        served_here = {"servers": [{"url": request.build_absolute_uri("/")[:-1]}]}
        return Response(schema() | served_here, content_type="application/vnd.oai.openapi+json; charset=utf-8")


class Index(APIView):
    http_method_names = READ_ONLY

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response({name: reverse(f"api-{name}", request=request) for name in ENDPOINTS})

"""The schema, made once a process and language: it hangs on the code alone."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

ENDPOINTS = ("letters", "passages", "topics", "stances", "positions", "changes", "agreement", "schema")


def schema() -> dict[str, Any]:
    """In the language that is read; machines are given it in Dutch, as the address says."""
    return _schema_in(get_language())


@cache
def _schema_in(language: str) -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return found


class Schema(APIView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(schema(), content_type="application/vnd.oai.openapi+json; charset=utf-8")


class Index(APIView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response({name: reverse(f"api-{name}", request=request) for name in ENDPOINTS})

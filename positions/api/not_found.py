"""Addresses of the API at which there is nothing: answered as the API answers, not with a page."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from positions.api.openapi_schema import READ_ONLY


class Nowhere(APIView):
    http_method_names = READ_ONLY

    @extend_schema(exclude=True)
    def get(self, request: Request, address: str) -> Response:
        raise NotFound

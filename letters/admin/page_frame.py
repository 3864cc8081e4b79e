"""Shared frame of the custom admin pages: template context, permission checks and downloads."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header

from letters.models import Document


class Media:
    """The stylesheet, for Django's stock admin pages."""

    css = {"all": ["letters/admin.css"]}


def page(
    request: HttpRequest, model_admin: ModelAdmin[Any], template: str, title: str, **context: Any
) -> TemplateResponse:
    frame = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "media": model_admin.media,
        **context,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, f"admin/letters/{template}", frame)


def require(request: HttpRequest, *permissions: str) -> None:
    """Raise PermissionDenied unless the user has at least one of these permissions of this app."""
    if not any(request.user.has_perm(f"letters.{permission}") for permission in permissions):
        raise PermissionDenied


def download(document: Document, name: str) -> HttpResponse:
    """Return the stored file as a download; it is never displayed under our own origin."""
    response = HttpResponse(bytes(document.content.data), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

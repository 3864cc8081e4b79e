"""Removal of all invented letters at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from letters.admin.page_frame import page
from letters.ingestion import example_letters
from letters.models import Letter


def there_are(request: HttpRequest) -> bool:
    return may_remove(request) and Letter.objects.filter(is_example=True).exists()


def may_remove(request: HttpRequest) -> bool:
    return request.user.has_perm("letters.change_letter")


def remove(request: HttpRequest, model_admin: ModelAdmin[Any]) -> HttpResponse:
    if not may_remove(request):
        raise PermissionDenied
    if request.method == "POST":
        removed = example_letters.remove(user=request.user)
        messages.success(request, _("%(removed)s voorbeeldbrieven zijn verwijderd.") % {"removed": removed})
        return HttpResponseRedirect(reverse("admin:letters_letter_changelist"))
    return page(
        request,
        model_admin,
        "examples.html",
        _("Voorbeeldbrieven verwijderen"),
        count=Letter.objects.filter(is_example=True).count(),
    )

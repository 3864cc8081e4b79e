"""Renamed models: permissions keep their former codenames, and former admin addresses redirect."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import URLPattern, re_path, reverse
from django.views.decorators.http import require_safe

# Former address below the admin's root -> present one.
ADDRESSES = {
    "letters/subscription": "letters/harvestjob",
    "letters/resemblance": "letters/possibleduplicate",
    "tracker/act": "tracker/auditentry",
}


class FormerCodenames(ModelAdmin):  # type: ignore[type-arg]
    """ModelAdmin that checks the codenames of the model's former name (`Meta.permissions` of the model)."""

    former_name: str

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._has(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._has(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._has(request, "delete")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._has(request, "view") or self._has(request, "change")

    def _has(self, request: HttpRequest, action: str) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.{action}_{self.former_name}"))


@require_safe
def redirect(request: HttpRequest, former: str, rest: str) -> HttpResponsePermanentRedirect:
    """301 to the same page of the model under its present name, with the query string."""
    address = f"{reverse('admin:index')}{ADDRESSES[former]}/{rest}"
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def redirects(site: AdminSite) -> list[URLPattern]:
    former = "|".join(ADDRESSES)
    return [re_path(rf"^(?P<former>{former})/(?P<rest>.*)$", site.admin_view(redirect), name="former_name")]

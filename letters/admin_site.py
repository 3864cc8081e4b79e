"""The admin site: letters first, with the open work on its index page.

A module beside the `letters.admin` package: Django creates the site before it discovers admin modules.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse

APP_ORDER = ("letters", "positions", "auth", "tracker")
# Schedules are set in tracker.settings, not by editors.
HIDDEN_APPS = ("django_celery_beat",)
MODEL_ORDER = (
    "Letter",
    "Ingestion",
    "PossibleDuplicate",
    "Cabinet",
    "Minister",
    "Dossier",
    "HarvestJob",
    "SourceRun",
    "SourceRecord",
)


class StandpuntAdminSite(AdminSite):
    site_header = "Standpunt"
    site_title = "Standpunt"
    index_title = "Beheer"
    index_template = "admin/letters/index.html"
    empty_value_display = "onbekend"
    enable_nav_sidebar = False  # lists and texts need the width; index page and breadcrumbs suffice

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = [app for app in super().get_app_list(request, app_label) if app["app_label"] not in HIDDEN_APPS]
        apps.sort(key=lambda app: place(app["app_label"], APP_ORDER))
        for app in apps:
            app["models"].sort(key=lambda model: place(model["object_name"], MODEL_ORDER))
        return apps

    def get_urls(self) -> list[URLResolver | URLPattern]:
        from letters.admin import former_names  # noqa: PLC0415 - models are not loaded when the site is made

        return [*former_names.redirects(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from letters.admin import front_page  # noqa: PLC0415 - models are not loaded when the site is made

        return super().index(request, {**front_page.counts(request.user), **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirect to the site's own login page."""
        from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 - models are not loaded yet, as below

        front = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(front)
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or front)


class StandpuntAdminConfig(AdminConfig):
    default_site = "letters.admin_site.StandpuntAdminSite"


def place(name: str, order: tuple[str, ...]) -> int:
    """Return the position of the name in the order; unnamed ones keep their order after the named (stable sort)."""
    return order.index(name) if name in order else len(order)

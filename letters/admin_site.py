"""The admin as an editor finds it: letters first, and what waits for somebody at the top.

Beside the `letters.admin` package, not in it: Django makes the site before it looks for what to register.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

APP_ORDER = ("letters", "positions", "auth", "tracker")
# When the workers sweep is a setting (tracker.settings), not an editor's business.
HIDDEN_APPS = ("django_celery_beat",)
MODEL_ORDER = (
    "Letter",
    "Ingestion",
    "Resemblance",
    "Cabinet",
    "Minister",
    "Dossier",
    "Subscription",
    "SourceRun",
    "SourceRecord",
)


class StandpuntAdminSite(AdminSite):
    site_header = "Standpunt"
    site_title = "Standpunt"
    index_title = "Beheer"
    index_template = "admin/letters/index.html"
    empty_value_display = "onbekend"
    enable_nav_sidebar = False  # lists and texts need the width; the front page and the crumbs lead everywhere

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = [app for app in super().get_app_list(request, app_label) if app["app_label"] not in HIDDEN_APPS]
        apps.sort(key=lambda app: place(app["app_label"], APP_ORDER))
        for app in apps:
            app["models"].sort(key=lambda model: place(model["object_name"], MODEL_ORDER))
        return apps

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from letters.admin import waiting  # noqa: PLC0415 - models are not loaded when the site is made

        return super().index(request, {**waiting.counts(request.user), **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """People sign in on one page, whatever they came for."""
        from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 - models are not loaded yet, as below

        front = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(front)
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or front)


class StandpuntAdminConfig(AdminConfig):
    default_site = "letters.admin_site.StandpuntAdminSite"


def place(name: str, order: tuple[str, ...]) -> int:
    """Where the name stands in the order; what is not named comes after, as it was (sorting is stable)."""
    return order.index(name) if name in order else len(order)

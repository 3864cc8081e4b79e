"""The admin site: its home with the open work, and its models by group.

A module beside the `letters.admin` package: Django creates the site before it discovers admin modules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# Groups of models on the home, in order. A ModelAdmin says in `group` in which it stands and where, or None: out of
# sight, its address stays. One that says nothing stands at the end of the last.
GROUPS: dict[str, Words] = {
    "letters": _("Brieven"),
    "review": _("Beoordelen"),
    "codebook": _("Codeboek"),
    "sources": _("Bronnen"),
    "installation": _("Beheer"),
}
LAST = ("installation", 100)
# Schedules are set in tracker.settings, not by editors.
HIDDEN_APPS = ("django_celery_beat",)


class StandpuntAdminSite(AdminSite):
    site_header = "Standpunt"
    site_title = "Standpunt"
    index_title = _("Uw werk")
    index_template = "admin/letters/index.html"
    empty_value_display = _("onbekend")  # type: ignore[assignment]
    enable_nav_sidebar = False  # lists and texts need the width; index page and breadcrumbs suffice

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the models by group; those of one app for the page of that app."""
        apps = [app for app in super().get_app_list(request, app_label) if app["app_label"] not in HIDDEN_APPS]
        return apps if app_label else self._grouped(apps)

    def _grouped(self, apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the models of these apps by group, without groups of which none is there."""
        placed = [(getattr(self._registry[m["model"]], "group", LAST), m) for app in apps for m in app["models"]]
        placed = sorted((each for each in placed if each[0]), key=lambda each: each[0][1])
        found = {key: [model for group, model in placed if group[0] == key] for key in GROUPS}
        return [{"key": key, "name": GROUPS[key], "models": models} for key, models in found.items() if models]

    def get_urls(self) -> list[URLResolver | URLPattern]:
        from letters.admin import former_names  # noqa: PLC0415 - models are not loaded when the site is made

        return [*former_names.redirects(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from letters.admin import front_page  # noqa: PLC0415 - models are not loaded when the site is made

        return super().index(request, {**front_page.work(request.user), **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirect to the site's own login page."""
        from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 - models are not loaded yet, as below

        front = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(front)
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or front)


class StandpuntAdminConfig(AdminConfig):
    default_site = "letters.admin_site.StandpuntAdminSite"

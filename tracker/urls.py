from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.decorators.http import require_safe

from positions.urls import FOR_MACHINES
from tracker import health, metrics, signing


@require_safe
def icon(request: HttpRequest) -> HttpResponseRedirect:
    """For browsers that ask by the old name, on pages that name no icon."""
    return HttpResponseRedirect(static("tracker/icon.svg"))


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("favicon.ico", icon),
    path("admin/", admin.site.urls),
    *FOR_MACHINES,
    # Pages to read: Dutch as they stand, English under /en/ (tracker/languages.py).
    *i18n_patterns(
        path("aanmelden/", signing.SignIn.as_view(), name="login"),
        path("aanmelden/code/", signing.SecondStep.as_view(), name="login-code"),
        path("account/twee-stappen/", signing.second_step_page, name="second-step"),
        path("afmelden/", LogoutView.as_view(next_page="letters"), name="logout"),
        path("", include("positions.urls")),
        path("", include("letters.urls")),
        prefix_default_language=False,
    ),
]

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from letters.pages import citation_file, cited_document, cited_documents, clean_text, letter_list
from positions import urls as positions_urls
from positions.caching.responses import cached
from positions.views import follow_page, home, page_card, search, sources_page
from tracker.accounts import login
from tracker.operations import health, metrics
from tracker.site.cross_origin import readable_anywhere


@require_safe
def icon(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect for browsers that request /favicon.ico on pages that declare no icon."""
    return HttpResponseRedirect(static("tracker/icon.svg"))


handler400 = "tracker.site.bad_request.bad_request"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("favicon.ico", icon),
    re_path(r"^brieven/(?P<key>.+)/tekst\.txt$", readable_anywhere(clean_text), name="clean-text"),
    *positions_urls.FOR_MACHINES,
    # Pages for people: Dutch without a prefix, English under /en/ (tracker/site/page_language.py).
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("aanmelden/", login.SignIn.as_view(), name="login"),
        path("aanmelden/code/", login.SecondStep.as_view(), name="login-code"),
        path("account/twee-stappen/", login.second_step_page, name="second-step"),
        path("afmelden/", LogoutView.as_view(next_page="letters"), name="logout"),
        # Names that every page links to are declared here, whichever application serves them.
        path("", cached(home), name="home"),
        path("zoeken/", cached(search), name="search"),
        path("brieven/", cached(letter_list), {"feed": "feed-letters"}, name="letters"),
        path("bronnen/", sources_page, name="sources"),
        path("volgen/", follow_page, name="follow"),
        path("aangehaald/", cached(cited_documents), name="cited-documents"),
        path("kaart/<path:page>.png", cached(page_card), name="page-card"),
        re_path(r"^brieven/(?P<key>.+)/citeren\.(?P<form>bib|ris)$", readable_anywhere(citation_file), name="citing"),
        path("", include("letters.urls")),
        path("aangehaald/<path:target>/", cached(cited_document), name="cited"),
        path("", include("positions.urls")),
        prefix_default_language=False,
    ),
]

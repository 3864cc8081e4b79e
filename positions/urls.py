from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path, register_converter
from django.views.decorators.http import require_safe

from positions import views
from positions.api.docs_page import docs_page
from positions.caching.responses import View, cached
from positions.open_data.export_formats import RecordForm, TableForm
from positions.open_data.sitemaps import SITEMAPS
from tracker.site.cross_origin import readable_anywhere

register_converter(TableForm, "table")
register_converter(RecordForm, "records")


def shared(view: View) -> View:
    """Serve data as pages are served, and to scripts of other sites."""
    return readable_anywhere(cached(view))


RELEASE = r"[0-9.]{1,14}"  # number of a release

# URLs without a language prefix: they serve data.
FOR_MACHINES = [
    path("api/", include("positions.api.urls")),
    path("gegevens/brieven.<records:form>", readable_anywhere(views.letters_file), name="letters-file"),
    path("gegevens/standpunten.<records:form>", readable_anywhere(views.stances_file), name="stances-file"),
    path("gegevens/verwijzingen.<records:form>", readable_anywhere(views.citations_file), name="citations-file"),
    path("gegevens/standpunten.jsonld", readable_anywhere(views.annotations_file), name="annotations-file"),
    path("gegevens/standpunt.zip", readable_anywhere(views.package_file), name="package-file"),
    re_path(
        rf"^uitgaven/(?P<number>{RELEASE})/(?P<name>[\w.-]+)$",
        readable_anywhere(views.release_file),
        name="release-file",
    ),
    path(
        "sitemap.xml",
        cached(require_safe(sitemaps.index)),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemaps",
    ),
    path("sitemap-<section>.xml", cached(require_safe(sitemaps.sitemap)), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("oembed", shared(views.oembed), name="oembed"),
    path("robots.txt", views.robots, name="robots"),
]
urlpatterns = [
    path("veranderingen/", cached(views.changes_page), name="changes"),
    path("dekking/", cached(views.coverage_page), name="coverage"),
    path("volgen/gevraagd/", views.follow_asked, name="follow-asked"),
    path("volgen/bevestigen/", views.follow_confirm, name="follow-confirm"),
    path("volgen/stoppen/", views.follow_stop, name="follow-stop"),
    path("privacy/", cached(views.privacy_page), name="privacy"),
    path("over/", cached(views.about_page), name="about"),
    path("vergelijken/", shared(views.compare_page), name="compare"),
    path("vergelijken/figuur.json", shared(views.compare_figure), name="compare-figure"),
    path("vergelijken/figuur.svg", shared(views.compare_drawing), name="compare-drawing"),
    path("vergelijken/figuur.png", shared(views.compare_image), name="compare-image"),
    path("vergelijken/kaart.png", shared(views.compare_card), name="compare-card"),
    path("vergelijken/gegevens.<table:form>", shared(views.compare_table), name="compare-table"),
    path("vergelijken/gegevens.json", shared(views.compare_json), name="compare-json"),
    path("vergelijken/insluiten/", cached(views.compare_embed), name="compare-embed"),
    path("methode/", cached(views.method_page), name="method"),
    path("overeenstemming/", cached(views.agreement_page), name="agreement"),
    path("brieven/<path:key>/", cached(views.letter_page), name="letter"),
    path("standpunten/<int:pk>/", cached(views.stance_page), name="stance"),
    path("standpunten/<int:pk>/afwijzen/", views.reject_stance, name="reject-stance"),
    path("onderwerpen/", cached(views.topics_page), name="topics"),
    path("aandacht/", shared(views.attention_page), name="attention"),
    path("onderwerpen/<slug:slug>/", cached(views.topic_page), name="topic"),
    path("onderwerpen/<slug:slug>/wie/", cached(views.topic_holders), name="topic-holders"),
    path("onderwerpen/<slug:slug>/figuur.json", shared(views.topic_figure), name="topic-figure"),
    path("onderwerpen/<slug:slug>/figuur.svg", shared(views.topic_drawing), name="topic-drawing"),
    path("onderwerpen/<slug:slug>/figuur.png", shared(views.topic_image), name="topic-image"),
    path("onderwerpen/<slug:slug>/kaart.png", shared(views.topic_card), name="topic-card"),
    path("onderwerpen/<slug:slug>/gegevens.<table:form>", shared(views.topic_table), name="topic-table"),
    path("onderwerpen/<slug:slug>/gegevens.json", shared(views.topic_json), name="topic-json"),
    path("onderwerpen/<slug:slug>/insluiten/", cached(views.topic_embed), name="topic-embed"),
    path("onderwerpen/<slug:slug>/brief/<path:key>/", cached(views.topic_letter), name="topic-letter"),
    path("beoordelen/", views.review_page, name="review"),
    path("beoordelen/<int:pk>/", views.decide, name="decide"),
    path("beoordelen/ongedaan/", views.undo, name="undo"),
    path("beoordelen/veel/", views.bulk_page, name="bulk"),
    path("beoordelen/veel/<uuid:batch>/terug/", views.take_back, name="take-back"),
    path("beoordelen/kwijt/", views.lost_page, name="lost"),
    path("beoordelen/brief/<path:key>/lezen/<int:sentence>/", views.read_sentence, name="read-sentence"),
    path("beoordelen/brief/<path:key>/lezen/klaar/", views.read_done, name="read-done"),
    path("beoordelen/brief/<path:key>/lezen/ongedaan/", views.read_undo, name="read-undo"),
    path("beoordelen/brief/<path:key>/lezen/", views.read_letter, name="read-letter"),
    path("beoordelen/brief/<path:key>/nemen/", views.take_letter, name="take-letter"),
    path("beoordelen/brief/<path:key>/klaar/", views.mark_reviewed, name="mark-reviewed"),
    path("beoordelen/brief/<path:key>/", views.letter_in_review, name="letter-in-review"),
    path("coderen/", views.assignments, name="assignments"),
    path("coderen/verschillen/", views.disagreements, name="disagreements"),
    path("coderen/verschillen/vastleggen/", views.settle, name="settle"),
    path("coderen/verschillen/ongedaan/", views.unsettle, name="unsettle"),
    path("coderen/<int:pk>/", views.blind, name="blind"),
    path("coderen/<int:pk>/zin/<int:sentence>/", views.answer, name="answer"),
    path("coderen/<int:pk>/klaar/", views.finish, name="finish"),
    path("coderen/<int:pk>/intrekken/", views.cancel, name="cancel-assignment"),
    path("formuleringen/", cached(views.wording_list), name="wording"),
    path("formuleringen/<int:pk>/", cached(views.wording_chain), name="wording-chain"),
    path("api/", docs_page, name="api"),
    path("gegevens/", views.data_page, name="data"),
    path("uitgaven/", views.releases_page, name="releases"),
    path("uitgaven/nieuw/", views.new_release, name="new-release"),
    re_path(rf"^uitgaven/(?P<number>{RELEASE})/$", views.release_page, name="release"),
    re_path(rf"^uitgaven/(?P<number>{RELEASE})/intrekken/$", views.withdraw_release, name="withdraw-release"),
    re_path(rf"^uitgaven/(?P<number>{RELEASE})/opnieuw/$", views.cut_again, name="cut-again"),
    re_path(rf"^uitgaven/(?P<number>{RELEASE})/weg/$", views.drop_release, name="drop-release"),
    path("feeds/brieven/", shared(views.letters_feed), name="feed-letters"),
    path("feeds/standpunten/", shared(views.stances_feed), name="feed-stances"),
    path("feeds/standpunten/<slug:slug>/", shared(views.stances_feed), name="feed-topic-stances"),
    path("feeds/aangehaald/dossier/<str:number>/", shared(views.cited_dossier_feed), name="feed-cited-dossier"),
    path("feeds/aangehaald/<path:target>/", shared(views.cited_feed), name="feed-cited"),
    path("feeds/veranderingen/", shared(views.changes_feed), name="feed-changes"),
    path("feeds/veranderingen/<slug:slug>/", shared(views.changes_feed), name="feed-topic-changes"),
    path("feeds/uitgaven/", shared(views.releases_feed), name="feed-releases"),
]

from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from letters.urls import WITHIN_A_LETTER
from letters.views import letter_list
from positions import views
from positions.answers import kept
from positions.api.docs import docs_page
from positions.sitemaps import SITEMAPS

# One address each, whatever language a reader has: what is asked there is data.
FOR_MACHINES = [
    path("api/", include("positions.api.urls")),
    re_path(r"^gegevens/brieven\.(?P<form>csv|jsonl)$", views.letters_file, name="letters-file"),
    re_path(r"^gegevens/standpunten\.(?P<form>csv|jsonl)$", views.stances_file, name="stances-file"),
    path("gegevens/standpunten.jsonld", views.annotations_file, name="annotations-file"),
    path("gegevens/standpunt.zip", views.package_file, name="package-file"),
    path(
        "sitemap.xml",
        kept(require_safe(sitemaps.index)),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemaps",
    ),
    path("sitemap-<section>.xml", kept(require_safe(sitemaps.sitemap)), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
urlpatterns = [
    path("veranderingen/", kept(views.changes_page), name="changes"),
    path("dekking/", kept(views.coverage_page), name="coverage"),
    path("over/", kept(views.about_page), name="about"),
    path("vergelijken/", kept(views.compare_page), name="compare"),
    path("vergelijken/figuur.json", kept(views.compare_figure), name="compare-figure"),
    path("vergelijken/figuur.svg", kept(views.compare_drawing), name="compare-drawing"),
    path("vergelijken/gegevens.csv", kept(views.compare_csv), name="compare-csv"),
    path("vergelijken/gegevens.json", kept(views.compare_json), name="compare-json"),
    path("vergelijken/insluiten/", kept(views.compare_embed), name="compare-embed"),
    path("methode/", kept(views.method_page), name="method"),
    path("overeenstemming/", kept(views.agreement_page), name="agreement"),
    *WITHIN_A_LETTER,
    path("brieven/", kept(letter_list), name="letters"),
    path("brieven/<path:key>/", kept(views.letter_page), name="letter"),
    path("standpunten/<int:pk>/", kept(views.stance_page), name="stance"),
    path("", kept(views.home), name="home"),
    path("onderwerpen/<slug:slug>/", kept(views.topic_page), name="topic"),
    path("onderwerpen/<slug:slug>/figuur.json", kept(views.topic_figure), name="topic-figure"),
    path("onderwerpen/<slug:slug>/figuur.svg", kept(views.topic_drawing), name="topic-drawing"),
    path("onderwerpen/<slug:slug>/kaart.png", kept(views.topic_card), name="topic-card"),
    path("onderwerpen/<slug:slug>/gegevens.csv", kept(views.topic_csv), name="topic-csv"),
    path("onderwerpen/<slug:slug>/gegevens.json", kept(views.topic_json), name="topic-json"),
    path("onderwerpen/<slug:slug>/insluiten/", kept(views.topic_embed), name="topic-embed"),
    path("onderwerpen/<slug:slug>/brief/<path:key>/", kept(views.topic_letter), name="topic-letter"),
    path("beoordelen/", views.review_page, name="review"),
    path("beoordelen/<int:pk>/", views.decide, name="decide"),
    path("beoordelen/ongedaan/", views.undo, name="undo"),
    path("beoordelen/veel/", views.bulk_page, name="bulk"),
    path("beoordelen/veel/<uuid:batch>/terug/", views.take_back, name="take-back"),
    path("beoordelen/kwijt/", views.lost_page, name="lost"),
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
    path("formuleringen/", kept(views.wording_list), name="wording"),
    path("formuleringen/<int:pk>/", kept(views.wording_chain), name="wording-chain"),
    path("api/", docs_page, name="api"),
    path("gegevens/", views.data_page, name="data"),
    path("feeds/brieven/", kept(views.letters_feed), name="feed-letters"),
    path("feeds/standpunten/", kept(views.stances_feed), name="feed-stances"),
    path("feeds/standpunten/<slug:slug>/", kept(views.stances_feed), name="feed-topic-stances"),
    path("feeds/veranderingen/", kept(views.changes_feed), name="feed-changes"),
    path("feeds/veranderingen/<slug:slug>/", kept(views.changes_feed), name="feed-topic-changes"),
    path("zoeken/", kept(views.search), name="search"),
]

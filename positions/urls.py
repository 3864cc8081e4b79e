from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path

from letters.urls import WITHIN_A_LETTER
from positions import views
from positions.api.docs import docs_page
from positions.sitemaps import SITEMAPS

# One address each, whatever language a reader has: what is asked there is data.
FOR_MACHINES = [
    path("api/", include("positions.api.urls")),
    re_path(r"^gegevens/brieven\.(?P<form>csv|jsonl)$", views.letters_file, name="letters-file"),
    re_path(r"^gegevens/standpunten\.(?P<form>csv|jsonl)$", views.stances_file, name="stances-file"),
    path("gegevens/standpunten.jsonld", views.annotations_file, name="annotations-file"),
    path("gegevens/standpunt.zip", views.package_file, name="package-file"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
urlpatterns = [
    path("veranderingen/", views.changes_page, name="changes"),
    path("dekking/", views.coverage_page, name="coverage"),
    path("over/", views.about_page, name="about"),
    path("vergelijken/", views.compare_page, name="compare"),
    path("methode/", views.method_page, name="method"),
    path("overeenstemming/", views.agreement_page, name="agreement"),
    *WITHIN_A_LETTER,
    path("brieven/<path:key>/", views.letter_page, name="letter"),
    path("standpunten/<int:pk>/", views.stance_page, name="stance"),
    path("", views.home, name="home"),
    path("onderwerpen/<slug:slug>/", views.topic_page, name="topic"),
    path("onderwerpen/<slug:slug>/figuur.json", views.topic_figure, name="topic-figure"),
    path("onderwerpen/<slug:slug>/figuur.svg", views.topic_drawing, name="topic-drawing"),
    path("onderwerpen/<slug:slug>/kaart.png", views.topic_card, name="topic-card"),
    path("onderwerpen/<slug:slug>/gegevens.csv", views.topic_csv, name="topic-csv"),
    path("onderwerpen/<slug:slug>/gegevens.json", views.topic_json, name="topic-json"),
    path("onderwerpen/<slug:slug>/insluiten/", views.topic_embed, name="topic-embed"),
    path("onderwerpen/<slug:slug>/brief/<path:key>/", views.topic_letter, name="topic-letter"),
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
    path("formuleringen/", views.wording_list, name="wording"),
    path("formuleringen/<int:pk>/", views.wording_chain, name="wording-chain"),
    path("api/", docs_page, name="api"),
    path("gegevens/", views.data_page, name="data"),
    path("feeds/brieven/", views.letters_feed, name="feed-letters"),
    path("feeds/standpunten/", views.stances_feed, name="feed-stances"),
    path("feeds/standpunten/<slug:slug>/", views.stances_feed, name="feed-topic-stances"),
    path("feeds/veranderingen/", views.changes_feed, name="feed-changes"),
    path("feeds/veranderingen/<slug:slug>/", views.changes_feed, name="feed-topic-changes"),
    path("zoeken/", views.search, name="search"),
]

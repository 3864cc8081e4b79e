from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path

from letters.urls import WITHIN_A_LETTER
from positions import views
from positions.sitemaps import SITEMAPS

urlpatterns = [
    path("onderwerpen/<slug:slug>/", views.changes_page, name="topic"),  # TEMPORARY
    path("veranderingen/", views.changes_page, name="changes"),
    path("dekking/", views.coverage_page, name="coverage"),
    path("over/", views.about_page, name="about"),
    path("vergelijken/", views.compare_page, name="compare"),
    path("methode/", views.method_page, name="method"),
    path("overeenstemming/", views.agreement_page, name="agreement"),
    *WITHIN_A_LETTER,
    path("brieven/<path:key>/", views.letter_page, name="letter"),
    path("standpunten/<int:pk>/", views.stance_page, name="stance"),
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
    path("api/", include("positions.api.urls")),
    path("gegevens/", views.data_page, name="data"),
    re_path(r"^gegevens/brieven\.(?P<form>csv|jsonl)$", views.letters_file, name="letters-file"),
    re_path(r"^gegevens/standpunten\.(?P<form>csv|jsonl)$", views.stances_file, name="stances-file"),
    path("gegevens/standpunten.jsonld", views.annotations_file, name="annotations-file"),
    path("gegevens/standpunt.zip", views.package_file, name="package-file"),
    path("feeds/brieven/", views.letters_feed, name="feed-letters"),
    path("feeds/standpunten/", views.stances_feed, name="feed-stances"),
    path("feeds/standpunten/<slug:slug>/", views.stances_feed, name="feed-topic-stances"),
    path("feeds/veranderingen/", views.changes_feed, name="feed-changes"),
    path("feeds/veranderingen/<slug:slug>/", views.changes_feed, name="feed-topic-changes"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("zoeken/", views.search, name="search"),
]

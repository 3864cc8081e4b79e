from django.urls import path, re_path

from letters import pages

# A key may hold a slash (a ministry's reference): these precede the letter's own page, which `positions` serves.
urlpatterns = [
    path("brieven/<path:key>/origineel/<int:document>/", pages.original_file, name="original"),
    path("brieven/<path:key>/versies/<int:number>/", pages.version, name="version"),
    re_path(r"^brieven/(?P<key>.+)/citeren\.(?P<form>bib|ris)$", pages.citation_file, name="citing"),
    path("aangehaald/<path:target>/ophalen/", pages.fetch_cited, name="fetch-cited"),
]

from django.urls import path

from letters import pages

# A key may hold a slash (a ministry's reference): these precede the letter's own page, which `positions` serves.
urlpatterns = [
    path("brieven/<path:key>/origineel/<int:document>/", pages.original_file, name="original"),
    path("brieven/<path:key>/versies/<int:number>/", pages.version, name="version"),
    path("aangehaald/<path:target>/ophalen/", pages.fetch_cited, name="fetch-cited"),
]

from django.urls import path, re_path

from letters import views

# A key may hold a slash (a ministry's reference), so these come before the letter's own page, whoever serves that.
WITHIN_A_LETTER = [
    path("brieven/<path:key>/origineel/<int:document>/", views.original, name="original"),
    path("brieven/<path:key>/versies/<int:number>/", views.version, name="version"),
    re_path(r"^brieven/(?P<key>.+)/citeren\.(?P<form>bib|ris)$", views.citing, name="citing"),
]
urlpatterns = [
    path("brieven/", views.letter_list, name="letters"),
    *WITHIN_A_LETTER,
    path("brieven/<path:key>/", views.letter_page, name="letter"),
    path("bronnen/", views.sources, name="sources"),
    path("zoeken/", views.search, name="search"),
]

from django.urls import path

from letters import views

# A key may hold a slash (a ministry's reference), so the longer addresses come first.
urlpatterns = [
    path("brieven/", views.letter_list, name="letters"),
    path("brieven/<path:key>/origineel/<int:document>/", views.original, name="original"),
    path("brieven/<path:key>/versies/<int:number>/", views.version, name="version"),
    path("brieven/<path:key>/", views.letter_page, name="letter"),
    path("bronnen/", views.sources, name="sources"),
    path("zoeken/", views.search, name="search"),
]

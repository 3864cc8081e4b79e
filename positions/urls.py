from django.urls import path

from positions import views

urlpatterns = [
    path("beoordelen/", views.review_page, name="review"),
    path("beoordelen/<int:pk>/", views.decide, name="decide"),
    path("beoordelen/ongedaan/", views.undo, name="undo"),
    path("beoordelen/veel/", views.bulk_page, name="bulk"),
    path("beoordelen/veel/<uuid:batch>/terug/", views.take_back, name="take-back"),
    path("beoordelen/brief/<path:key>/", views.letter_in_review, name="letter-in-review"),
    path("formuleringen/", views.wording_list, name="wording"),
    path("formuleringen/<int:pk>/", views.wording_chain, name="wording-chain"),
    path("zoeken/", views.search, name="search"),
]

from django.urls import path

from positions import views

urlpatterns = [
    path("", views.home, name="home"),
    path("onderwerpen/<slug:slug>/", views.topic_page, name="topic"),
    path("onderwerpen/<slug:slug>/figuur.json", views.topic_figure, name="topic-figure"),
    path("onderwerpen/<slug:slug>/figuur.svg", views.topic_drawing, name="topic-drawing"),
    path("onderwerpen/<slug:slug>/gegevens.csv", views.topic_csv, name="topic-csv"),
    path("onderwerpen/<slug:slug>/gegevens.json", views.topic_json, name="topic-json"),
    path("onderwerpen/<slug:slug>/insluiten/", views.topic_embed, name="topic-embed"),
    path("onderwerpen/<slug:slug>/brief/<path:key>/", views.topic_letter, name="topic-letter"),
    path("beoordelen/", views.review_page, name="review"),
    path("beoordelen/<int:pk>/", views.decide, name="decide"),
    path("beoordelen/ongedaan/", views.undo, name="undo"),
    path("beoordelen/veel/", views.bulk_page, name="bulk"),
    path("beoordelen/veel/<uuid:batch>/terug/", views.take_back, name="take-back"),
    path("beoordelen/brief/<path:key>/", views.letter_in_review, name="letter-in-review"),
]

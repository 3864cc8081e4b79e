from django.urls import path

from positions.api import views
from positions.api.agreeing import Agreement
from positions.api.schema import Index, Schema
from positions.freshness import fresh

urlpatterns = [
    path("v1/", Index.as_view(), name="api-index"),
    path("v1/schema/", Schema.as_view(), name="api-schema"),
    path("v1/letters/", fresh(views.Letters.as_view()), name="api-letters"),
    path("v1/letters/<path:key>/", fresh(views.LetterDetail.as_view()), name="api-letter"),
    path("v1/passages/", fresh(views.Passages.as_view()), name="api-passages"),
    path("v1/topics/", fresh(views.Topics.as_view()), name="api-topics"),
    path("v1/topics/<slug:slug>/", fresh(views.TopicDetail.as_view()), name="api-topic"),
    path("v1/stances/", fresh(views.Stances.as_view()), name="api-stances"),
    path("v1/stances/<int:pk>/", fresh(views.StanceDetail.as_view()), name="api-stance"),
    path("v1/positions/", fresh(views.Positions.as_view()), name="api-positions"),
    path("v1/changes/", fresh(views.Changes.as_view()), name="api-changes"),
    path("v1/agreement/", fresh(Agreement.as_view()), name="api-agreement"),
]

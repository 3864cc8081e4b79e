from django.urls import path

from positions.api import views
from positions.api.openapi_schema import Index, Schema
from positions.caching.version import conditional

urlpatterns = [
    path("v1/", Index.as_view(), name="api-index"),
    path("v1/schema/", Schema.as_view(), name="api-schema"),
    path("v1/letters/", conditional(views.LetterList.as_view()), name="api-letters"),
    path("v1/letters/<path:key>/", conditional(views.LetterDetail.as_view()), name="api-letter"),
    path("v1/passages/", conditional(views.PassageList.as_view()), name="api-passages"),
    path("v1/citations/", conditional(views.CitationList.as_view()), name="api-citations"),
    path("v1/topics/", conditional(views.TopicList.as_view()), name="api-topics"),
    path("v1/topics/<slug:slug>/", conditional(views.TopicDetail.as_view()), name="api-topic"),
    path("v1/stances/", conditional(views.StanceList.as_view()), name="api-stances"),
    path("v1/stances/<int:pk>/", conditional(views.StanceDetail.as_view()), name="api-stance"),
    path("v1/positions/", conditional(views.PositionList.as_view()), name="api-positions"),
    path("v1/changes/", conditional(views.ChangeList.as_view()), name="api-changes"),
    path("v1/coverage/", conditional(views.CoverageList.as_view()), name="api-coverage"),
    path("v1/agreement/", conditional(views.AgreementDetail.as_view()), name="api-agreement"),
]

from typing import Any

from django.urls import path

from positions.api import views
from positions.api.not_found import Nowhere
from positions.api.openapi_schema import Index, Schema
from positions.caching.responses import from_shared_state
from positions.caching.version import conditional
from tracker.site.cross_origin import readable_anywhere


def record(view: Any) -> Any:
    return readable_anywhere(from_shared_state(conditional(view)))


urlpatterns = [
    path("v1/", readable_anywhere(Index.as_view()), name="api-index"),
    path("v1/schema/", readable_anywhere(Schema.as_view()), name="api-schema"),
    path("v1/letters/", record(views.LetterList.as_view()), name="api-letters"),
    path("v1/letters/<path:key>/", record(views.LetterDetail.as_view()), name="api-letter"),
    path("v1/passages/", record(views.PassageList.as_view()), name="api-passages"),
    path("v1/citations/", record(views.CitationList.as_view()), name="api-citations"),
    path("v1/topics/", record(views.TopicList.as_view()), name="api-topics"),
    path("v1/topics/<slug:slug>/", record(views.TopicDetail.as_view()), name="api-topic"),
    path("v1/stances/", record(views.StanceList.as_view()), name="api-stances"),
    path("v1/stances/<int:pk>/", record(views.StanceDetail.as_view()), name="api-stance"),
    path("v1/positions/", record(views.PositionList.as_view()), name="api-positions"),
    path("v1/changes/", record(views.ChangeList.as_view()), name="api-changes"),
    path("v1/coverage/", record(views.CoverageList.as_view()), name="api-coverage"),
    path("v1/agreement/", record(views.AgreementDetail.as_view()), name="api-agreement"),
    path("v1/<path:address>/", readable_anywhere(Nowhere.as_view()), name="api-nowhere"),
]

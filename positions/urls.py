from django.urls import path

from positions import views

urlpatterns = [
    path("onderwerpen/<slug:slug>/", views.changes_page, name="topic"),  # TEMPORARY
    path("veranderingen/", views.changes_page, name="changes"),
    path("dekking/", views.coverage_page, name="coverage"),
    path("over/", views.about_page, name="about"),
    path("vergelijken/", views.compare_page, name="compare"),
    path("methode/", views.method_page, name="method"),
    path("overeenstemming/", views.agreement_page, name="agreement"),
    path("beoordelen/", views.review_page, name="review"),
    path("beoordelen/<int:pk>/", views.decide, name="decide"),
    path("beoordelen/ongedaan/", views.undo, name="undo"),
    path("beoordelen/veel/", views.bulk_page, name="bulk"),
    path("beoordelen/veel/<uuid:batch>/terug/", views.take_back, name="take-back"),
    path("beoordelen/brief/<path:key>/", views.letter_in_review, name="letter-in-review"),
]

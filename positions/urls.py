from django.urls import path

from letters.urls import WITHIN_A_LETTER
from positions import views

urlpatterns = [
    *WITHIN_A_LETTER,
    path("brieven/<path:key>/", views.letter_page, name="letter"),
    path("standpunten/<int:pk>/", views.stance_page, name="stance"),
    path("beoordelen/", views.review_page, name="review"),
    path("beoordelen/<int:pk>/", views.decide, name="decide"),
    path("beoordelen/ongedaan/", views.undo, name="undo"),
    path("beoordelen/veel/", views.bulk_page, name="bulk"),
    path("beoordelen/veel/<uuid:batch>/terug/", views.take_back, name="take-back"),
    path("beoordelen/brief/<path:key>/", views.letter_in_review, name="letter-in-review"),
]

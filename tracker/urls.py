from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="letters"), name="home"),
    path("admin/", admin.site.urls),
    path("", include("letters.urls")),
]

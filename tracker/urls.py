from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="letters"), name="home"),
    path("admin/", admin.site.urls),
    path("aanmelden/", LoginView.as_view(), name="login"),
    path("afmelden/", LogoutView.as_view(next_page="letters"), name="logout"),
    path("", include("positions.urls")),
    path("", include("letters.urls")),
]

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Work of people who are signed in, and downloads, are no pages to find."""
    closed = ["/admin/", reverse("review"), reverse("assignments"), reverse("login"), reverse("api-index")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += [f"Disallow: {reverse('data')}{name}" for name in ("brieven.", "standpunten.", "standpunt.")]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemaps'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

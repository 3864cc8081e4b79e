"""Releases: their list, a new one, and the feed of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from positions.models import Release
from positions.releases import cut
from positions.releases.release_forms import ReleaseForm
from positions.views.data import site_of
from positions.views.permissions import releasers_only


@require_safe
def releases_page(request: HttpRequest) -> HttpResponse:
    """List the releases; one that is not made yet is listed for editors alone."""
    may_cut = request.user.has_perm("positions.cut_release")
    unmade = Release.objects.exclude(state=Release.State.DONE) if may_cut else Release.objects.none()
    context = {"here": "data", "releases": Release.objects.done(), "unmade": unmade, "may_cut": may_cut}
    return render(request, "positions/releases/page.html", context)


@releasers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_release(request: HttpRequest) -> HttpResponse:
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            release = cut.ask(**form.cleaned_data, site=site_of(request), by=request.user)
            return HttpResponseRedirect(release.get_absolute_url())
        except cut.ReleaseError as error:
            form.add_error(error.field, str(error))
    status = 400 if form.is_bound else 200
    return render(request, "positions/releases/new.html", {"here": "data", "form": form}, status=status)

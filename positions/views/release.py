"""A release: its page, its files, and what an editor may do to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST, require_safe

from positions.labels.languages import either
from positions.models import Release, ReleaseFile
from positions.releases import cut, files, how_to_cite
from positions.releases.release_forms import WithdrawalForm
from positions.views.data import kept_from_blind_coders
from positions.views.permissions import releasers_only

SUMS = "SHA256SUMS"


@require_safe
def release_page(request: HttpRequest, number: str) -> HttpResponse:
    release = _get_release_or_404(request, number)
    return render(request, "positions/release/page.html", _context(request, release))


@require_safe
def release_file(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """Serve a file of the release, its checksums, or a citation; 410 once the release is withdrawn."""
    release = get_object_or_404(Release.objects.done(), number=number)
    if release.withdrawn_at:
        words = _("Deze uitgave is ingetrokken: %(reason)s") % {"reason": release.withdrawn_reason}
        return HttpResponse(f"{words}\n", status=410, content_type="text/plain; charset=utf-8")
    if name == SUMS:
        return _text(files.sums(release), "text/plain; charset=utf-8", name)
    if name in how_to_cite.WRITTEN:
        written, media_type = how_to_cite.WRITTEN[name]
        return _text(written(_cited(request, release)), media_type, name)
    file = get_object_or_404(release.files, name=name)
    return kept_from_blind_coders(request) or _frozen(request, file)


@releasers_only
@require_POST
def withdraw_release(request: HttpRequest, number: str) -> HttpResponse:
    release = get_object_or_404(Release, number=number)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        context = _context(request, release) | {"withdrawal": form}
        return render(request, "positions/release/page.html", context, status=400)
    return _after(request, release, lambda: cut.withdraw(release, form.cleaned_data["reason"], by=request.user))


@releasers_only
@require_POST
def cut_again(request: HttpRequest, number: str) -> HttpResponse:
    release = get_object_or_404(Release, number=number)
    return _after(request, release, lambda: cut.ask_again(release))


@releasers_only
@require_POST
def drop_release(request: HttpRequest, number: str) -> HttpResponse:
    release = get_object_or_404(Release, number=number)
    return _after(request, release, lambda: cut.drop(release))


def _after(request: HttpRequest, release: Release, act: Callable[[], None]) -> HttpResponse:
    """Return to the release, or to the list if it is gone, with a message if the act was refused."""
    try:
        act()
    except cut.ReleaseError as error:
        messages.error(request, str(error))
    there = Release.objects.filter(pk=release.pk).exists()
    return HttpResponseRedirect(release.get_absolute_url() if there else reverse("releases"))


def _frozen(request: HttpRequest, file: ReleaseFile) -> HttpResponseBase:
    """Serve the bytes of a file, or 304: they never change, but a cache has to ask whether they are still given out."""

    @condition(etag_func=lambda request: f'"{file.sha256}"')
    def serve(request: HttpRequest) -> HttpResponseBase:
        response = StreamingHttpResponse(files.contents(file), content_type=file.media_type)
        response["Content-Length"] = str(file.size)
        response["Content-Disposition"] = content_disposition_header(True, file.name)
        patch_cache_control(response, no_cache=True)
        return response

    return serve(request)


def _text(words: str, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(words, content_type=media_type, headers=headers)


def _cited(request: HttpRequest, release: Release) -> how_to_cite.CitedRelease:
    assert release.made_at
    address = request.build_absolute_uri(release.get_absolute_url())
    return how_to_cite.cited_release(release, timezone.localdate(release.made_at), address)


def _context(request: HttpRequest, release: Release) -> dict[str, Any]:
    context: dict[str, Any] = {"here": "data", "release": release, "facts": release.facts}
    context["may_cut"] = request.user.has_perm("positions.cut_release")
    if release.state == Release.State.DONE:
        cited = _cited(request, release)
        names = {topic["slug"]: either(topic["nl"], topic["en"]) for topic in release.facts["topics"]}
        context |= {
            "files": release.files.all(),
            "sums": SUMS,
            "check": f"sha256sum --check --ignore-missing {SUMS}",
            "cff": how_to_cite.CFF,
            "agreement": [mark | {"name": names[mark["topic"]]} for mark in release.facts["agreement"]],
            "first": _day(release.facts["counts"]["first"]),
            "last": _day(release.facts["counts"]["last"]),
            "apa": how_to_cite.apa(cited),
            "bibtex": how_to_cite.bibtex(cited),
            "ris": how_to_cite.ris(cited),
            "withdrawal": WithdrawalForm(),
            "early": cited.early,
        }
    return context


def _day(day: str | None) -> str:
    return date_format(date.fromisoformat(day)) if day else ""


def _get_release_or_404(request: HttpRequest, number: str) -> Release:
    """Return a release that is made; editors may also look at the one that is not."""
    shown = Q(state=Release.State.DONE)
    if request.user.has_perm("positions.cut_release"):
        shown |= ~shown
    return get_object_or_404(Release.objects.filter(shown).prefetch_related("files"), number=number)

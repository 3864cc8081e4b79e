"""Pages of cited papers that are not held: all of them, and one with who cites it; an editor has it fetched."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from letters.harvesting import one_paper
from letters.labels.official_address import official_address
from letters.models import Citation, Identifier, Letter, SourceRecord
from letters.models.letters import CitationQuerySet
from letters.pages.cited_documents import CitingLetter, by_letter
from letters.pages.find_letter import uncached
from letters.parser.identifiers import dossier_of, parse_dossier, parse_identifier
from letters.search.filter_choices import Feed

PER_PAGE = 50


@require_safe
def cited_document(request: HttpRequest, target: str) -> HttpResponse:
    """Page of a cited paper: who cites it, and in which sentence. The address leads to the letter once it is held."""
    if letter := held(target):
        return uncached(HttpResponseRedirect(letter.get_absolute_url()))
    meant = parse_identifier(target)
    if meant and meant != target:
        return uncached(HttpResponseRedirect(reverse("cited", args=[meant])))
    citing = by_letter(Citation.objects.filter(target=target))
    if not citing:
        return uncached(defaults.page_not_found(request, Http404()))
    return render(request, "letters/cited/page.html", context_of(request, target, citing))


def context_of(request: HttpRequest, target: str, citing: list[CitingLetter]) -> dict[str, Any]:
    address = "" if citing[0].letter.is_example else official_address(target)
    may_fetch = bool(address) and request.user.has_perm("letters.add_subscription")
    listed = SourceRecord.objects.not_held().select_related("ingestion").defer("metadata", "stated")
    return {
        "here": "letters",
        "target": target,
        "dossier": dossier_of(target),
        "citing": citing,
        "feed": reverse("feed-cited", args=[target]),
        "by_mail": urlencode({"target": target}),
        "address": address,
        "may_fetch": may_fetch,
        "asked": one_paper.status_of(target) if may_fetch else None,
        "listed": listed.filter(identifier=target).first(),
    }


@never_cache
@login_required
@permission_required("letters.add_subscription", raise_exception=True)
@require_POST
def fetch_cited(request: HttpRequest, target: str) -> HttpResponse:
    """Have workers fetch a cited paper from the official publications."""
    back = HttpResponseRedirect(reverse("cited", args=[target]))
    if held(target):
        return back
    known = Citation.objects.published().filter(target=target, letter__is_example=False)
    if not (official_address(target) and known.exists()):
        messages.error(request, _("Dit stuk is niet op te halen: geen echte brief hier noemt het bij dit nummer."))
        return HttpResponseRedirect(reverse("cited-documents"))
    if one_paper.fetch_paper(target):
        messages.success(request, _("Aangevraagd. Als het stuk binnen is, leidt dit adres naar de brief."))
    else:
        messages.info(request, _("Dit stuk is al aangevraagd; het ophalen is nog bezig."))
    return back


@require_safe
def cited_documents(request: HttpRequest) -> HttpResponse:
    """The cited papers that are not held, those that most letters cite first; of one dossier if asked."""
    asked = request.GET.get("dossier", "").strip()
    dossier = parse_dossier(asked) or ""
    citations = not_held()
    if dossier:
        citations = citations.of_dossier(dossier)
    found = (
        citations.order_by()
        .values("target")
        .annotate(letters=Count("letter", distinct=True), last=Max("letter__document_date"))
        .order_by("-letters", "-last", "target")
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "letters",
        "page": page,
        "dossier": dossier,
        "problem": "" if dossier else asked,
        "follow": [Feed(_("Stukken uit dit dossier genoemd"), reverse("feed-cited-dossier", args=[dossier]))]
        if dossier
        else [],
    }
    return render(request, "letters/cited/list.html", context)


def not_held() -> CitationQuerySet:
    """Return the citations that may be shown of papers by a number that no letter here has or had."""
    known = Identifier.objects.filter(value=OuterRef("target"), letter__is_example=OuterRef("letter__is_example"))
    return Citation.objects.published().filter(~Exists(known), target__isnull=False)


def held(target: str) -> Letter | None:
    """Return the letter that has or had this number, also if it was withdrawn since."""
    names = {target, parse_identifier(target) or target}
    known = Letter.objects.in_world().filter(identifiers__value__in=names).select_related("joined_into")
    letter = known.order_by("pk").first()
    return letter and (letter.joined_into or letter)

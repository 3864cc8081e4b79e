from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from letters.models import Letter
from letters.search import filter_choices, full_text
from letters.search.filter_choices import Feed
from letters.search.letter_filter import LetterFilter
from positions.open_data.filters import AsOfStanceFilter
from positions.stances.chips import chips, stance_facets
from positions.stances.current import current
from positions.stances.filters import SearchFilter, StanceFilter
from positions.stances.stance_search import Search, hits
from positions.stances.stance_search import search as find
from positions.stances.visibility import may_see_proposals

PER_PAGE = 10
LETTER_FACETS = ("kind", "ministry", "minister", "cabinet", "dossier", "chamber")


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Woorden of nummer"), max_length=200, required=False)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the search page. The number of queries is constant."""
    form = SearchForm(request.GET)
    asked = search_of(request, form.cleaned_data["q"] if form.is_valid() else "")
    context = {
        "here": "search",
        "form": form,
        "words": asked.words,
        "asks": asked.asks,
        "clear": f"{reverse('search')}?q={quote(asked.words)}" if asked.words else reverse("search"),
        "letter_form": asked.letters.form,
        "chips": [*chips(asked.stances), *chips(asked.letters, quiet=("q", "sort"))],
        "problems": [*filter_choices.problems(asked.stances), *problems_of_letters(asked.letters)],
        "follow": [feed_of(asked)] if asked.asks else [],
        "by_mail": by_mail(asked),
    }
    if asked.asks:
        page = Paginator(asked.rows(), PER_PAGE).get_page(request.GET.get("page"))
        found = hits(asked, page)
        context |= {
            "page": page,
            "hits": found,
            "proposed": any(said.proposed for hit in found for passage in hit.passages for said in passage.said),
            "known": full_text.letter_known_as(asked.words),
            "dossier": full_text.dossier_known_as(asked.words),
            "facets": [
                *stance_facets(asked.stances, asked.heaps),
                *filter_choices.facets(asked.letters, LETTER_FACETS),
            ],
        }
    return render(request, "positions/search/page.html", context)


def search_of(request: HttpRequest, words: str) -> Search:
    proposals = may_see_proposals(request)
    letters = SearchFilter(request.GET, queryset=Letter.objects.published())
    seen = current(proposals=proposals).visible_to(request.user)
    stances = StanceFilter(request.GET, queryset=seen)
    for each in (letters, stances):
        each.errors  # noqa: B018 - the forms are read before they are used
    return find(words, letters, stances, proposals=proposals, user=request.user)


def feed_of(asked: Search) -> Feed:
    """Return the feed of new letters that are found, or where stances are asked for, of those; people are no part of
    its address, since it names coders by number.
    """
    known = {*LetterFilter.base_filters, *(AsOfStanceFilter.base_filters if asked.stances.narrows else ())} - {"coder"}
    query = filter_choices.query_for(known, asked.letters, asked.stances)
    if asked.stances.narrows:
        return Feed(gettext("Nieuwe standpunten hierover"), reverse("feed-stances"), query)
    return Feed(gettext("Nieuwe brieven hierover"), reverse("feed-letters"), query)


def by_mail(asked: Search) -> str:
    """Return what the page of following takes; "" where stances are asked for, of which it knows nothing."""
    if asked.stances.narrows or not filter_choices.narrows(asked.letters):
        return ""
    known = set(LetterFilter.base_filters)
    return filter_choices.canonical_query(LetterFilter(QueryDict(filter_choices.query_for(known, asked.letters))))


def problems_of_letters(letters: SearchFilter) -> list[str]:
    """Return the problems, except those of the words, which are shown at their field."""
    letters.errors.pop("q", None)
    return filter_choices.problems(letters)

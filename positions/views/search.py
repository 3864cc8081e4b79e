from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.conf import settings
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
from letters.search.letter_filter import ALL_SORTS, FollowedFilter
from positions.models import State
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
        **(following(asked) if asked.asks else {}),
    }
    if asked.asks:
        page = Paginator(asked.rows(), PER_PAGE).get_page(request.GET.get("page"))
        found = hits(asked, page)
        context |= {
            "page": page,
            "hits": found,
            "searched": asked.searched,
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


def following(asked: Search) -> dict[str, Any]:
    """Return the context by which the search is followed: its feed, mail, and in words what they do not have."""
    feed, mail, words = feed_of(asked), *by_mail(asked)
    reasons = []
    if feed is None:
        reasons.append(
            gettext("Hiervan is geen feed: een feed heeft geaccepteerde standpunten, van alle codeurs samen.")
        )
    if not mail and settings.MAILING:
        reasons.append(
            gettext("Per mail kan dit niet: kies er woorden bij of één onderwerp, of volg de feed van standpunten.")
        )
    return {"follow": [feed] if feed else [], "by_mail": mail, "by_mail_words": words, "not_followed": reasons}


def feed_of(asked: Search) -> Feed | None:
    """Return the feed of new letters that are found, or where stances are asked for, of those.

    None where the choices do not hold in it: people are no part of its address, which names coders by number, and of
    stances it has the accepted ones alone.
    """
    chosen = asked.stances.form.cleaned_data
    if not asked.stances.narrows:
        title = gettext("Nieuwe brieven en stukken hierover")
        return Feed(title, reverse("feed-letters"), with_all_sorts(asked.letters))
    if chosen.get("coder") or State.ACCEPTED not in (chosen.get("status") or [State.ACCEPTED]):
        return None
    known = {*FollowedFilter.base_filters, *AsOfStanceFilter.base_filters} - {"status"}
    query = QueryDict(filter_choices.query_for(known, asked.letters, asked.stances), mutable=True)
    if filter_choices.narrows(asked.letters) and not query.get("publication"):
        query["publication"] = ALL_SORTS
    return Feed(gettext("Nieuwe standpunten hierover"), reverse("feed-stances"), query.urlencode())


def by_mail(asked: Search) -> tuple[str, str]:
    """Return what the page of following takes, and in words what of the choices it does not hold; "" for neither.

    Stances are not followed by mail: letters with these words are, or all steps of the one topic.
    """
    narrows, topics = asked.stances.narrows, asked.stances.form.cleaned_data.get("topic") or []
    if filter_choices.narrows(asked.letters):
        words = gettext("Alleen op de woorden en de keuzes van brieven: wie wat vindt, telt daar niet mee.")
        return with_all_sorts(asked.letters), words if narrows else ""
    if len(topics) == 1:
        words = gettext("Van elke stap over dit onderwerp: verdere keuzes tellen niet mee.")
        return urlencode({"topic": topics[0]}), words
    return "", ""


def with_all_sorts(letters: SearchFilter) -> str:
    """Return the choices of letters for feed and mail, where a search without a sort of paper has to ask for all."""
    query = QueryDict(filter_choices.query_for(FollowedFilter.base_filters, letters), mutable=True)
    if not query.get("publication"):
        query["publication"] = ALL_SORTS
    return filter_choices.canonical_query(FollowedFilter(query, queryset=letters.queryset))


def problems_of_letters(letters: SearchFilter) -> list[str]:
    """Return the problems, except those of the words, which are shown at their field."""
    letters.errors.pop("q", None)
    return filter_choices.problems(letters)

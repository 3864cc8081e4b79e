from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters import choices, searching
from letters.models import Letter
from letters.views.search import SearchForm
from positions import sayings
from positions.choosing import chips, stance_groups
from positions.filters import SearchFilter, StanceFilter
from positions.searching import Search, hits
from positions.searching import search as find
from positions.visibility import may_see_proposals

PER_PAGE = 10
LETTER_GROUPS = ("kind", "ministry", "minister", "cabinet", "dossier", "chamber")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The number of queries does not depend on what is found."""
    form = SearchForm(request.GET)
    asked = search_of(request, form.cleaned_data["q"] if form.is_valid() else "")
    context = {
        "here": "search",
        "form": form,
        "words": asked.words,
        "asks": asked.asks,
        "letter_form": asked.letters.form,
        "chips": [*chips(asked.stances), *chips(asked.letters, quiet=("q", "sort"))],
        "problems": [*choices.problems(asked.stances), *problems_of_letters(asked.letters)],
    }
    if asked.asks:
        page = Paginator(asked.rows(), PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "hits": hits(asked, page),
            "known": searching.letter_known_as(asked.words),
            "dossier": searching.dossier_known_as(asked.words),
            "groups": [
                *stance_groups(asked.stances, asked.heaps),
                *(choices.group(asked.letters, name) for name in LETTER_GROUPS),
            ],
        }
    return render(request, "positions/search.html", context)


def search_of(request: HttpRequest, words: str) -> Search:
    proposals = may_see_proposals(request)
    letters = SearchFilter(request.GET, queryset=Letter.objects.published())
    stances = StanceFilter(request.GET, queryset=sayings.current(proposals=proposals))
    for each in (letters, stances):
        each.errors  # noqa: B018 - the forms are read before they are used
    return find(words, letters, stances, proposals=proposals)


def problems_of_letters(letters: SearchFilter) -> list[str]:
    """What is wrong with the words stands beside their field."""
    letters.errors.pop("q", None)
    return choices.problems(letters)

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from letters.models import Letter
from letters.search import filter_choices
from letters.search.filter_choices import Feed
from letters.search.letter_filter import LetterFilter

PER_PAGE = 25


@require_safe
def letter_list(request: HttpRequest, feed: str) -> HttpResponse:
    """The list of letters, filtered by the query string, in a constant number of queries.

    `feed` is the name of the URL of its feed, which takes the same filters.
    """
    letters = LetterFilter(request.GET, queryset=Letter.objects.published())
    pages = Paginator(letters.qs.named().prefetch_related("dossiers"), PER_PAGE)
    publications = filter_choices.publications(letters)
    if "publication" in letters.form.cleaned_data:
        pages.count = next(chip.count or 0 for chip in publications if chip.chosen)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "here": "letters",
        "page": page,
        "letters": page.object_list,
        "form": letters.form,
        "sort": letters.form.cleaned_data.get("sort") or "newest",
        "facets": filter_choices.facets(letters),
        "publications": publications,
        "chips": filter_choices.chips(letters),
        "problems": filter_choices.problems(letters),
        "by_mail": filter_choices.canonical_query(letters) if filter_choices.narrows(letters) else "",
        "follow": [Feed(gettext("Nieuwe brieven"), reverse(feed), filter_choices.query_for(letters.filters, letters))],
    }
    return render(request, "letters/list/page.html", context)

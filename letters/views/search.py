from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from letters import searching
from letters.extracts import extract
from letters.models import Letter, Passage

PER_PAGE = 10
PASSAGES = 3


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Woorden of nummer"), max_length=200, required=False)


@dataclass(frozen=True, slots=True)
class Hit:
    letter: Letter
    passages: list[tuple[Passage, SafeString]]
    more: int


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"here": "search", "form": form, "words": words}
    if words:
        page = Paginator(searching.letters_by_rank(words), PER_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "hits": hits(words, page), "known": searching.letter_known_as(words)}
        context["dossier"] = searching.dossier_known_as(words)
    return render(request, "letters/search.html", context)


def hits(words: str, page: Page[Any]) -> list[Hit]:
    """The letters on this page with the passages that say it best; as many queries for ten letters as for one."""
    counts = {row["letter"]: row["passages"] for row in page.object_list}
    letters = Letter.objects.named().prefetch_related("dossiers").in_bulk(counts)
    passages = searching.best_passages(words, counts, each=PASSAGES)
    light = searching.Highlighter(words, [passage.words for passage in passages])
    found = defaultdict(list)
    for passage in passages:
        found[passage.letter_id].append((passage, extract(passage, light)))
    return [Hit(letters[pk], found[pk], counts[pk] - len(found[pk])) for pk in counts]

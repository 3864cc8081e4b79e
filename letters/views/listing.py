from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letters import choices
from letters.filters import LetterFilter
from letters.models import Letter

PER_PAGE = 25


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """All letters, narrowed by the address. The number of queries does not depend on what is found."""
    letters = LetterFilter(request.GET, queryset=Letter.objects.published())
    found = letters.qs.named().prefetch_related("dossiers")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "letters",
        "page": page,
        "letters": page.object_list,
        "form": letters.form,
        "sort": letters.form.cleaned_data.get("sort") or "newest",
        "groups": choices.groups(letters),
        "publications": choices.publications(letters),
        "chips": choices.chips(letters),
        "problems": choices.problems(letters),
    }
    return render(request, "letters/list.html", context)

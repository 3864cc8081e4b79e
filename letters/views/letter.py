from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from letters.attention import Attention
from letters.citing import citing_of, paper_of
from letters.composition import citation_wraps, compose
from letters.marking import Wrap
from letters.models import Citation, Letter
from letters.origins import origins_of
from letters.views.finding import of_letter


@of_letter
def letter_page(request: HttpRequest, letter: Letter) -> HttpResponse:
    context = shown(letter)
    context["citing"] = citing_of(paper_of(letter, context["dossiers"], request))
    return render(request, "letters/letter.html", context)


def shown(letter: Letter, wraps: Sequence[Wrap] = ()) -> dict[str, Any]:
    """What the page of a letter shows, with `wraps` laid over its text besides the citations.

    The number of queries does not depend on the letter's length or on how much it cites.
    """
    revisions = list(letter.revisions.defer("sentence_digests", "text"))
    revision = letter.revisions.defer("sentence_digests").filter(is_current=True).first()
    citations = list(letter.citations.prefetch_related(Prefetch("target_letter", Letter.objects.published().named())))
    passages = list(revision.passages.defer("search")) if revision else []
    return {
        "letter": letter,
        "edited": letter.edited,
        "dossiers": list(letter.dossiers.all()),
        "revision": revision,
        "revisions": revisions,
        "text": compose(revision, passages, [*wraps, *citation_wraps(citations)]) if revision else None,
        "cited": cited_once(citations),
        "cited_by": Letter.objects.published().named().filter(citations__target_letter=letter).distinct(),
        "origins": origins_of(letter),
        "questions": [Attention(code).label for code in letter.attention if code in Attention.values],
    }


def cited_once(citations: list[Citation]) -> list[Citation]:
    """Each paper once, in the order of the text: by the letter it is, else by its name, else as written."""
    return list({c.target_letter_id or c.target or c.written: c for c in reversed(citations)}.values())[::-1]

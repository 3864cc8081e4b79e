from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.differing import changes
from letters.models import Letter, Passage, Revision
from letters.views.finding import of_letter


@of_letter
def version(request: HttpRequest, letter: Letter, number: int) -> HttpResponse:
    """What changed in this version of the text, against the one before it."""
    revisions = letter.revisions.prefetch_related(Prefetch("passages", Passage.objects.defer("search")))
    newer = get_object_or_404(revisions, number=number)
    older = revisions.filter(number__lt=number).first()
    found = list(changes(sentences_of(older), sentences_of(newer))) if older else []
    context = {"letter": letter, "older": older, "newer": newer, "changes": found}
    return render(request, "letters/version.html", context)


def sentences_of(revision: Revision) -> list[str]:
    """The sentences in order; a passage without sentences (a heading, a signature) counts as one."""
    sentences = []
    for passage in revision.passages.all():
        bounds = passage.sentence_bounds or [passage.start, passage.end]
        sentences += [revision.text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    return sentences

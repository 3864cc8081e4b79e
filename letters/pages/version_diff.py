from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.models import Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from letters.pages.find_letter import with_letter
from letters.rendering.diff import sentence_changes


@with_letter
def version(request: HttpRequest, letter: Letter, number: int) -> HttpResponse:
    """Diff of a version of the text against the one before it."""
    passages = Prefetch("passages", Passage.objects.defer("search"))
    revisions = letter.revisions.defer(*heavy_columns()).prefetch_related(passages)
    newer = get_object_or_404(revisions, number=number)
    older = revisions.filter(number__lt=number).first()
    found = list(sentence_changes(sentences_of(older), sentences_of(newer))) if older else []
    context = {"letter": letter, "older": older, "newer": newer, "changes": found}
    return render(request, "letters/version/page.html", context)


def sentences_of(revision: Revision) -> list[str]:
    """Return the sentences in order; a passage without sentences (heading, signature) counts as one."""
    sentences = []
    for passage in revision.passages.all():
        bounds = passage.sentence_bounds or [passage.start, passage.end]
        sentences += [revision.text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    return sentences

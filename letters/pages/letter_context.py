from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from letters.ingestion.open_questions import Attention, words_of
from letters.models import Letter, Revision
from letters.models.revisions import heavy_columns
from letters.pages.cited_documents import cited_documents, citing_letters
from letters.pages.original_files import original_files_of
from letters.rendering.annotate import Wrap
from letters.rendering.layout import citation_wraps, lay_out


def letter_context(letter: Letter, revision: Revision | None, wraps: Sequence[Wrap] = ()) -> dict[str, Any]:
    """Return the context of `letters/letter/base.html`, with `wraps` applied to the text besides the citations.

    `revision` is the current text; None for a letter without one. The number of queries does not depend on the
    length of the letter or its number of citations.
    """
    revisions = list(letter.revisions.defer(*heavy_columns(), "text"))
    citations = list(letter.citations.with_targets())
    passages = list(revision.passages.defer("search")) if revision else []
    return {
        "letter": letter,
        "edited": letter.edited,
        "dossiers": list(letter.dossiers.all()),
        "revision": revision,
        "revisions": revisions,
        "text": lay_out(revision, passages, [*wraps, *citation_wraps(citations)]) if revision else None,
        "cited": cited_documents(letter, citations),
        "cited_by": citing_letters(letter),
        "origins": original_files_of(letter),
        "questions": questions_of(letter, revision),
    }


def questions_of(letter: Letter, revision: Revision | None) -> list[str]:
    pages = revision.unread_pages if revision else ()
    return [words_of(code, pages) for code in letter.attention if code in Attention.values]

"""Trial of a draft on a letter that an editor picks; nothing is stored."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict

from letters.models import Letter, Revision
from letters.models.revisions import heavy_columns
from letters.search import full_text
from positions.codebook.editor import draft_report, trials
from positions.domain.codebook_draft.proposal_diff import DiffKind
from positions.models import Assignment, CodebookDraft

OFFERED = 12


def context(given: QueryDict, draft: CodebookDraft, user: Any) -> dict[str, Any]:
    """Template context: letters to pick from, or the proposals of both versions on the picked one (`brief`).

    Letters that this user is coding blind are left out, since a draft shows what a machine would propose.
    """
    words, key = given.get("q", "").strip()[:200], given.get("brief", "")[:120]
    here = Assignment.objects.letters_seen_by(user, Letter.objects.published().letters())
    text = _text_of(key, here) if key else None
    shown: dict[str, Any] = {"q": words, "key": key, "text": text, "not_there": bool(key and text is None)}
    if text is None:
        return {**shown, "letters": _offered(words, here)}
    found = trials.try_out(draft.source, draft.started_from.source, text)
    pairs = [draft_report.pair(pair, found.names) for pair in found.pairs]
    counts = Counter(pair.difference for pair in pairs)
    return {
        **shown,
        "fault": draft_report.fault(found.fault, draft.source),
        "pairs": [pair for pair in pairs if pair.difference != DiffKind.SAME],
        "same": [pair for pair in pairs if pair.difference == DiffKind.SAME],
        "counts": [(label, counts[difference]) for difference, label in draft_report.DIFFERENCES.items()],
    }


def _text_of(key: str, here: QuerySet[Letter]) -> Revision | None:
    letters = here.order_by().values("pk")
    texts = Revision.objects.filter(is_current=True, letter__in=letters, letter__key=key)
    return texts.select_related("letter").defer(*heavy_columns()).prefetch_related("letter__signatories").first()


def _offered(words: str, here: QuerySet[Letter]) -> list[Letter]:
    """Return the letters that match the words or the identifier; without words, the newest."""
    letters: QuerySet[Letter] = here.named()  # type: ignore[attr-defined]
    if words:
        if (named := full_text.letter_known_as(words)) and here.filter(pk=named.pk).exists():
            return [named]
        letters = full_text.letters_with(letters, words)
    return list(letters.order_by(F("document_date").desc(nulls_last=True), "-pk")[:OFFERED])

"""A draft tried on a letter that an editor chooses; nothing is stored."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict

from letters import searching
from letters.models import Letter, Revision
from positions import trials
from positions.desk import showing
from positions.domain.comparing import Difference
from positions.models import CodebookDraft

OFFERED = 12


def context(given: QueryDict, draft: CodebookDraft) -> dict[str, Any]:
    """What the page shows: letters to choose from, or what both versions make of the chosen one (`brief`)."""
    words, key = given.get("q", "").strip()[:200], given.get("brief", "")[:120]
    text = _text_of(key) if key else None
    shown: dict[str, Any] = {"q": words, "key": key, "text": text, "not_there": bool(key and text is None)}
    if text is None:
        return {**shown, "letters": _offered(words)}
    found = trials.try_out(draft.source, draft.started_from.source, text)
    pairs = [showing.pair(pair, found.names) for pair in found.pairs]
    counts = Counter(pair.difference for pair in pairs)
    return {
        **shown,
        "fault": showing.fault(found.fault, draft.source),
        "pairs": [pair for pair in pairs if pair.difference != Difference.SAME],
        "same": [pair for pair in pairs if pair.difference == Difference.SAME],
        "counts": [(label, counts[difference]) for difference, label in showing.DIFFERENCES.items()],
    }


def _text_of(key: str) -> Revision | None:
    letters = Letter.objects.published().letters().order_by().values("pk")
    texts = Revision.objects.filter(is_current=True, letter__in=letters, letter__key=key)
    return texts.select_related("letter").prefetch_related("letter__signatories").first()


def _offered(words: str) -> list[Letter]:
    """Letters with these words or known by this name; the newest without any."""
    letters: QuerySet[Letter] = Letter.objects.published().letters().named()
    if words:
        if known := searching.letter_known_as(words):
            return [known]
        letters = searching.letters_with(letters, words)
    return list(letters.order_by(F("document_date").desc(nulls_last=True), "-pk")[:OFFERED])

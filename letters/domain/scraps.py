"""A scrap of text that shows no sign of a letter is none; whatever shows one, or has much to say, is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from letters.domain.drafts import Draft
from letters.domain.facts import Facts
from letters.domain.header import Header
from letters.domain.parsed import ParsedPassage, PassageKind

_FEW_SENTENCES = 10
_SIGNS = {PassageKind.HEADER, PassageKind.TITLE, PassageKind.SIGNATURE}
_ADDRESSES = re.compile(r"(?:Zeer )?[Gg]eacht|Excellentie|Mijnheer|Aan\s+de\s")
_OFFICIAL = re.compile(r"dc\.|dcterms\.|overheid", re.IGNORECASE)


def shows_nothing(
    facts: Facts,
    header: Header,
    drafts: Sequence[Draft],
    passages: Sequence[ParsedPassage],
    metadata: Mapping[str, Iterable[str]],
) -> bool:
    """Nothing stated, nobody addressed, nobody signed, no kind to be known, and hardly a sentence."""
    stated = facts.identifier or facts.dossiers or facts.written_date or facts.document_date or facts.chamber
    if stated or header.found or facts.kind not in {"overig", None} or any(map(_OFFICIAL.match, metadata)):
        return False
    if any(draft.role or draft.kind in _SIGNS or _ADDRESSES.match(draft.text) for draft in drafts):
        return False
    return sum(len(passage.sentences) for passage in passages) < _FEW_SENTENCES

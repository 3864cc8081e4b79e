"""An earlier text of a letter becomes its text again; undone by the same with the other one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction

from letters.domain.citations import find_citations
from letters.domain.letter import from_json
from letters.domain.parsed import ParsedCitation, PassageKind
from letters.ingestion import enqueueing, facts, linking
from letters.ingestion.reading import read_safely
from letters.ingestion.recording import lock_recording
from letters.models import Citation, Content, Letter, Revision
from letters.reading.blocks import ReadingError

ABOUT = ("Betreft", "Onderwerp", "Inzake")
OWN_NAME = (PassageKind.HEADER.value, PassageKind.TITLE.value)


def restore(letter: Letter, revision: Revision, *, user: Any) -> bool:
    """False when it is the letter's text already. The facts of the letter stay as they are: an editor may look."""
    citations = citations_of(revision)  # may take a while: not under the lock
    with transaction.atomic():
        lock_recording()
        current = letter.revisions.filter(is_current=True).first()
        if current == revision:
            return False
        letter.revisions.filter(is_current=True).update(is_current=False)
        letter.revisions.filter(pk=revision.pk).update(is_current=True)
        letter.citations.all().delete()
        Citation.objects.bulk_create(
            Citation(letter=letter, position=n, written=c.written[:500], start=c.start, end=c.end, target=c.target)
            for n, c in enumerate(citations)
        )
        linking.link_letter(letter)
        facts.settle(letter)
        facts.note(letter, "text", current and current.number, revision.number, reason="", user=user)
        transaction.on_commit(partial(enqueueing.tell_others, letter.pk))
    return True


def citations_of(revision: Revision) -> Sequence[ParsedCitation]:
    """As its file gives them (a link says more than its words) while that reads as this text; else by the text."""
    data = bytes(Content.objects.values_list("data", flat=True).get(document=revision.document_id))
    try:
        parsed = from_json(read_safely(data))
    except ReadingError:
        return in_words(revision)
    return parsed.citations if parsed.text == revision.text else in_words(revision)


def in_words(revision: Revision) -> list[ParsedCitation]:
    """As `letters.domain.layout.cite` has them, without the links of the file."""
    found: list[ParsedCitation] = []
    for passage in revision.passages.defer("search"):
        words = revision.text[passage.start : passage.end]
        if passage.kind == PassageKind.HEADER.value and not words.startswith(ABOUT):
            continue
        here = find_citations(words, passage.start)
        found += [c for c in here if passage.kind not in OWN_NAME or c.target != revision.letter.identifier]
    return found

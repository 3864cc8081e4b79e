"""Restoration of an earlier text of a letter; undone by restoring the other one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction

from letters.ingestion import letter_fields, task_queue
from letters.ingestion.citation_rows import write_citations
from letters.ingestion.link import link_letter
from letters.ingestion.read import read_safely
from letters.ingestion.recording_locks import locked
from letters.models import Content, Letter, Revision
from letters.parsed_revision import passage_of
from letters.parser.citations import find_citations
from letters.parser.json_format import from_json
from letters.parser.parsed_letter import ParsedCitation, PassageKind
from letters.readers.blocks import ReaderFault, ReadingError

log = logging.getLogger(__name__)

ABOUT = ("Betreft", "Onderwerp", "Inzake")
OWN_NAME = (PassageKind.HEADER.value, PassageKind.TITLE.value)


def restore(letter: Letter, revision: Revision, *, user: Any) -> bool:
    """Make the revision current; False if it already is. The letter's fields are unchanged, for an editor to check."""
    citations = citations_of(revision)  # may be slow: not under the lock
    with transaction.atomic():
        letter = locked(letter)
        current = letter.revisions.filter(is_current=True).first()
        if current == revision:
            return False
        letter.revisions.filter(is_current=True).update(is_current=False)
        letter.revisions.filter(pk=revision.pk).update(is_current=True)
        cite_again(letter, revision, citations)
        link_letter(letter)
        letter_fields.ask_of_new_text(letter)
        letter_fields.settle(letter)
        letter_fields.record_edit(letter, "text", current and current.number, revision.number, reason="", user=user)
        transaction.on_commit(partial(task_queue.tell_others, letter.pk))
    return True


def cite_again(letter: Letter, revision: Revision, citations: Sequence[ParsedCitation]) -> None:
    """Replace the letter's citations by those of this text."""
    passages = [passage_of(passage) for passage in revision.passages.defer("search")]
    letter.citations.all().delete()
    write_citations(letter, revision.text, passages, citations)


def citations_of(revision: Revision) -> Sequence[ParsedCitation]:
    """Return citations from the file, with its links, if it still parses to this text; else from the text alone."""
    data = bytes(Content.objects.values_list("data", flat=True).get(document=revision.document_id))
    try:
        parsed = from_json(read_safely(data))
    except ReadingError:
        return in_words(revision)
    except ReaderFault as fault:
        log.error("revision %s: a fault of the reader: %s", revision.pk, fault, extra={"letter": revision.letter.key})
        return in_words(revision)
    return parsed.citations if parsed.text == revision.text else in_words(revision)


def in_words(revision: Revision) -> list[ParsedCitation]:
    """As `letters.parser.assembly.citations_in`, without the links of the file."""
    found: list[ParsedCitation] = []
    for passage in revision.passages.defer("search"):
        words = revision.text[passage.start : passage.end]
        if passage.kind == PassageKind.HEADER.value and not words.startswith(ABOUT):
            continue
        here = find_citations(words, passage.start)
        found += [c for c in here if passage.kind not in OWN_NAME or c.target != revision.letter.identifier]
    return found

"""record: parsed text → a new Letter, a Revision of one, or a duplicate of a known one."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from typing import Any

from django.db import DataError, IntegrityError, transaction

from letters import ledger
from letters.ingestion import citation_rows, edit, further_copy, letter_fields, passages, source_fields
from letters.ingestion.claims import State, fail, finish, go_on
from letters.ingestion.match import Match, Newcomer, find_match
from letters.ingestion.open_questions import LetterFacts, open_questions
from letters.ingestion.recording_locks import lock_keys, locked
from letters.labels.problem_messages import DOES_NOT_FIT, OTHERS
from letters.models import Edit, Identifier, Ingestion, Letter, PossibleDuplicate, Revision
from letters.parser import fingerprints
from letters.parser.json_format import from_json
from letters.parser.parsed_letter import ParsedLetter, PassageKind
from letters.parser.parser_version import VERSION
from letters.parser.source_metadata import MetadataDifference

log = logging.getLogger(__name__)
Outcome = Ingestion.Outcome

# Times that a recording is tried while others change the letter that it is about.
ATTEMPTS = 5


class SupersededError(Exception):
    """The letter that a text was found to be of was changed meanwhile, so that it has to be compared again."""


def record(ingestion: Ingestion) -> bool:
    """RECORDING → LINKING, in one transaction; or HELD if an editor's own values are invalid; or FAILED."""
    try:
        recorded = record_at_last(ingestion)
    except edit.CorrectionError as error:
        finish(ingestion, State.HELD, message=str(error), parsed=ingestion.parsed)
        return False
    except DataError as error:
        log.warning("ingestion %s does not fit: %s", ingestion.pk, error, extra={"ingestion": ingestion.pk})
        fail(ingestion, DOES_NOT_FIT, OTHERS[DOES_NOT_FIT])
        return False
    if recorded and (letter := ingestion.letter):
        told = {"ingestion": ingestion.pk, "letter": letter.key}
        log.info("recorded %s: %s", letter.key, ingestion.outcome, extra=told)
    return recorded


def record_at_last(ingestion: Ingestion) -> bool:
    """Record, again where another transaction was first: constraints decide which of two was."""
    assert ingestion.document is not None  # guaranteed by a constraint for every state but FAILED
    parsed, stated, differences = source_fields.prefer(from_json(ingestion.parsed or {}), ingestion)
    new = Newcomer.of(parsed, ingestion.document, is_example=ingestion.is_example, stated=stated)
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(SupersededError, IntegrityError):
            return record_new(new, ingestion, differences)
    return record_new(new, ingestion, differences)


@transaction.atomic
def record_new(new: Newcomer, ingestion: Ingestion, differences: Sequence[MetadataDifference]) -> bool:
    lock_keys(new.keys)
    letter, outcome = write(new, ingestion, differences)
    recorded = go_on(ingestion, State.LINKING, letter=letter, outcome=outcome, parsed=None)
    if not recorded:
        transaction.set_rollback(True)
    return recorded


def write(new: Newcomer, ingestion: Ingestion, differences: Sequence[MetadataDifference]) -> tuple[Letter, Outcome]:
    match, known = find_match(new), None
    if match.outcome == Outcome.NEW:
        letter, known = create(new, match)
    else:
        letter = still(match)
        if match.outcome == Outcome.REVISED:
            add_revision(letter, new)
        overwrite = match.outcome == Outcome.REVISED or reread(letter, new)
        further_copy.add_what_is_new(letter, new, ingestion, overwrite=overwrite)
    if new.stated:
        source_fields.mark(letter, new.stated, differences)
    if ingestion.corrections:
        reason = Edit.AT_ADDING if match.outcome == Outcome.NEW else "bij het toevoegen van een ander exemplaar"
        edit.correct(letter, ingestion.corrections, user=ingestion.user, reason=reason)
    elif new.stated or match.outcome != Outcome.NEW:
        letter_fields.settle(letter, known)
    return letter, match.outcome


def still(match: Match) -> Letter:
    """Return the letter found, locked. Raises SupersededError if it, or the text compared with, no longer stands."""
    assert match.letter is not None
    letter = locked(match.letter)
    text = match.revised
    replaced = text and not letter.revisions.filter(pk=text.pk, is_current=True).exists()
    if letter.joined_into_id or replaced:
        raise SupersededError
    return letter


def create(new: Newcomer, match: Match) -> tuple[Letter, LetterFacts]:
    """Save a new letter with all that belongs to it; return it with what its questions depend on."""
    parsed = new.parsed
    taken = set(Identifier.objects.filter(value__in=new.names).values_list("value", flat=True))
    identifier = None if parsed.identifier in taken else parsed.identifier
    letter = Letter(
        key=identifier or key_of_text(new),
        identifier=identifier,
        is_example=new.is_example,
        chamber=parsed.chamber,
        provenance=letter_fields.provenance_of(parsed),
        **letter_fields.values_of(parsed),
        **letter_fields.signed_for(parsed),
    )
    letter_fields.set_cabinet(letter)
    asked = [match.reason] if match.reason else []
    known = LetterFacts.of_parsed(letter, parsed, signed=bool(parsed.signatories), questions=asked)
    letter.attention = open_questions(letter, known)
    letter.save()
    letter_fields.add_names(letter, [letter.key, *(name for name in new.names if name not in taken)])
    letter_fields.put_in_dossiers(letter, parsed.dossiers, parsed.dossier_title)
    letter_fields.sign(letter, parsed.signatories)
    write_revision(letter, new, number=1)
    if match.reason and match.letter:
        PossibleDuplicate.objects.create(earlier=match.letter, later=letter, reason=match.reason, share=match.share)
    return letter, known


def key_of_text(new: Newcomer) -> str:
    """Return the key of a letter without an identifier, with a suffix if an equal text has the same key."""
    key = fingerprints.text_key(new.parsed)
    return f"{key}-{new.document.sha256[:8]}" if Identifier.objects.filter(value=key).exists() else key


def reread(letter: Letter, new: Newcomer) -> bool:
    """Update a document parsed by a newer reader: new passages for an equal text, a revision for a different one.

    So too one with a citation whose sentence is unknown. Returns whether it was updated.
    """
    current = letter.revisions.filter(is_current=True).first()
    if current is None or current.document_id != new.document.pk:
        return False
    if current.read_by == VERSION and not letter.citations.filter(sentence=None).exists():
        return False
    if current.text != new.parsed.text:
        add_revision(letter, new)
        return True
    letter_fields.ask_of_new_text(letter)
    current.passages.all().delete()
    passages.add_passages(current, new.parsed)
    Revision.objects.filter(pk=current.pk).update(**facts_of_text(new))
    letter.citations.all().delete()
    add_citations(letter, new.parsed)
    return True


def add_revision(letter: Letter, new: Newcomer) -> Revision:
    """Make a newer text current; the previous one is kept."""
    letter.revisions.filter(is_current=True).update(is_current=False)
    newest = letter.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    letter.citations.all().delete()
    letter_fields.ask_of_new_text(letter)
    return write_revision(letter, new, number=newest + 1)


def write_revision(letter: Letter, new: Newcomer, *, number: int) -> Revision:
    revision = Revision.objects.create(
        letter=letter, number=number, document=new.document, text=new.parsed.text, **facts_of_text(new)
    )
    passages.add_passages(revision, new.parsed)
    add_citations(letter, new.parsed)
    return revision


def facts_of_text(new: Newcomer) -> dict[str, Any]:
    passages = new.parsed.passages
    return {
        "pages": max((p.page for p in passages if p.page), default=None),
        "footnotes": new.parsed.footnotes,
        "annexes": new.parsed.annexes,
        "unread_pages": list(new.parsed.unread_pages),
        "ledger": None if new.parsed.ledger is None else ledger.to_json(new.parsed.ledger),
        "body_sentences": sum(len(p.sentences) for p in passages if p.kind is PassageKind.BODY),
        "annex_bounds": [bound for p in passages if p.kind is PassageKind.ANNEX for bound in (p.start, p.end)],
        "body_digest": new.body,
        "sentence_digests": new.sentences,
        "read_by": VERSION,
    }


def add_citations(letter: Letter, parsed: ParsedLetter) -> None:
    citation_rows.write_citations(letter, parsed.text, parsed.passages, parsed.citations)

"""record: what a text states → a Letter, or a Revision of one, or a note that we have it already."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DataError, connection, transaction

from letters.attention import Known, codes_for
from letters.domain import sameness
from letters.domain.letter import from_json
from letters.domain.parsed import ParsedLetter, PassageKind
from letters.domain.version import VERSION
from letters.ingestion import correcting, facts, indexing, matching, stating
from letters.ingestion.claiming import State, fail, finish, go_on
from letters.ingestion.matching import Newcomer
from letters.models import Citation, Identifier, Ingestion, Letter, Resemblance, Revision

log = logging.getLogger(__name__)
Outcome = Ingestion.Outcome

# One letter is compared with all others, so recordings go one at a time; any number will do as the name of the lock.
RECORDING_LOCK = 2_867_636_0
DOES_NOT_FIT = (
    "Wat in dit bestand is gelezen past niet in de velden van een brief; waarschijnlijk is het geen brief. "
    "Het bestand is bewaard. Is het er wel een, plak dan de tekst."
)


def record(ingestion: Ingestion) -> bool:
    """RECORDING → LINKING, in one transaction; or HELD when an editor's own values cannot stand; or FAILED."""
    try:
        with transaction.atomic():
            lock_recording()
            letter, outcome = record_parsed(from_json(ingestion.parsed or {}), ingestion)
            recorded = go_on(ingestion, State.LINKING, letter=letter, outcome=outcome, parsed=None)
            if not recorded:
                transaction.set_rollback(True)
    except correcting.CorrectionError as error:
        finish(ingestion, State.HELD, message=str(error), parsed=ingestion.parsed)
        return False
    except DataError as error:
        log.warning("ingestion %s does not fit: %s", ingestion.pk, error, extra={"ingestion": ingestion.pk})
        fail(ingestion, "does-not-fit", DOES_NOT_FIT)
        return False
    if recorded:
        log.info("recorded %s: %s", letter.key, outcome, extra={"ingestion": ingestion.pk, "letter": letter.key})
    return recorded


def lock_recording() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORDING_LOCK])


def record_parsed(parsed: ParsedLetter, ingestion: Ingestion) -> tuple[Letter, Outcome]:
    assert ingestion.document is not None  # a constraint holds it for every state but FAILED
    parsed, stated, differences = stating.prefer(parsed, ingestion)
    new = Newcomer.of(parsed, ingestion.document, is_example=ingestion.is_example, stated=stated)
    match = matching.find(new)
    if match.letter and match.outcome == Outcome.SAME:
        letter = match.letter
        add_what_is_new(letter, new, ingestion, overwrite=reread(letter, new))
    elif match.letter and match.outcome == Outcome.REVISED:
        letter = match.letter
        add_revision(letter, new)
        add_what_is_new(letter, new, ingestion, overwrite=True)
    else:
        letter = create(new, match)
    if stated:
        stating.mark(letter, stated, differences)
    if ingestion.corrections:
        correcting.correct(letter, ingestion.corrections, user=ingestion.user, reason="bij het toevoegen")
    elif stated or match.outcome != Outcome.NEW:
        facts.settle(letter)
    return letter, match.outcome


def create(new: Newcomer, match: matching.Match) -> Letter:
    parsed = new.parsed
    taken = set(Identifier.objects.filter(value__in=new.names).values_list("value", flat=True))
    identifier = None if parsed.identifier in taken else parsed.identifier
    letter = Letter(
        key=identifier or key_of_text(new),
        identifier=identifier,
        is_example=new.is_example,
        chamber=parsed.chamber,
        provenance=facts.provenance_of(parsed),
        **facts.values_of(parsed),
    )
    facts.set_cabinet(letter)
    letter.attention = attention_of(letter, parsed, match)
    letter.save()
    facts.add_names(letter, [letter.key, *(name for name in new.names if name not in taken)])
    facts.put_in_dossiers(letter, parsed.dossiers, parsed.dossier_title)
    facts.sign(letter, parsed.signatories)
    write_revision(letter, new, number=1)
    if match.reason and match.letter:
        Resemblance.objects.create(earlier=match.letter, later=letter, reason=match.reason, share=match.share)
    return letter


def key_of_text(new: Newcomer) -> str:
    """For a letter without an identifier of its own; one with the same words may have taken the text's key."""
    key = sameness.text_key(new.parsed)
    return f"{key}-{new.document.sha256[:8]}" if Identifier.objects.filter(value=key).exists() else key


def attention_of(letter: Letter, parsed: ParsedLetter, match: matching.Match) -> list[str]:
    """As `attention.codes_for`, of a letter whose rows are not written yet."""
    has_text = any(p.kind in (PassageKind.BODY, PassageKind.ANNEX) for p in parsed.passages)
    known = Known(signed=bool(parsed.signatories), has_text=has_text, questions=[match.reason] if match.reason else [])
    return codes_for(letter, known)


def add_what_is_new(letter: Letter, new: Newcomer, ingestion: Ingestion, *, overwrite: bool = False) -> None:
    """Fill what only this copy knows; with `overwrite` (changed text, newer reader) replace all but an editor's.

    What a source's record states replaces, and is replaced by no text.
    """
    parsed, reason = new.parsed, f"uit {ingestion.name}"
    found = facts.provenance_of(parsed, by="other copy")
    for field, value in facts.values_of(parsed).items():
        old = getattr(letter, field)
        by_record = stating.has(new.stated, field)
        settled = letter.found(field).get("by") == "editor" or (letter.found(field).get("source") and not by_record)
        if value in (None, "") or value == old or settled or not (old in (None, "") or overwrite or by_record):
            continue
        setattr(letter, field, value)
        letter.provenance[field] = found.get(field, {"by": "other copy"})
        facts.note(letter, field, old, value, reason=reason)
    add_names_and_chamber(letter, new, reason)
    for number in facts.add_dossiers(letter, parsed.dossiers, parsed.dossier_title):
        facts.note(letter, "dossiers", "", number, reason=reason)
    signed = letter.signatories.exists()
    if parsed.signatories and not (signed and (not overwrite or letter.found("signatories").get("by") == "editor")):
        facts.set_signatories(letter, parsed.signatories)
        facts.note(letter, "signatories", "", ", ".join(s.name for s in parsed.signatories), reason=reason)


def add_names_and_chamber(letter: Letter, new: Newcomer, reason: str) -> None:
    chamber = facts.both_chambers(letter.chamber, new.parsed.chamber)
    if chamber != letter.chamber and letter.found("chamber").get("by") != "editor":
        facts.note(letter, "chamber", letter.chamber, chamber, reason=reason)
        letter.chamber = chamber
    identifier = facts.better_name(letter.identifier, new.parsed.identifier)
    if identifier != letter.identifier and letter.found("identifier").get("by") != "editor":
        facts.note(letter, "identifier", letter.identifier, identifier, reason=reason)
        facts.rename(letter, identifier)
    facts.add_names(letter, new.names)


def reread(letter: Letter, new: Newcomer) -> bool:
    """The same document, read by a newer reader: the same text gets its passages anew, another text a revision.

    Returns whether it was read by a newer reader.
    """
    current = letter.revisions.filter(is_current=True).first()
    if current is None or current.document_id != new.document.pk or current.read_by == VERSION:
        return False
    if current.text != new.parsed.text:
        add_revision(letter, new)
        return True
    current.passages.all().delete()
    indexing.add_passages(current, new.parsed)
    Revision.objects.filter(pk=current.pk).update(**facts_of_text(new))
    letter.citations.all().delete()
    add_citations(letter, new.parsed)
    return True


def add_revision(letter: Letter, new: Newcomer) -> Revision:
    """A newer text takes the place of the current one, which is kept."""
    letter.revisions.filter(is_current=True).update(is_current=False)
    newest = letter.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    letter.citations.all().delete()
    return write_revision(letter, new, number=newest + 1)


def write_revision(letter: Letter, new: Newcomer, *, number: int) -> Revision:
    revision = Revision.objects.create(
        letter=letter, number=number, document=new.document, text=new.parsed.text, **facts_of_text(new)
    )
    indexing.add_passages(revision, new.parsed)
    add_citations(letter, new.parsed)
    return revision


def facts_of_text(new: Newcomer) -> dict[str, Any]:
    passages = new.parsed.passages
    return {
        "pages": max((p.page for p in passages if p.page), default=None),
        "footnotes": new.parsed.footnotes,
        "annexes": new.parsed.annexes,
        "body_sentences": sum(len(p.sentences) for p in passages if p.kind is PassageKind.BODY),
        "annex_bounds": [bound for p in passages if p.kind is PassageKind.ANNEX for bound in (p.start, p.end)],
        "body_digest": new.body,
        "sentence_digests": new.sentences,
        "read_by": VERSION,
    }


def add_citations(letter: Letter, parsed: ParsedLetter) -> None:
    Citation.objects.bulk_create(
        Citation(letter=letter, position=n, written=c.written[:500], start=c.start, end=c.end, target=c.target)
        for n, c in enumerate(parsed.citations)
    )

"""From blocks to a letter: the steps, in order."""

from __future__ import annotations

from letters.domain.annexes import mark_annexes
from letters.domain.cells import open_rows
from letters.domain.drafts import drafts_of, states_structure
from letters.domain.facts import evidence_of, gather
from letters.domain.footnotes import find_marks
from letters.domain.header import mark_repeats, read_header
from letters.domain.joining import join_cut
from letters.domain.layout import cite, lay_out
from letters.domain.letterhead import mark_questions, mend_header, split_header
from letters.domain.outline import mark_headings
from letters.domain.parsed import ParsedLetter, PassageKind
from letters.domain.serialising import from_json, to_json
from letters.domain.signatures import mark_signatures, signatories_of, split_signed_tail
from letters.reading import read
from letters.reading.blocks import Reading
from letters.reading.limits import DEFAULT, Limits

__all__ = ["from_json", "parse", "read_letter", "to_json"]


def parse(reading: Reading) -> ParsedLetter:
    """Everything that the document states. Pure and total: any reading gives a letter, unknown stays None."""
    stated = states_structure(reading)
    drafts = split_header(mend_header(open_rows(drafts_of(reading))))
    mark_questions(drafts)
    header = read_header(drafts)
    mark_repeats(drafts, header)
    drafts = [part for draft in drafts for part in split_signed_tail(draft)]
    signed = mark_signatures(drafts)
    annexes = mark_annexes(drafts)
    signatories = signatories_of(signed, drafts, annex=annexes[0] if annexes else None)
    mark_headings(drafts, stated=stated)
    if not reading.marks_known:
        find_marks(drafts)
    drafts = join_cut(drafts, stated=stated)
    facts = gather(header, drafts, reading.metadata)
    laid = lay_out(drafts)
    return ParsedLetter(
        text=laid.text,
        passages=laid.passages,
        publication=facts.publication,
        kind=facts.kind,
        identifier=facts.identifier,
        other_identifiers=tuple(facts.other_identifiers),
        dossiers=tuple(facts.dossiers),
        dossier_title=facts.dossier_title,
        number=facts.number,
        session=facts.session,
        title=facts.title,
        subject=facts.subject,
        chamber=facts.chamber,
        document_date=facts.document_date,
        publication_date=facts.publication_date,
        written_date=None if facts.document_date else facts.written_date,
        signatories=signatories,
        citations=cite(drafts, laid, facts.identifier),
        footnotes=sum(draft.kind is PassageKind.FOOTNOTE for draft in drafts),
        annexes=len(annexes),
        evidence=evidence_of(facts, drafts),
    )


def read_letter(data: bytes, *, limits: Limits = DEFAULT) -> dict[str, object]:
    """Bytes in, plain JSON out: what the reading process sends back. Raises `ReadingError` as the readers do."""
    return to_json(parse(read(data, limits=limits)))

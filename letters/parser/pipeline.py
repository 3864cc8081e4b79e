"""Parser pipeline: from blocks to a parsed letter, in fixed steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, repeat

from letters import ledger
from letters.parser.annexes import mark_annexes
from letters.parser.assembly import AssembledText, assemble, citations_in
from letters.parser.draft_passages import Breaks, DraftPassage, draft_passages, states_structure
from letters.parser.footnotes import find_marks
from letters.parser.headings import mark_headings
from letters.parser.is_letter import why_no_letter
from letters.parser.json_format import to_json
from letters.parser.letter_metadata import collect_metadata, evidence_of
from letters.parser.letterhead import mark_questions, mend_header, split_header
from letters.parser.letterhead_fields import mark_repeats, read_header
from letters.parser.letterhead_tables import split_rows
from letters.parser.paragraphs import join_split_paragraphs
from letters.parser.parsed_letter import ParsedLetter, ParsedSignatory, ParsedSigner, PassageKind, Publication
from letters.parser.signatures import mark_signatures, parties_of, split_signed_tail
from letters.readers import read
from letters.readers.blocks import Form, LeftOut, Reading
from letters.readers.limits import DEFAULT, Limits


def parse(reading: Reading, source: Sequence[str] = ()) -> ParsedLetter:
    """Parse a reading. Pure and total: any reading gives a letter; unknown fields are None.

    `source` is the raw text of its pages, as in `Reading.printed`; without it there is no ledger.
    """
    stated = states_structure(reading)
    drafts = split_header(mend_header(split_rows(draft_passages(reading))))
    mark_questions(drafts)
    header = read_header(drafts, headed=reading.form is Form.TEXT)
    mark_repeats(drafts, header)
    drafts = [part for draft in drafts for part in split_signed_tail(draft)]
    signed = mark_signatures(drafts)
    annexes = mark_annexes(drafts)
    parties = parties_of(signed, drafts, annex=annexes[0] if annexes else None)
    mark_headings(drafts, stated=stated)
    if not reading.marks_known:
        find_marks(drafts)
    drafts = join_split_paragraphs(drafts, stated=stated)
    facts = collect_metadata(header, drafts, reading)
    laid = assemble(drafts)
    if facts.publication is Publication.LETTER and (
        why := why_no_letter(facts, header, drafts, reading.metadata, signed=bool(parties))
    ):
        facts.call_no_letter(*why)
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
        signatories=tuple(party for party in parties if isinstance(party, ParsedSignatory)),
        signed_by=tuple(party for party in parties if isinstance(party, ParsedSigner)),
        on_behalf_of=tuple(party for party in parties if isinstance(party, str)),
        citations=citations_in(drafts, laid, facts.identifier),
        footnotes=sum(draft.kind is PassageKind.FOOTNOTE for draft in drafts),
        annexes=len(annexes),
        unread_pages=reading.unread_pages,
        evidence=evidence_of(facts, drafts),
        ledger=ledger.account(
            source, kept_of(laid, (x.breaks for x in drafts)), _left_out(reading, drafts), reading.added
        )
        if source
        else None,
    )


def _left_out(reading: Reading, drafts: Sequence[DraftPassage]) -> list[LeftOut]:
    return [*reading.left_out, *(gone for draft in drafts for gone in draft.gone)]


def kept_of(laid: AssembledText | ParsedLetter, breaks: Iterable[Breaks] = ()) -> Iterator[ledger.Kept]:
    """Yield the text of each passage with its label and footnote marks, for the ledger: page by page, with `breaks`."""
    for passage, turned in zip(laid.passages, chain(breaks, repeat([])), strict=False):
        text, kind = laid.text[passage.start : passage.end], passage.kind.value
        label = passage.label if passage.label and passage.label != text else ""
        for (start, page), (end, _) in pairwise([(0, passage.page), *turned, (len(text) + 1, None)]):
            marks = [mark.label for mark in passage.marks if start <= mark.offset - passage.start < end]
            yield ledger.Kept(kind, page, " ".join([text[start:end], label, *marks]))
            label = ""


def read_letter(data: bytes, *, limits: Limits = DEFAULT) -> dict[str, object]:
    """Read and parse bytes into plain JSON, in the reading process. Raises ReadingError as the readers do."""
    reading = read(data, limits=limits)
    return to_json(parse(reading, reading.printed))

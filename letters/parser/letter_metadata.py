"""A letter's metadata with evidence: from its printed text and the source's own metadata together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from letters.parser.classify import letter_kind, opening_of, publication_of
from letters.parser.draft_passages import DraftPassage
from letters.parser.identifiers import dossier_of, kst, normal_dossier, number_of, reference
from letters.parser.letterhead_fields import Header, names
from letters.parser.parsed_letter import Evidence, NoLetter, PassageKind, Publication
from letters.parser.web_page_facts import said_by
from letters.parser.written_dates import parse_date
from letters.readers.blocks import Reading

_OFFICIAL = re.compile(
    r"\b(?:kst-\d{5}(?:-(?:\d{2}|[IVXLC]+)(?=-))?-(?:\d+|[A-Z]{1,3})|ah-(?:tk|ek)-\d{8}-\d+|h-(?:tk|ek)-\d{8}-\d+-\d+)\b"
)
_RUNNING_REFERENCE = re.compile(r"(?:Onze [Rr]eferentie|Ons [Kk]enmerk|Kenmerk)\s*:?\s+(\S{5,40})")
_APPENDIX = "Aanhangsel van de Handelingen"
_PAPER = re.compile(
    r"(?:(?:Gewijzigde|Nader gewijzigde)\s+)?(?:Motie van (?:het lid|de leden)|Verslag van een \w+"
    r"|Vragen van (?:het lid|de leden)|"
    r"Lijst van vragen en antwoorden|Handelingen\b|Amendement van|Memorie van|Stenogra|Schriftelijke vragen)"
    r"|De Kamer,(?:\s+gehoord|$)"
)


@dataclass(slots=True)
class LetterMetadata:
    identifier: str | None = None
    other_identifiers: list[str] = field(default_factory=list)
    dossiers: list[str] = field(default_factory=list)
    dossier_title: str | None = None
    number: str | None = None
    session: str | None = None
    title: str | None = None
    subject: str | None = None
    chamber: str | None = None
    document_date: date | None = None
    publication_date: date | None = None
    written_date: str | None = None
    publication: Publication = Publication.LETTER
    kind: str | None = None
    no_letter: NoLetter | None = None
    evidence: dict[str, tuple[str, DraftPassage | None]] = field(default_factory=dict)

    def keep(self, name: str, value: object, quote: str, draft: DraftPassage | None = None) -> None:
        """Set a field unless it has a value already, and keep the quote as its evidence."""
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.evidence[name] = (quote, draft)

    def call_no_letter(self, reason: NoLetter, draft: DraftPassage | None) -> None:
        """Classify as another paper, which has no kind; the text that shows it, if any, is kept as evidence."""
        self.publication, self.kind, self.no_letter = Publication.OTHER, None, reason
        self.evidence["publication"] = (draft.text if draft else "", draft)


def collect_metadata(header: Header, drafts: Sequence[DraftPassage], reading: Reading) -> LetterMetadata:
    facts = LetterMetadata()
    stated = {key.lower(): values for key, values in reading.metadata.items() if values}
    _name_from_metadata(facts, stated)
    _from_header(facts, header)
    _rest_from_metadata(facts, stated, header)
    if reading.website:
        _from_page(facts, header, reading.website)
    _identify(facts, header, drafts, reading.furniture)
    _classify(facts, header, drafts, stated, reading.metadata)
    return facts


def _name_from_metadata(facts: LetterMetadata, stated: Mapping[str, tuple[str, ...]]) -> None:
    for key in ("dc.identifier", "dcterms.identifier", "overheidop.externmetadatarecord"):
        for value in stated.get(key, ()):
            match = _OFFICIAL.search(value)
            identifier = match[0] if match else None
            facts.keep("identifier", identifier, value)
    dossiers = [d for value in stated.get("overheidop.dossiernummer", ()) if (d := _dossier(value))]
    facts.keep("dossiers", list(dict.fromkeys(dossiers)), ", ".join(stated.get("overheidop.dossiernummer", ())))
    for name, key in (("dossier_title", "overheidop.dossiertitel"), ("number", "overheidop.ondernummer")):
        said = _first(stated, key)
        facts.keep(name, said if name == "number" or names(said or "") else None, said or "")
    year = _first(stated, "overheidop.vergaderjaar")
    facts.keep("session", _session(year), year or "")


def _from_header(facts: LetterMetadata, header: Header) -> None:
    for name in ("dossiers", "dossier_title", "number", "session", "title", "chamber", "subject", "written_date"):
        draft = header.found.get(name)
        facts.keep(name, getattr(header, name), draft.text if draft else "", draft)
    if header.subject and not facts.title:
        facts.keep("title", header.subject, header.subject, header.found.get("subject"))
    if facts.written_date:
        facts.keep(
            "document_date", parse_date(facts.written_date), facts.written_date, header.found.get("written_date")
        )


def _rest_from_metadata(facts: LetterMetadata, stated: Mapping[str, tuple[str, ...]], header: Header) -> None:
    title = _first(stated, "overheidop.documenttitel")
    facts.keep("title", title, title or "")
    facts.keep("subject", title, title or "")
    for key in ("overheidop.datumbrief", "overheidop.datumindiening", "dcterms.issued", "dcterms.created"):
        value = _first(stated, key)
        if value and not facts.written_date:
            facts.keep("document_date", parse_date(value), value)
    for key in ("dcterms.available", "dcterms.issued"):
        value = _first(stated, key)
        facts.keep("publication_date", parse_date(value) if value else None, value or "")
    creators = " ".join((*stated.get("dc.creator", ()), *stated.get("overheidop.kamer", ())))
    house = re.search(r"(Tweede|Eerste) Kamer", creators)
    facts.keep("chamber", house[0] if house else None, creators)


def _from_page(facts: LetterMetadata, header: Header, lines: Sequence[str]) -> None:
    """Fill the fields that the letter leaves open from its web page; the number only if the dossier agrees."""
    page = said_by(lines)
    named = dossier_of(page.identifier or "")
    if page.identifier and (named is None or not facts.dossiers or named in facts.dossiers):
        facts.keep("dossiers", [named] if named else [], page.identifier)
        facts.keep("number", number_of(page.identifier), page.identifier)
        if named is None or number_of(page.identifier) == facts.number:
            facts.keep("identifier", page.identifier, page.identifier)
    facts.keep("dossiers", list(page.dossiers), ", ".join(page.dossiers))
    if page.dossier_title and names(page.dossier_title) and set(page.dossiers) <= set(facts.dossiers):
        facts.keep("dossier_title", page.dossier_title, page.dossier_title)
    if not facts.written_date:
        facts.keep("document_date", page.document_date, str(page.document_date))
    for name in ("publication_date", "session", "chamber", "title"):
        facts.keep(name, getattr(page, name), str(getattr(page, name)))
    facts.keep("subject", page.title, str(page.title))
    facts.other_identifiers += page.documents
    if page.documents and not header.reference and not (facts.dossiers and facts.number):
        facts.keep("identifier", page.documents[0], page.documents[0])


def _identify(facts: LetterMetadata, header: Header, drafts: Sequence[DraftPassage], furniture: Sequence[str]) -> None:
    """Derive the identifier: from dossier and number, from a running foot, else from the ministry's own reference."""
    _identify_by_number(facts, header, drafts)
    if header.reference:
        facts.keep("identifier", header.reference, header.reference, header.found.get("reference"))
        if header.reference != facts.identifier:
            facts.other_identifiers.append(header.reference)
    _identify_by_furniture(facts, header, furniture)
    _number_by_identifier(facts)
    facts.other_identifiers = [x for x in dict.fromkeys(facts.other_identifiers) if x != facts.identifier]


def _identify_by_number(facts: LetterMetadata, header: Header, drafts: Sequence[DraftPassage]) -> None:
    if facts.dossiers and facts.number:
        name = kst(facts.dossiers[0], facts.number)
        facts.keep("identifier", name, *_number_as_printed(header, name))
    elif facts.number and facts.session and any(_APPENDIX in draft.text for draft in drafts[:12]):
        name = f"ah-{'ek' if facts.chamber == 'Eerste Kamer' else 'tk'}-{facts.session.replace('-', '')}-{facts.number}"
        facts.keep("identifier", name, facts.number, header.found.get("number"))


def _identify_by_furniture(facts: LetterMetadata, header: Header, lines: Sequence[str]) -> None:
    """Take the identifier from a running foot. An official one replaces the ministry's reference.

    A reference in the foot is used only without any other identifier.
    """
    for line in lines:
        match = _OFFICIAL.search(line)
        if match and (not facts.identifier or facts.identifier == header.reference):
            facts.identifier = match[0]
            facts.evidence["identifier"] = (line, None)
            facts.other_identifiers += [header.reference] if header.reference else []
    for line in lines:
        match = _RUNNING_REFERENCE.search(line)
        if match and not facts.identifier:
            facts.keep("identifier", reference(match[1]), line)


def _number_by_identifier(facts: LetterMetadata) -> None:
    """Fill dossier and number from an official identifier, which contains both."""
    if facts.identifier and not facts.dossiers and (dossier := dossier_of(facts.identifier)):
        facts.keep("dossiers", [dossier], facts.identifier)
        facts.keep("number", number_of(facts.identifier), facts.identifier)
    if facts.identifier and facts.identifier.startswith("ah-"):
        facts.keep("number", facts.identifier.rsplit("-", 1)[1], facts.identifier)


def _number_as_printed(header: Header, name: str) -> tuple[str, DraftPassage | None]:
    """Return the printed text that contains the letter's number, if any, and its draft."""
    draft = header.found.get("number")
    if draft is None or not header.number:
        return name, None
    printed = re.search(rf"(?:\b[Nn][Rr]\.?\s?)?(?<!\w){re.escape(header.number)}\b", draft.text)
    return (printed[0] if printed else draft.text), draft


def _classify(
    facts: LetterMetadata,
    header: Header,
    drafts: Sequence[DraftPassage],
    stated: Mapping[str, tuple[str, ...]],
    metadata: Mapping[str, tuple[str, ...]],
) -> None:
    printed = header.title or _printed_title(drafts, addressed="addressee" in header.found)
    facts.publication = publication_of(printed, metadata, facts.identifier)
    if facts.publication is not Publication.LETTER:
        return
    report = [draft.text for draft in drafts if draft.kind is PassageKind.TITLE and draft.text != facts.title]
    titles = [facts.subject, *stated.get("overheidop.documenttitel", ()), facts.title]
    facts.kind = letter_kind(titles, opening_of((draft.kind, draft.text) for draft in drafts), report)


def _printed_title(drafts: Sequence[DraftPassage], *, addressed: bool) -> str | None:
    """Return the title of a paper without an addressee, if it is not set in capitals."""
    if addressed:
        return None
    for draft in drafts[:12]:
        if _PAPER.match(draft.text) and len(draft.text) < 300:
            return draft.text
        if re.match(r"Geachte\b", draft.text):
            return None
    return None


def evidence_of(facts: LetterMetadata, drafts: Sequence[DraftPassage]) -> tuple[tuple[str, Evidence], ...]:
    """Return the evidence of each field. A quote that spans several passages is replaced by its passage's own text."""
    places = {id(draft): index for index, draft in enumerate(drafts)}
    found = []
    for name, (quote, draft) in sorted(facts.evidence.items()):
        place = places.get(id(draft)) if draft is not None else None
        elsewhere = draft is not None and place is not None and quote not in draft.text
        reason = str(facts.no_letter or "") if name == "publication" else ""
        found.append((name, Evidence(draft.text if draft is not None and elsewhere else quote, place, reason)))
    return tuple(found)


def _first(stated: Mapping[str, tuple[str, ...]], key: str) -> str | None:
    return next((value.strip() for value in stated.get(key, ()) if value.strip()), None)


def _dossier(written: str) -> str | None:
    match = re.fullmatch(r"(\d{2}\s?\d{3})(?:[ -]?\(?(\d{2}|[IVXLC]+)\)?)?", written.strip())
    return normal_dossier(match[1], match[2]) if match else None


def _session(written: str | None) -> str | None:
    match = re.search(r"(\d{4})\s?[-–/]\s?(\d{4})", written or "")
    return f"{match[1]}-{match[2]}" if match else None

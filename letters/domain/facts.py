"""What a letter is and states of itself: its printed words and the source's own metadata together, with evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from letters.domain.dates import parse_date
from letters.domain.drafts import Draft
from letters.domain.header import Header
from letters.domain.identifiers import dossier_of, kst, normal_dossier, number_of, reference
from letters.domain.kinds import kind_of, kind_of_occasion, publication_of
from letters.domain.parsed import Evidence, PassageKind, Publication

FURNITURE = "page furniture"
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
class Facts:
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
    evidence: dict[str, tuple[str, Draft | None]] = field(default_factory=dict)

    def keep(self, name: str, value: object, quote: str, draft: Draft | None = None) -> None:
        """The first to state a field is believed; what it said is kept as evidence."""
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.evidence[name] = (quote, draft)


def gather(header: Header, drafts: Sequence[Draft], metadata: Mapping[str, tuple[str, ...]]) -> Facts:
    facts = Facts()
    stated = {key.lower(): values for key, values in metadata.items() if values}
    _name_from_metadata(facts, stated)
    _from_header(facts, header)
    _rest_from_metadata(facts, stated, header)
    _identify(facts, header, drafts, stated)
    _classify(facts, header, drafts, stated, metadata)
    return facts


def _name_from_metadata(facts: Facts, stated: Mapping[str, tuple[str, ...]]) -> None:
    for key in ("dc.identifier", "dcterms.identifier", "overheidop.externmetadatarecord"):
        for value in stated.get(key, ()):
            match = _OFFICIAL.search(value)
            identifier = match[0] if match else None
            facts.keep("identifier", identifier, value)
    dossiers = [d for value in stated.get("overheidop.dossiernummer", ()) if (d := _dossier(value))]
    facts.keep("dossiers", list(dict.fromkeys(dossiers)), ", ".join(stated.get("overheidop.dossiernummer", ())))
    for name, key in (("dossier_title", "overheidop.dossiertitel"), ("number", "overheidop.ondernummer")):
        said = _first(stated, key)
        facts.keep(name, said, said or "")
    year = _first(stated, "overheidop.vergaderjaar")
    facts.keep("session", _session(year), year or "")


def _from_header(facts: Facts, header: Header) -> None:
    for name in ("dossiers", "dossier_title", "number", "session", "title", "chamber", "subject", "written_date"):
        draft = header.found.get(name)
        facts.keep(name, getattr(header, name), draft.text if draft else "", draft)
    if header.subject and not facts.title:
        facts.keep("title", header.subject, header.subject, header.found.get("subject"))
    if facts.written_date:
        facts.keep(
            "document_date", parse_date(facts.written_date), facts.written_date, header.found.get("written_date")
        )


def _rest_from_metadata(facts: Facts, stated: Mapping[str, tuple[str, ...]], header: Header) -> None:
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


def _identify(facts: Facts, header: Header, drafts: Sequence[Draft], stated: Mapping[str, tuple[str, ...]]) -> None:
    """Dossier and number make the name; a running foot may print it whole; else the ministry's own reference serves."""
    if facts.dossiers and facts.number:
        name = kst(facts.dossiers[0], facts.number)
        facts.keep("identifier", name, *_number_as_printed(header, name))
    elif facts.number and facts.session and any(_APPENDIX in draft.text for draft in drafts[:12]):
        name = f"ah-{'ek' if facts.chamber == 'Eerste Kamer' else 'tk'}-{facts.session.replace('-', '')}-{facts.number}"
        facts.keep("identifier", name, facts.number, header.found.get("number"))
    if header.reference:
        facts.keep("identifier", header.reference, header.reference, header.found.get("reference"))
        if header.reference != facts.identifier:
            facts.other_identifiers.append(header.reference)
    for line in stated.get(FURNITURE, ()):
        match = _OFFICIAL.search(line)
        if match and (not facts.identifier or facts.identifier == header.reference):
            facts.identifier = match[0]
            facts.evidence["identifier"] = (line, None)
            facts.other_identifiers += [header.reference] if header.reference else []
    for line in stated.get(FURNITURE, ()):
        match = _RUNNING_REFERENCE.search(line)
        if match and not facts.identifier:
            facts.keep("identifier", reference(match[1]), line)
    if facts.identifier and not facts.dossiers and (dossier := dossier_of(facts.identifier)):
        facts.keep("dossiers", [dossier], facts.identifier)
        facts.keep("number", number_of(facts.identifier), facts.identifier)
    if facts.identifier and facts.identifier.startswith("ah-"):
        facts.keep("number", facts.identifier.rsplit("-", 1)[1], facts.identifier)
    facts.other_identifiers = [x for x in dict.fromkeys(facts.other_identifiers) if x != facts.identifier]


def _number_as_printed(header: Header, name: str) -> tuple[str, Draft | None]:
    """The words that give the name its number, where the letter prints one."""
    draft = header.found.get("number")
    if draft is None or not header.number:
        return name, None
    printed = re.search(rf"(?:\b[Nn][Rr]\.?\s?)?(?<!\w){re.escape(header.number)}\b", draft.text)
    return (printed[0] if printed else draft.text), draft


def _classify(
    facts: Facts,
    header: Header,
    drafts: Sequence[Draft],
    stated: Mapping[str, tuple[str, ...]],
    metadata: Mapping[str, tuple[str, ...]],
) -> None:
    printed = header.title or _printed_title(drafts, addressed="addressee" in header.found)
    facts.publication = publication_of(printed, metadata, facts.identifier)
    if facts.publication is not Publication.LETTER:
        return
    report = [draft.text for draft in drafts if draft.kind is PassageKind.TITLE and draft.text != facts.title]
    kind = kind_of([facts.subject, *stated.get("overheidop.documenttitel", ()), facts.title], opening(drafts))
    kind = kind if kind != "overig" or not report else kind_of(report)
    facts.kind = (kind_of_occasion(opening(drafts)) if kind == "overig" else None) or kind


def _printed_title(drafts: Sequence[Draft], *, addressed: bool) -> str | None:
    """The title of a paper that is addressed to nobody, where it is not set in capitals."""
    if addressed:
        return None
    for draft in drafts[:12]:
        if _PAPER.match(draft.text) and len(draft.text) < 300:
            return draft.text
        if re.match(r"Geachte\b", draft.text):
            return None
    return None


def opening(drafts: Sequence[Draft]) -> str:
    """The running text before the first heading."""
    parts: list[str] = []
    for draft in drafts:
        if draft.kind is PassageKind.HEADING and parts:
            break
        if draft.kind is PassageKind.BODY:
            parts.append(draft.text)
    return " ".join(parts)[:6000]


def evidence_of(facts: Facts, drafts: Sequence[Draft]) -> tuple[tuple[str, Evidence], ...]:
    """Where a passage is named, its own words are quoted: a value may be put together of several."""
    places = {id(draft): index for index, draft in enumerate(drafts)}
    found = []
    for name, (quote, draft) in sorted(facts.evidence.items()):
        place = places.get(id(draft)) if draft is not None else None
        elsewhere = draft is not None and place is not None and quote not in draft.text
        found.append((name, Evidence(draft.text if draft is not None and elsewhere else quote, place)))
    return tuple(found)


def _first(stated: Mapping[str, tuple[str, ...]], key: str) -> str | None:
    return next((value.strip() for value in stated.get(key, ()) if value.strip()), None)


def _dossier(written: str) -> str | None:
    match = re.fullmatch(r"(\d{2}\s?\d{3})(?:[ -]?\(?(\d{2}|[IVXLC]+)\)?)?", written.strip())
    return normal_dossier(match[1], match[2]) if match else None


def _session(written: str | None) -> str | None:
    match = re.search(r"(\d{4})\s?[-–/]\s?(\d{4})", written or "")
    return f"{match[1]}-{match[2]}" if match else None

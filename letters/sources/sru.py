"""Parser of KOOP's SRU 2.0 responses. Prefixes and namespaces vary, so elements are matched by local name.

The structure is `searchRetrieveResponse/records/record/recordData/gzd`, with `originalData/meta` and `enrichedData` in
that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from letters.parser.identifiers import kst, normal_dossier, number_of
from letters.parser.source_metadata import SourceMetadata
from letters.readers.blocks import ReadingError
from letters.readers.integers import parse_integer
from letters.readers.markup import Element, XmlDamaged, local_name, parse_xml, plain_text, xml_bytes
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import ListedPaper, ListPage, Manifestation, first

ID = re.compile(r"[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9.-]{1,80}")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
# Readable forms, best first: XML has the most structure, PDF the least.
FORMS = ("xml", "html", "odt", "pdf")
HOUSE = re.compile(r"(?:Tweede|Eerste) Kamer")
NUMBER = re.compile(r"\d{1,5}|[A-Z]{1,3}")
SESSION = re.compile(r"\d{4}-\d{4}")
UNNUMBERED = re.compile(r"kst-\d{4,7}")
ATTACHMENT = "Bijlage"
# Kinds of letters to or from the Chamber that were not written by the cabinet.
NOT_OF_CABINET = ("Brief lid", "Brief commissie", "Brief derden", "Brief Kamer", "Brief Algemene Rekenkamer")


def page_of(data: bytes) -> ListPage:
    """Return a page of the listing. Raises SourceError for a web page, damaged XML, a diagnostic or another shape."""
    root = tree_of(data)
    if local_name(root) != "searchRetrieveResponse":
        raise SourceError(Fault.UNEXPECTED, f"<{local_name(root)}>")
    if (diagnostics := child(root, "diagnostics")) is not None:
        raise SourceError(Fault.DIAGNOSTIC, said_in(diagnostics))
    total = parse_integer(text(root, "numberOfRecords"))
    if total is None:
        raise SourceError(Fault.UNEXPECTED, "zonder aantal")
    records = child(root, "records")
    listed, refused = [], []
    for record in children(records, "record") if records is not None else ():
        try:
            listed.append(record_of(record))
        except SourceError as error:
            refused.append(str(error))
    following = parse_integer(text(root, "nextRecordPosition"))
    return ListPage(tuple(listed), None if following is None else str(following), total, tuple(refused))


def tree_of(data: bytes) -> Element:
    if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError(Fault.WEB_PAGE, "een lijst")
    try:
        return parse_xml(data)
    except (XmlDamaged, ReadingError) as error:
        raise SourceError(Fault.DAMAGED, type(error).__name__) from error


def said_in(diagnostics: Element) -> str:
    found = [plain_text(e) for e in diagnostics.iter() if local_name(e) in ("message", "details") and plain_text(e)]
    return "; ".join(found) or "zonder uitleg"


def record_of(record: Element) -> ListedPaper:
    """Return the paper of a record. Raises SourceError without an identifier that is safe to use as a name."""
    source_id = text(record, "identifier")
    if not ID.fullmatch(source_id):
        raise SourceError(Fault.UNEXPECTED, f"kenmerk {source_id[:40]!r}")
    original = find(record, "originalData")
    kinds = [plain_text(e) for e in every(record, "type")]
    manifestations = manifestations_of(record)
    metadata = b"" if original is None else xml_bytes(original)
    return ListedPaper(
        source_id=source_id,
        stated=stated_in(record, source_id, is_letter=bool(is_letter(record, kinds))),
        kind=kind_of(record, kinds),
        is_letter=is_letter(record, kinds),
        main=main_of(record) if ATTACHMENT in kinds else "",
        manifestations=manifestations,
        modified=day(text(record, "modified")),
        metadata=metadata,
        fingerprint=hashlib.sha256(metadata + repr(manifestations).encode()).hexdigest(),
    )


def stated_in(record: Element, source_id: str, *, is_letter: bool) -> SourceMetadata:
    dossiers = tuple(dict.fromkeys(d for e in every(record, "dossiernummer") if (d := dossier(plain_text(e)))))
    identifier, others = names(source_id, dossiers, text(record, "ondernummer"))
    given, session = text(record, "ondernummer"), text(record, "vergaderjaar")
    number = number_of(identifier) or (given if NUMBER.fullmatch(given) else None)
    house = HOUSE.search(text(record, "creator"))
    return SourceMetadata(
        source="koop",
        identifier=identifier,
        other_identifiers=others,
        dossiers=dossiers,
        dossier_title=text(record, "dossiertitel") or None,
        number=number,
        session=session if SESSION.fullmatch(session) else None,
        title=title_of(record),
        chamber=house[0] if house else None,
        # `date` is the publication date for annexes, so only `issued` is used.
        document_date=day(text(record, "issued")) or day(text(record, "datumBrief")),
        publication_date=day(text(record, "available")),
        received_date=day(text(record, "datumOntvangst")),
        signatories=tuple((plain_text(e), "") for e in every(record, "indiener") if plain_text(e)),
        is_letter=is_letter,
    )


def names(source_id: str, dossiers: tuple[str, ...], number: str) -> tuple[str, tuple[str, ...]]:
    """Return the paper's main name and its others. An id from before numbering (`kst-1027341`) yields to the number."""
    if UNNUMBERED.fullmatch(source_id) and dossiers and NUMBER.fullmatch(number):
        return kst(dossiers[0], number), (source_id,)
    return source_id, ()


def title_of(record: Element) -> str | None:
    """Return the document's own title; old records combine "dossier; sort; title"."""
    if own := text(record, "documenttitel"):
        return own
    parts = text(record, "title").split("; ")
    return "; ".join(parts[2:]) or None


def kind_of(record: Element, kinds: list[str]) -> str:
    """Return the source's own kind: "Brief", "Brief regering", "Motie", "Bijlage"."""
    return first((text(record, "subrubriek"), *(k for k in kinds if k != "Kamerstuk"), *kinds)) or ""


def is_letter(record: Element, kinds: list[str]) -> bool | None:
    """Return whether it is a letter, by kind or second part of the title ("…; Brief regering; …"); None if unknown."""
    parts = text(record, "title").split("; ")
    stated = [text(record, "subrubriek"), *kinds, parts[1] if len(parts) > 2 else ""]
    if ATTACHMENT in kinds or any(kind.startswith(NOT_OF_CABINET) for kind in stated):
        return False
    if any(kind.startswith("Brief") for kind in stated):
        return True
    return False if any(kind not in ("", "Kamerstuk", "Overig") for kind in stated) else None


def main_of(record: Element) -> str:
    """Return the id of the paper that an annex belongs to; without one its own id, so that it stays an annex."""
    main = text(record, "hoofddocument")
    return main if ID.fullmatch(main) else text(record, "identifier")


def manifestations_of(record: Element) -> tuple[Manifestation, ...]:
    given = {e.get("manifestation", ""): plain_text(e) for e in every(record, "itemUrl")}
    return tuple(Manifestation(form, given[form]) for form in FORMS if given.get(form))


def dossier(written: str) -> str | None:
    match = re.fullmatch(r"(\d{5})(?:-(\d{2}|[IVXLC]+))?", written.strip())
    return normal_dossier(match[1], match[2]) if match else None


def day(written: str) -> date | None:
    """Return the day of a date or timestamp; None if absent or invalid."""
    match = DAY.match(written)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def every(element: Element, name: str) -> Iterator[Element]:
    return (e for e in element.iter() if local_name(e) == name)


def find(element: Element, name: str) -> Any:
    return next(every(element, name), None)


def text(element: Element, name: str) -> str:
    return plain_text(find(element, name))


def children(element: Element, name: str) -> Iterator[Element]:
    return (e for e in element if local_name(e) == name)


def child(element: Element, name: str) -> Any:
    return next(children(element, name), None)

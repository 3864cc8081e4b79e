"""Answers of the Tweede Kamer's OData service as plain objects."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

from letters.domain.identifiers import kst, normal_dossier, parse_identifier, reference
from letters.domain.stating import Stated
from letters.sources.faults import Fault, SourceError
from letters.sources.records import Listed, Manifestation

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
EXTERNAL = re.compile(r"(?:kst|ah)-[A-Za-z0-9-]{4,60}")
NUMBER = re.compile(r"\d{4}D\d{5}")
SESSION = re.compile(r"\d{4}-\d{4}")
DOSSIER = re.compile(r"(\d{5})(?:-(\d{2}|[IVXLC]+))?")
CHAMBERS = {1: "Eerste Kamer", 2: "Tweede Kamer"}
SIGNED = ("Eerste ondertekenaar", "Mede ondertekenaar")
LETTER = "Brief regering"


def page_of(data: bytes) -> tuple[list[dict[str, Any]], str | None]:
    """The values and the address of the next page. Raises SourceError for a web page, an error and another shape."""
    if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError(Fault.WEB_PAGE, "een lijst")
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(Fault.DAMAGED, type(error).__name__) from error
    if not isinstance(answer, dict):
        raise SourceError(Fault.UNEXPECTED, "geen lijst")
    if isinstance(answer.get("error"), dict):
        raise SourceError(Fault.DIAGNOSTIC, words(answer["error"].get("message")) or "zonder uitleg")
    values, following = answer.get("value"), answer.get("@odata.nextLink")
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SourceError(Fault.UNEXPECTED, "zonder lijst")
    return values, following if isinstance(following, str) else None


def listed_in(value: dict[str, Any], base: str) -> Listed:
    """Raises SourceError for a record without an id that we can trust in an address."""
    source_id = words(value.get("Id"))
    if not GUID.fullmatch(source_id):
        raise SourceError(Fault.UNEXPECTED, f"kenmerk {source_id[:40]!r}")
    record = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return Listed(
        source_id=source_id,
        stated=stated_in(value),
        kind=words(value.get("Soort")),
        is_letter=value.get("Soort") == LETTER,
        manifestations=(Manifestation("file", f"{base}/Document({source_id})/resource"),),
        modified=day(value.get("GewijzigdOp")),
        metadata=record,
        fingerprint=hashlib.sha256(record).hexdigest(),
    )


def stated_in(value: dict[str, Any]) -> Stated:
    dossiers = tuple(dossier for entry in entries(value, "Kamerstukdossier") if (dossier := dossier_in(entry)))
    place = whole(value.get("Volgnummer"))
    number = str(place) if dossiers and 0 < place < 100_000 else None
    identifier = external(value) or (kst(dossiers[0], number) if number else None)
    own, theirs = words(value.get("DocumentNummer")), words(value.get("KenmerkAfzender"))
    titles = [words(entry.get("Titel")) for entry in entries(value, "Kamerstukdossier")]
    return Stated(
        source="tweedekamer",
        identifier=identifier,
        other_identifiers=tuple(name for name in (NUMBER.fullmatch(own) and own, reference(theirs)) if name),
        dossiers=dossiers,
        dossier_title=next(iter(titles), "") or None,
        number=number,
        session=session if SESSION.fullmatch(session := words(value.get("Vergaderjaar"))) else None,
        title=words(value.get("Onderwerp")) or None,
        chamber=CHAMBERS.get(whole(value.get("Kamer"))),
        document_date=day(value.get("Datum")),
        received_date=day(value.get("DatumOntvangst")),
        signatories=tuple(signatories(value)),
    )


def external(value: dict[str, Any]) -> str | None:
    """The name by which KOOP publishes the same paper."""
    version = value.get("HuidigeDocumentVersie")
    name = words(version.get("ExterneIdentifier")) if isinstance(version, dict) else ""
    return parse_identifier(name) if EXTERNAL.fullmatch(name) else None


def dossier_in(entry: dict[str, Any]) -> str | None:
    """None for what is no number of five digits with, at most, a suffix like VII or 02."""
    match = DOSSIER.fullmatch(f"{whole(entry.get('Nummer'))}-{words(entry.get('Toevoeging'))}".rstrip("-"))
    return normal_dossier(match[1], match[2]) if match else None


def signatories(value: dict[str, Any]) -> list[tuple[str, str]]:
    """In the order of the service, the first to sign first; "mede namens" did not sign."""
    actors = [a for a in entries(value, "DocumentActor") if a.get("Relatie") in SIGNED and words(a.get("ActorNaam"))]
    actors.sort(key=lambda actor: SIGNED.index(actor["Relatie"]))
    return [(words(actor["ActorNaam"]), capital(words(actor.get("Functie")))) for actor in actors]


def entries(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def words(value: Any) -> str:
    """Text in one line, without what a database cannot hold (JSON can); "" for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.replace("\0", "").encode("utf-8", "replace").decode().split())


def whole(value: Any) -> int:
    """A whole number; 0 for what is none. (Of Python's whole numbers, true and false are two.)"""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def capital(value: str) -> str:
    return value[:1].upper() + value[1:]


def day(value: Any) -> date | None:
    """The day as the service writes it: its moments carry the time zone of The Hague."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", words(value))
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None

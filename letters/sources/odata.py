"""Parser of the Tweede Kamer's OData responses."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

from letters.parser.identifiers import kst, normal_dossier, parse_identifier, reference
from letters.parser.source_metadata import SourceMetadata
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import ListedPaper, Manifestation

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
EXTERNAL = re.compile(r"(?:kst|ah)-[A-Za-z0-9-]{4,60}")
NUMBER = re.compile(r"\d{4}D\d{5}", re.ASCII)
SESSION = re.compile(r"\d{4}-\d{4}")
DOSSIER = re.compile(r"(\d{5})(?:-(\d{2}|[IVXLC]+))?", re.ASCII)
CHAMBERS = {1: "Eerste Kamer", 2: "Tweede Kamer"}
SIGNED = ("Eerste ondertekenaar", "Mede ondertekenaar")
LETTER = "Brief regering"


def page_of(data: bytes) -> tuple[list[dict[str, Any]], str | None]:
    """Return the values and the next page's address. Raises SourceError for a web page, an error or another shape."""
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


def listed_in(value: dict[str, Any], base: str) -> ListedPaper:
    """Return the paper of a record. Raises SourceError without an id that is safe in an address."""
    source_id = words(value.get("Id"))
    if not GUID.fullmatch(source_id):
        raise SourceError(Fault.UNEXPECTED, f"kenmerk {source_id[:40]!r}")
    record = json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return ListedPaper(
        source_id=source_id,
        stated=stated_in(value),
        kind=words(value.get("Soort")),
        is_letter=value.get("Soort") == LETTER,
        manifestations=(Manifestation("file", f"{base}/Document({source_id})/resource"),),
        modified=day(value.get("GewijzigdOp")),
        metadata=record,
        fingerprint=hashlib.sha256(record).hexdigest(),
    )


def stated_in(value: dict[str, Any]) -> SourceMetadata:
    dossiers = tuple(dossier for entry in entries(value, "Kamerstukdossier") if (dossier := dossier_in(entry)))
    place = whole(value.get("Volgnummer"))
    number = str(place) if dossiers and 0 < place < 100_000 else None
    identifier = external(value) or (kst(dossiers[0], number) if number else None)
    own, theirs = words(value.get("DocumentNummer")), words(value.get("KenmerkAfzender"))
    titles = [words(entry.get("Titel")) for entry in entries(value, "Kamerstukdossier")]
    return SourceMetadata(
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
        is_letter=value.get("Soort") == LETTER,
    )


def external(value: dict[str, Any]) -> str | None:
    """Return the identifier under which KOOP publishes the same paper."""
    version = value.get("HuidigeDocumentVersie")
    name = words(version.get("ExterneIdentifier")) if isinstance(version, dict) else ""
    return parse_identifier(name) if EXTERNAL.fullmatch(name) else None


def dossier_in(entry: dict[str, Any]) -> str | None:
    """Return the dossier number; None unless it is five digits with an optional suffix like VII or 02."""
    match = DOSSIER.fullmatch(f"{whole(entry.get('Nummer'))}-{words(entry.get('Toevoeging'))}".rstrip("-"))
    return normal_dossier(match[1], match[2]) if match else None


def signatories(value: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the signatories, the first to sign first; "mede namens" does not count as signing."""
    actors = [a for a in entries(value, "DocumentActor") if a.get("Relatie") in SIGNED and words(a.get("ActorNaam"))]
    actors.sort(key=lambda actor: SIGNED.index(actor["Relatie"]))
    return [(words(actor["ActorNaam"]), capital(words(actor.get("Functie")))) for actor in actors]


def entries(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def words(value: Any) -> str:
    """Return the text on one line, without characters that a database cannot hold; "" for other types."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.replace("\0", "").encode("utf-8", "replace").decode().split())


def whole(value: Any) -> int:
    """Return the integer; 0 for other types, including booleans, which are integers in Python."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def capital(value: str) -> str:
    return value[:1].upper() + value[1:]


def day(value: Any) -> date | None:
    """Return the day as written: the service's timestamps are in the time zone of The Hague."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", words(value))
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None

"""Source: open data of the Tweede Kamer (Gegevensmagazijn) over OData v4: government letters and their signatories."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

from letters.readers.integers import parse_integer
from letters.sources import odata
from letters.sources.allowed_hosts import Hosts
from letters.sources.client import Client
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import NOTHING, FetchedFile, Known, ListedPaper, ListPage, SourceQuery

OFFICIAL = "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0"
PER_PAGE = 250  # the service's maximum; it names the next page itself
FORMS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/msword": "doc",
    "text/html": "html",
}
EXPAND = (
    "Kamerstukdossier($select=Nummer,Toevoeging,Titel),DocumentActor($select=ActorNaam,Functie,Relatie),"
    "HuidigeDocumentVersie($select=ExterneIdentifier)"
)
KST = re.compile(r"kst-(\d{5})(?:-(\d{2}(?=-)|[IVXLC]+(?=-)))?-(\d{1,5})", re.ASCII)


def hosts(base: str) -> Hosts:
    return Hosts(base, official=OFFICIAL)


class TweedeKamer:
    """Documents of kind "Brief regering". An id is a document number (2024D40329) or a Kamerstuk number."""

    name = "tweedekamer"

    def __init__(self, client: Client, base: str = OFFICIAL, *, per_page: int = PER_PAGE) -> None:
        self._client, self._base, self._per_page = client, base.rstrip("/"), per_page

    def list(self, wanted: SourceQuery, place: str = "") -> ListPage:
        """List a page; `place` is the address of a page as given by the service."""
        if wanted.attachments:
            raise SourceError(Fault.BAD_WISH, "Bijlagen kunnen alleen bij KOOP worden opgehaald.")
        address = place or self._first(wanted)
        values, following = odata.page_of(self._client.get(address, accept="application/json").data)
        listed, refused = [], []
        for value in values:
            try:
                listed.append(odata.listed_in(value, self._base))
            except SourceError as error:
                refused.append(str(error))
        if following is None and len(values) >= self._per_page:
            following = skipped(address, self._per_page)
        if following == address:
            raise SourceError(Fault.UNEXPECTED, "de lijst gaat terug naar het begin")
        return ListPage(tuple(listed), following, None, tuple(refused))

    def fetch(self, listed: ListedPaper, known: Known = NOTHING) -> FetchedFile:
        if not listed.manifestations:
            raise SourceError(Fault.NO_FILE)
        address = listed.manifestations[0].address
        answer = self._client.get(address, accept="*/*", known=known)
        if not answer.not_changed and answer.media_type == "application/json":
            raise SourceError(Fault.UNEXPECTED, said_in(answer.data))
        return FetchedFile(
            data=None if answer.not_changed else answer.data,
            name=f"{listed.stated.identifier or listed.source_id}.{FORMS.get(answer.media_type, 'pdf')}",
            media_type=answer.media_type,
            address=address,
            etag=answer.etag,
            last_modified=answer.last_modified,
        )

    def _first(self, wanted: SourceQuery) -> str:
        asked = {"$filter": filter_of(wanted), "$expand": EXPAND, "$orderby": "Datum desc"}
        return f"{self._base}/Document?{urlencode(asked, quote_via=quote, safe='$')}"


def filter_of(wanted: SourceQuery) -> str:
    parts = ["Verwijderd eq false", "Soort eq 'Brief regering'"]
    if wanted.ids:
        parts.append(either([by_id(source_id) for source_id in wanted.ids]))
    if wanted.dossiers:
        parts.append(either([in_dossier(dossier) for dossier in wanted.dossiers]))
    parts += [f"contains(tolower(Onderwerp),{text(word.lower())})" for word in wanted.query.split()]
    if wanted.since:
        parts.append(f"Datum ge {wanted.since.isoformat()}")
    if wanted.changed_since:
        parts.append(f"GewijzigdOp ge {wanted.changed_since.isoformat()}T00:00:00Z")
    return " and ".join(parts)


def by_id(source_id: str) -> str:
    if odata.NUMBER.fullmatch(source_id):
        return f"DocumentNummer eq {text(source_id)}"
    if match := KST.fullmatch(source_id):
        return f"{dossier_is(match[1], match[2])} and Volgnummer eq {parse_integer(match[3])}"
    raise SourceError(Fault.BAD_WISH, f"{source_id!r} is geen kenmerk zoals 2024D40329 of kst-28676-360.")


def in_dossier(dossier: str) -> str:
    match = odata.DOSSIER.fullmatch(dossier)
    if not match:
        raise SourceError(Fault.BAD_WISH, f"{dossier!r} is geen dossiernummer zoals 28676, 36600-VII of 21501-02.")
    return dossier_is(match[1], match[2])


def dossier_is(number: str, suffix: str | None) -> str:
    extra = f" and d/Toevoeging eq {text(suffix)}" if suffix else ""
    return f"Kamerstukdossier/any(d:d/Nummer eq {parse_integer(number)}{extra})"


def either(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + " or ".join(f"({part})" for part in parts) + ")"


def text(value: str) -> str:
    """Return a quoted OData string literal, so that user input is never interpreted."""
    return "'" + value.replace("'", "''") + "'"


def skipped(address: str, n: int) -> str:
    """Return the address of the next page if the service names none. Raises SourceError for another form of address."""
    before, found, skip = address.partition("&$skip=")
    skips = parse_integer(skip) if found else 0
    if skips is None:
        raise SourceError(Fault.UNEXPECTED, "de lijst noemt geen volgende bladzijde")
    return f"{before}&$skip={skips + n}"


def said_in(data: bytes) -> str:
    try:
        answer: Any = json.loads(data)
    except (ValueError, RecursionError):
        return "geen bestand"
    error = answer.get("error") if isinstance(answer, dict) else None
    return odata.words(error.get("message")) or "geen bestand" if isinstance(error, dict) else "geen bestand"

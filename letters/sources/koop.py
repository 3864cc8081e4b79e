"""Source: KOOP's repository of officiële publicaties, over SRU 2.0."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from letters.readers.integers import parse_integer
from letters.sources import cql, sru
from letters.sources.allowed_hosts import Hosts
from letters.sources.client import Client
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import (
    NOTHING,
    Answer,
    FetchedFile,
    Known,
    ListedPaper,
    ListPage,
    Manifestation,
    SourceQuery,
)

OFFICIAL = "https://repository.overheid.nl/sru"
OTHER_HOSTS = ("zoek.officielebekendmakingen.nl", "repository.officiele-overheidspublicaties.nl")
PER_PAGE = 100
# Signature in the first bytes of each form; a missing paper may come as a web page with status 200.
SIGNS = {
    "xml": re.compile(rb"<officiele-publicatie[\s>]"),
    "html": re.compile(rb"<html[\s>]", re.IGNORECASE),
    "odt": re.compile(rb"\APK\x03\x04"),
    "pdf": re.compile(rb"%PDF-"),
}
HEAD = 2048
# Faults after which the next form of the paper is tried; others are reported.
ABSENT = (Fault.NOT_FOUND, Fault.WEB_PAGE)


def hosts(base: str) -> Hosts:
    return Hosts(base, official=OFFICIAL, others=OTHER_HOSTS)


class Koop:
    """Lists by id, dossier or words, and fetches the best available form: XML, HTML, ODT or PDF."""

    name = "koop"

    def __init__(self, client: Client, base: str = OFFICIAL, *, per_page: int = PER_PAGE) -> None:
        self._client, self._base, self._per_page = client, base, per_page

    def list(self, wanted: SourceQuery, place: str = "") -> ListPage:
        """List a page. For ids one call each (and one for each one's annexes); `place` is then an index of these."""
        if wanted.ids:
            return self._named(wanted, parse_integer(place) or 0)
        return self._search(cql.many(wanted), parse_integer(place) or 1)

    def fetch(self, listed: ListedPaper, known: Known = NOTHING) -> FetchedFile:
        missing = SourceError(Fault.NO_FILE)
        for manifestation in listed.manifestations:
            try:
                return self._file(listed.source_id, manifestation, known)
            except SourceError as error:
                if error.code not in ABSENT:
                    raise
                missing = error
        raise missing

    def _named(self, wanted: SourceQuery, n: int) -> ListPage:
        asks = [ask for source_id in wanted.ids for ask in asks_for(source_id, attachments=wanted.attachments)]
        page, refused = self._search(asks[n], 1), []
        if not page.listed and not page.refused and asks[n].startswith("dt.identifier"):
            refused.append(str(SourceError(Fault.NOT_FOUND, asks[n].partition("==")[2])))
        if page.next:
            refused.append(str(SourceError(Fault.UNEXPECTED, f"meer dan {self._per_page} bijlagen")))
        return ListPage(page.listed, str(n + 1) if n + 1 < len(asks) else None, None, (*page.refused, *refused))

    def _search(self, query: str, start: int) -> ListPage:
        asked = {
            "operation": "searchRetrieve",
            "version": "2.0",
            "recordSchema": "gzd",
            "startRecord": str(start),
            "maximumRecords": str(self._per_page),
            "query": query,
        }
        answer = self._client.get(f"{self._base}?{urlencode(asked, quote_via=quote)}", accept="application/xml")
        page = sru.page_of(answer.data)
        if not page.listed and not page.refused:
            if start == 1 and page.total:
                raise SourceError(Fault.UNEXPECTED, f"{page.total} stukken, maar geen enkele in de lijst")
            return ListPage((), None, page.total)
        following = parse_integer(page.next)
        if following is not None and following <= start:
            raise SourceError(Fault.UNEXPECTED, "de lijst gaat terug naar het begin")
        return page

    def _file(self, source_id: str, manifestation: Manifestation, known: Known) -> FetchedFile:
        answer = self._client.get(manifestation.address, accept="*/*", known=known)
        if not answer.not_changed:
            check_form(answer, manifestation.form)
        return FetchedFile(
            data=None if answer.not_changed else answer.data,
            name=f"{source_id}.{manifestation.form}",
            media_type=answer.media_type,
            address=manifestation.address,
            etag=answer.etag,
            last_modified=answer.last_modified,
        )


def asks_for(source_id: str, *, attachments: bool) -> list[str]:
    return [cql.one(source_id), *([cql.attachments_of(source_id)] if attachments else [])]


def check_form(answer: Answer, form: str) -> None:
    head = answer.data[:HEAD]
    if SIGNS[form].search(head):
        return
    if SIGNS["html"].search(head):
        raise SourceError(Fault.WEB_PAGE, form.upper())
    raise SourceError(Fault.OTHER_FORM, form.upper())

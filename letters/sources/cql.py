"""Queries to KOOP in CQL. User input is quoted and never interpreted."""

from __future__ import annotations

import re
from datetime import date

from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import SourceQuery

ID = re.compile(r"(?:kst|blg|ah|h|kv|nds)-[A-Za-z0-9-]{2,60}")
DOSSIER = re.compile(r"\d{5}(?:-(?:\d{2}|[IVXLC]+))?")
# Newest first: papers published during a listing push others to later pages, where they are seen again.
SORTED = " sortBy dt.date/sort.descending"


def one(source_id: str) -> str:
    if not ID.fullmatch(source_id):
        raise SourceError(Fault.BAD_WISH, f"{source_id!r} is geen kenmerk zoals kst-28676-360.")
    return f"dt.identifier=={source_id}"


def attachments_of(source_id: str) -> str:
    return one(source_id).replace("dt.identifier", "w.hoofddocument", 1)


def many(wanted: SourceQuery) -> str:
    parts = ["c.product-area==officielepublicaties", "w.publicatienaam==Kamerstuk"]
    if wanted.dossiers:
        either = " OR ".join(f'w.dossiernummer=="{checked(dossier)}"' for dossier in wanted.dossiers)
        parts.append(f"({either})" if len(wanted.dossiers) > 1 else either)
    if wanted.query:
        parts.append(f"cql.textAndIndexes={quoted(wanted.query)}")
    if wanted.since:
        parts.append(f"dt.date>={on(wanted.since)}")
    if wanted.changed_since:
        parts.append(f"dt.modified>={on(wanted.changed_since)}")
    leave_out = "" if wanted.attachments else " NOT dt.type==Bijlage"
    return " AND ".join(parts) + leave_out + SORTED


def checked(dossier: str) -> str:
    if not DOSSIER.fullmatch(dossier):
        raise SourceError(Fault.BAD_WISH, f"{dossier!r} is geen dossiernummer zoals 28676, 36600-VII of 21501-02.")
    return dossier


def quoted(words: str) -> str:
    return '"' + re.sub(r'["\\\x00-\x1f]+', " ", words).strip() + '"'


def on(day: date) -> str:
    return f'"{day.isoformat()}"'

"""Letters for machines: one a line, every field by the name that it has everywhere, null where it is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from django.db.models import Prefetch, QuerySet

from letters.domain.parsed import PassageKind
from letters.models import Ingestion, Letter, Revision
from letters.streaming import write_lines, write_table

COLUMNS = (
    "file", "identifier", "dossiers", "dossier_title", "number", "session", "title", "subject", "publication", "kind",
    "chamber", "document_date", "cabinet", "demissionary", "signatories", "citations", "headings", "footnotes",
    "annexes", "state",
)  # fmt: skip
CHUNK = 100


def with_everything(letters: QuerySet[Letter], texts: QuerySet[Revision] | None = None) -> Iterator[Letter]:
    """The letters with all that a line needs, a chunk at a time: a constant number of queries a chunk.

    `texts` holds the one text of each that is meant: the current one, if it is not given.
    """
    meant = Revision.objects.filter(is_current=True) if texts is None else texts
    current = meant.defer("sentence_digests").prefetch_related("passages")
    named = Ingestion.objects.exclude(channel=Ingestion.Channel.AGAIN).order_by("pk").only("name", "document", "letter")
    return (
        letters.select_related("cabinet")
        .prefetch_related("dossiers", "signatories", "citations")
        .prefetch_related(Prefetch("revisions", current, to_attr="current"))
        .prefetch_related(Prefetch("ingestions", named, to_attr="origins"))
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )


def as_record(letter: Letter) -> dict[str, Any]:
    """One letter that `with_everything` gave, as plain JSON types. `kind` of another paper is what paper it is.

    `key` is the letter's name here, never null. `edited` names the fields whose value, null too, is an editor's.
    """
    revision: Revision | None = next(iter(letter.current), None)  # type: ignore[attr-defined]
    passages = list(revision.passages.all()) if revision else []
    return {
        "key": letter.key,
        "file": file_of(letter, revision),
        "identifier": letter.identifier,
        "dossiers": [dossier.number for dossier in letter.dossiers.all()],
        "dossier_title": letter.dossier_title,
        "number": letter.number,
        "session": letter.session,
        "title": letter.title,
        "subject": letter.subject,
        "publication": letter.publication,
        "kind": letter.kind if letter.is_letter else letter.publication,
        "chamber": letter.chamber,
        "document_date": letter.document_date.isoformat() if letter.document_date else None,
        "publication_date": letter.publication_date.isoformat() if letter.publication_date else None,
        "received_date": letter.received_date.isoformat() if letter.received_date else None,
        "cabinet": letter.cabinet.name if letter.cabinet else None,
        "demissionary": letter.demissionary,
        "signatories": [[s.name, s.office] for s in letter.signatories.all()],
        "citations": list(dict.fromkeys(c.target for c in letter.citations.all() if c.target)),
        "headings": [
            revision.text[p.start : p.end] for p in passages if revision and p.kind == PassageKind.HEADING.value
        ],
        "footnotes": revision.footnotes if revision else 0,
        "annexes": revision.annexes if revision else 0,
        "edited": letter.edited,
        "state": "needs attention" if letter.attention else "recorded",
        "passages": [as_passage(revision, p) for p in passages if revision],
    }


def as_passage(revision: Revision, passage: Any) -> dict[str, Any]:
    text, bounds = revision.text, passage.sentence_bounds
    return {
        "number": passage.position,
        "label": passage.label,
        "text": text[passage.start : passage.end],
        "headings": passage.headings,
        "page": passage.page,
        "kind": passage.kind,
        "sentences": [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)],
    }


def file_of(letter: Letter, revision: Revision | None) -> str | None:
    origins = letter.origins  # type: ignore[attr-defined]
    names = [o.name for o in origins if revision and o.document_id == revision.document_id] or [o.name for o in origins]
    return names[0] if names else None


def write_jsonl(letters: Iterable[Letter], out: TextIO) -> int:
    return write_lines(map(as_record, letters), out)


def write_csv(letters: Iterable[Letter], out: TextIO) -> int:
    return write_table(map(as_record, letters), COLUMNS, out)
